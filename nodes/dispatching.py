"""dispatching: send somebody out. The effect is a task among the offers; no turn waits for it.

Posting is a call like any other, with an intent before it. It is keyed by the attempt, so that it
may be made again after a crash.
"""

from domain.clock import from_milliseconds
from domain.errors import Invalid
from nodes.context import Context
from pool import offers
from storage import effects, leases, threads
from storage.unit import Row
from tools.calling import Ending
from tools.intent import Intent

CURRENCY = "EUR"


def dispatch(intent: Intent, context: Context) -> Ending:
    """Post the task that a call asks for; how that ended."""
    rooms, thread_id = context.rooms, intent.lease.thread_id
    try:
        with rooms.storage.unit("task", durable=True) as unit:
            leases.require(unit, thread_id, context.lease.epoch)
            thread = threads.find(unit, thread_id)
            assert thread is not None
            origin = offers.Origin(
                thread_id=thread_id,
                call_id=intent.call_id,
                attempt=intent.attempt,
                verdict_id=intent.verdict["id"],
                requested_by=thread["owner"],
            )
            risk = intent.tool.risk
            currency = risk.cost.currency if risk else CURRENCY
            wanted = {**intent.arguments, "currency": currency}
            task = offers.post(unit, rooms.clock, rooms.ids, rooms.law.task, origin, wanted)
    except Invalid as refusal:
        return Ending(effects.FAILED, refusal.sentence)
    return Ending(effects.DONE, _posted(task))


def _posted(task: Row) -> str:
    deadline = from_milliseconds(task["deadline"])
    return (
        f"Task {task['id']} is posted for operators, to be done by {deadline:%Y-%m-%d %H:%M} UTC. "
        "It is not done yet; its outcome comes later as a letter."
    )
