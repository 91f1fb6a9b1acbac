"""rejudging: back to the law, when what was agreed no longer holds at the moment of acting.

So it is with a new attempt that a person wanted after a failure, too (`trying`).
"""

from typing import Any

from domain.action import Action
from domain.errors import Invalid
from domain.request import RequestState
from nodes.checking import checked
from nodes.context import Context
from nodes.judging import keep_verdict, weigh
from nodes.results import not_done
from nodes.state import Call
from policy.digest import digest_of
from storage import effects, leases, requests, verdicts
from storage.rows import unpacked
from storage.unit import Row


def judge_again(call: Call, context: Context, verdict: Row, request: Row | None) -> None:
    """Back to the law: the agreement is superseded and the action gets a new verdict."""
    decided = request["decided_arguments"] if request else None
    with context.rooms.storage.unit("judge again") as unit:
        leases.require(unit, call["thread_id"], context.lease.epoch)
        if request is not None and not requests.move(unit, request, RequestState.SUPERSEDED):
            return
        try:
            action = _present(context, verdict, unpacked(decided or verdict["arguments"]))
        except Invalid as refusal:
            failed = effects.latest(unit, call["thread_id"], call["call_id"])
            not_done(unit, context, call, failed, f"This call was not made. {refusal.sentence}")
            return
        thread_id, turn = call["thread_id"], call["turn"]
        again, known = weigh(unit, context.rooms, thread_id, action)
        keep_verdict(unit, context.rooms, thread_id, turn, action, again, known)


def _present(context: Context, verdict: Row, arguments: dict[str, Any]) -> Action:
    """The action as the tool stands today; raises Invalid when it no longer fits."""
    fitting = checked(context.rooms, verdict["name"], arguments)
    tool = context.rooms.catalogue.find(verdict["name"])
    assert tool is not None
    return verdicts.action_of(verdict).model_copy(
        update={
            "arguments": fitting,
            "digest": digest_of(verdict["name"], fitting),
            "fingerprint": tool.fingerprint,
            "risk": tool.risk,
        }
    )
