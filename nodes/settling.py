"""settling: bring one action to its end, as far as the rows allow. Shared by act and approve.

It is a loop over rows, not a script: read how far the action has come, do the next thing once, read
again. It ends with the call's message in the transcript, or with what it waits for.
"""

from domain.decision import DecisionType
from domain.request import RequestKind, RequestState
from domain.verdict import Route
from nodes.carrying import begin, carry_on
from nodes.context import Context
from nodes.doubting import resolve, tried_again
from nodes.escalating import escalation_of, follow_lead, open_escalation
from nodes.filing import file_approval
from nodes.pausing import PASSING, soon
from nodes.rejudging import judge_again
from nodes.results import has_result, keep_result
from nodes.state import Call, Waiting
from storage import effects, requests, verdicts
from storage.rows import packed, unpacked
from storage.unit import Row
from tools.guards import ESCALATED


async def settle(call: Call, context: Context, *, escalating: bool = False) -> Waiting | None:
    """None once the call has its message; else what it waits for.

    A call whose breaker tripped also ends with None, without a message, unless `escalating`: it is
    then the escalate node's.
    """
    while True:
        with context.rooms.storage.view() as unit:
            if has_result(unit, call):
                return None
            effect = effects.latest(unit, call["thread_id"], call["call_id"])
            verdict = verdicts.latest(unit, call["thread_id"], call["call_id"])
            request = requests.latest(
                unit, call["thread_id"], call["call_id"], RequestKind.APPROVAL
            )
        assert verdict is not None
        if effect is None:
            waiting = await _before_start(call, context, verdict, request)
        elif effect["state"] == effects.FAILED:
            waiting = await _after_failure(call, context, effect, verdict)
        else:
            waiting = await _after_start(call, context, effect, verdict, request)
        if waiting is not None and not escalating and _is_escalation(context, call, waiting):
            return None
        if waiting is not None:
            return waiting


async def _before_start(
    call: Call, context: Context, verdict: Row, request: Row | None
) -> Waiting | None:
    route = Route(verdict["route"])
    if route is Route.REFUSE:
        _say(call, context, "The law refuses this call now; it was not made.")
    elif route is Route.AUTO:
        return await _begin(call, context, verdict, None)
    elif request is None or request["state"] == RequestState.SUPERSEDED.value:
        file_approval(call, context, verdict, request)
    elif request["state"] == RequestState.OPEN.value:
        return Waiting(request=request["id"])
    elif request["state"] == RequestState.DECIDED.value:
        return await _follow(call, context, verdict, request)
    else:
        _say(call, context, _UNDECIDED[RequestState(request["state"])])
    return None


async def _follow(call: Call, context: Context, verdict: Row, request: Row) -> Waiting | None:
    """Do what a decision says: carry it out, or tell the model that it was not."""
    decision, by = DecisionType(request["decision_type"]), request["decided_by"]
    if decision in (DecisionType.APPROVE, DecisionType.EDIT):
        return await _begin(call, context, verdict, request)
    said = f": {request['message']}" if request["message"] else "."
    if decision is DecisionType.RESPOND:
        words = f"{by} answered in place of the tool{said}"
    else:
        words = f"{by} rejected this call{said} It was not made."
    with context.rooms.storage.unit("apply answer") as unit:
        if requests.move(unit, request, RequestState.APPLIED):
            keep_result(unit, context, call, words)
    return None


async def _begin(call: Call, context: Context, verdict: Row, request: Row | None) -> Waiting | None:
    refusal = await begin(call, context, verdict, request)
    if refusal in PASSING:
        return soon(context)
    if refusal == ESCALATED:
        return _behind_the_lead(call, context)
    if refusal:
        judge_again(call, context, verdict, request)
    return None


async def _after_start(
    call: Call, context: Context, effect: Row, verdict: Row, request: Row | None
) -> Waiting | None:
    if effect["state"] == effects.DONE:
        _report(call, context, effect, request)
    elif effect["state"] == effects.UNKNOWN:
        return resolve(call, context, effect, verdict)
    else:
        return await carry_on(call, context, effect, verdict)
    return None


async def _after_failure(call: Call, context: Context, effect: Row, verdict: Row) -> Waiting | None:
    """Again if a person said so; to a lead if the breaker tripped; else the model hears of it."""
    again, waiting = await tried_again(call, context, effect, verdict)
    if again:
        return waiting
    escalation = escalation_of(context, call, effect, verdict)
    if escalation is not None:
        return await follow_lead(call, context, effect, verdict, escalation)
    _say(call, context, f"It failed, nothing happened: {effect['result']}")
    return None


def _behind_the_lead(call: Call, context: Context) -> Waiting | None:
    with context.rooms.storage.view() as unit:
        escalation = open_escalation(unit, call["thread_id"])
    return Waiting(request=escalation["id"]) if escalation else None


def _is_escalation(context: Context, call: Call, waiting: Waiting) -> bool:
    """Whether a call waits for the lead because of itself: then another node waits for it."""
    with context.rooms.storage.view() as unit:
        row = requests.find(unit, waiting.get("request", ""))
    if row is None or row["call_id"] != call["call_id"]:
        return False
    return bool(row["kind"] == RequestKind.ESCALATION.value)


def _report(call: Call, context: Context, effect: Row, request: Row | None) -> None:
    """The tool's own words; after an edit also who changed what, so that nobody claims the old."""
    text, ran = effect["result"], None
    if request is not None and request["decision_type"] == DecisionType.EDIT.value:
        ran = unpacked(effect["arguments"])
        text += f"\n({request['decided_by']} changed the call before it ran: {packed(ran)})"
    with context.rooms.storage.unit("result") as unit:
        keep_result(unit, context, call, text, ran)


def _say(call: Call, context: Context, text: str) -> None:
    with context.rooms.storage.unit("result") as unit:
        keep_result(unit, context, call, text)


_UNDECIDED = {
    RequestState.EXPIRED: "Nobody decided in time. The call was not made.",
    RequestState.WITHDRAWN: "The request was withdrawn. The call was not made.",
    RequestState.APPLIED: "The decision on this call has been used up. It was not made again.",
}
