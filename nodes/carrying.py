"""carrying: begin an effect, run it, and keep how it ended. Every state between has its row."""

import logging
from functools import partial

from desk.decisions import close
from domain.clock import is_over, to_milliseconds
from domain.errors import CountersignError
from domain.request import COUNTERSIGNED, RequestKind, RequestState
from domain.thread import HOUSE
from nodes.context import Context
from nodes.dispatching import dispatch
from nodes.filing import file_recheck
from nodes.granting import grant
from nodes.pausing import soon
from nodes.relaying import relay_of, withdraw_questions
from nodes.results import report
from nodes.state import Call, Waiting
from storage import effects, leases, requests, threads
from storage.rows import unpacked
from storage.unit import Row, Unit
from tools.calling import Ending, perform
from tools.intent import Attempt, Intent

log = logging.getLogger(__name__)


async def begin(
    call: Call, context: Context, verdict: Row, request: Row | None, number: int = 1
) -> str:
    """Start attempt `number` if every guard agrees, and run it; else the guard's refusal."""
    tool = context.rooms.catalogue.find(verdict["name"])
    if tool is None:
        return "tool_gone"
    source = request["decided_arguments"] if request else verdict["arguments"]
    intent = Intent(
        lease=context.lease,
        call_id=call["call_id"],
        attempt=number,
        tool=tool,
        arguments=unpacked(source),
        verdict=verdict,
        request_id=request["id"] if request else None,
        law=context.rooms.law,
    )
    refusal = context.rooms.journal.start(intent)
    if not refusal:
        await _run(call, intent, context, request)
    return refusal


async def carry_on(call: Call, context: Context, effect: Row, verdict: Row) -> Waiting | None:
    """Found `started`: call again what honours its key, else wait out the call's deadline."""
    tool = context.rooms.catalogue.find(effect["name"])
    if tool is not None and tool.idempotent:
        intent = Intent(
            lease=context.lease,
            call_id=call["call_id"],
            attempt=effect["attempt"],
            tool=tool,
            arguments=unpacked(effect["arguments"]),
            verdict=verdict,
            request_id=effect["request_id"],
            law=context.rooms.law,
        )
        taken = context.rooms.journal.take_over(intent)
        if taken == "halted":
            return soon(context)
        if not taken:
            await _run(call, intent, context, None)
        return None
    withdraw_questions(call, context)
    if not is_over(effect["call_deadline"], to_milliseconds(context.rooms.clock.now())):
        return Waiting(until=effect["call_deadline"])
    context.rooms.journal.settle(
        Attempt(call["thread_id"], call["call_id"], effect["attempt"]),
        effects.STARTED,
        effects.UNKNOWN,
        "The call was cut off before its end was known.",
        by=HOUSE,
    )
    return None


async def _run(call: Call, intent: Intent, context: Context, request: Row | None) -> None:
    context.rooms.storage.boundary("before call")
    if intent.tool.hires:
        ending = dispatch(intent, context)
    elif intent.tool.plans:
        ending = grant(intent, context)
    else:
        late = partial(_keep_late, intent, context)
        ending = await perform(intent, late, relay_of(intent, context))
    context.rooms.storage.boundary("after call")

    def tell(unit: Unit) -> None:
        """Say it to the model in the same breath, if this runner still has the thread, and to
        whoever looks afterwards.
        """
        agreed = RequestKind(request["kind"]) in COUNTERSIGNED if request else not intent.request_id
        if agreed and leases.holds(unit, call["thread_id"], context.lease.epoch):
            report(unit, context, call, ending.result, intent.arguments, request)
        file_recheck(unit, context, call["thread_id"], intent.verdict)

    context.rooms.journal.settle(
        intent.attempt_key,
        effects.STARTED,
        ending.state,
        ending.result,
        then=tell if ending.state == effects.DONE else None,
    )


def _keep_late(intent: Intent, context: Context, ending: Ending) -> None:
    """A call that ends after it was given up answers its own question."""
    if ending.state == effects.UNKNOWN:
        return
    try:
        context.rooms.journal.settle(
            intent.attempt_key,
            effects.UNKNOWN,
            ending.state,
            ending.result,
            then=partial(_close_question, intent, context, ending),
        )
    except CountersignError:
        log.warning("a late ending of %s could not be kept", intent.call_id)


def _close_question(intent: Intent, context: Context, ending: Ending, unit: Unit) -> None:
    """Nobody need be asked any more; a person who answers first has said the same or is late."""
    if ending.state == effects.DONE:
        file_recheck(unit, context, intent.lease.thread_id, intent.verdict)
    now = to_milliseconds(context.rooms.clock.now())
    thread_id = intent.lease.thread_id
    threads.wake(unit, thread_id, now)
    asked = requests.latest(unit, thread_id, intent.call_id, RequestKind.OUTCOME)
    if asked is not None and asked["state"] == RequestState.OPEN.value:
        close(
            unit,
            asked,
            RequestState.WITHDRAWN,
            actor=HOUSE,
            at=now,
            why="the call ended by itself",
        )
