"""settling: bring one action to its end, as far as the rows allow. Shared by act and approve.

It is a loop over rows, not a script: read how far the action has come, do the next thing once, read
again. It ends with the call's message in the transcript, with what it waits for, or with a lead.
"""

from domain.decision import DecisionType
from domain.request import RequestKind, RequestState
from domain.verdict import Route
from nodes.carrying import begin, carry_on
from nodes.context import Context
from nodes.doubting import resolve, tried_again
from nodes.escalating import escalation_of, follow_lead, open_escalation
from nodes.filing import countersigned_as, file_approval
from nodes.pausing import PASSING, soon, until_it_goes
from nodes.payloads import waiting_for
from nodes.rejudging import judge_again
from nodes.results import has_result, keep_result, report
from nodes.state import Call, Waiting, Way
from nodes.stopping import end_call, is_stopped
from storage import effects, requests, verdicts
from storage.rows import unpacked
from storage.unit import Row
from tools.guards import ESCALATED, STAGED, STOPPED


async def settle(call: Call, context: Context, *, escalating: bool = False) -> Waiting | Way:
    """Where the turn goes on from here: "plan" once the call has its message; "escalate" when its
    breaker has tripped, unless `escalating` already; else what it waits for.
    """
    while True:
        with context.rooms.storage.view() as unit:
            if has_result(unit, call):
                return "plan"
            effect = effects.latest(unit, call["thread_id"], call["call_id"])
            verdict = verdicts.latest(unit, call["thread_id"], call["call_id"])
            assert verdict is not None
            kind = countersigned_as(context, verdict["name"])
            request = requests.latest(unit, call["thread_id"], call["call_id"], kind)
            stopped = is_stopped(unit, call)
        found: Waiting | Way | None
        if stopped and (effect is None or effect["state"] == effects.FAILED):
            if effect is None:
                end_call(call, context)
            else:
                end_call(call, context, f"{_FAILED}{effect['result']}", tool=effect["result"])
            return "plan"
        if effect is None:
            found = await _before_start(call, context, verdict, request)
        elif effect["state"] == effects.FAILED:
            found = await _after_failure(call, context, effect, verdict, escalating)
        else:
            found = await _after_start(call, context, effect, verdict, request)
        if found is not None:
            return found


async def _before_start(
    call: Call, context: Context, verdict: Row, request: Row | None
) -> Waiting | None:
    route = Route(verdict["route"])
    if route is Route.REFUSE:
        _say(call, context, "The law refuses this call now; it was not made.")
    elif route.acts_alone:
        return await _begin(call, context, verdict, None)
    elif request is None or request["state"] == RequestState.SUPERSEDED.value:
        file_approval(call, context, verdict, request)
    elif request["state"] == RequestState.OPEN.value:
        return waiting_for(request)
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
        words = _ANSWERED[RequestKind(request["kind"])].format(by=by, said=said)
    else:
        words = f"{by} rejected this call{said} It was not made."
    with context.rooms.storage.unit("apply answer") as unit:
        if requests.move(unit, request, RequestState.APPLIED):
            keep_result(unit, context, call, words, reviewer=request["message"] or "")
    return None


async def _begin(call: Call, context: Context, verdict: Row, request: Row | None) -> Waiting | None:
    refusal = await begin(call, context, verdict, request)
    if refusal in PASSING:
        return soon(context)
    if refusal == STAGED:
        return until_it_goes(context, verdict)
    if refusal == ESCALATED:
        return _behind_the_lead(call, context)
    if refusal and refusal != STOPPED:
        judge_again(call, context, verdict, request)
    return None


async def _after_start(
    call: Call, context: Context, effect: Row, verdict: Row, request: Row | None
) -> Waiting | None:
    if effect["state"] == effects.DONE:
        with context.rooms.storage.unit("result") as unit:
            ran = unpacked(effect["arguments"])
            report(unit, context, call, effect["result"], ran, request)
    elif effect["state"] == effects.UNKNOWN:
        return resolve(call, context, effect, verdict)
    else:
        return await carry_on(call, context, effect, verdict)
    return None


async def _after_failure(
    call: Call, context: Context, effect: Row, verdict: Row, escalating: bool
) -> Waiting | Way | None:
    """Again if a person said so; to a lead if the breaker tripped; else the model hears of it."""
    again, waiting = await tried_again(call, context, effect, verdict)
    if again:
        return waiting
    escalation = escalation_of(context, call, effect, verdict)
    if escalation is not None and not escalating:
        return "escalate"
    if escalation is not None:
        return await follow_lead(call, context, effect, verdict, escalation)
    _say(call, context, f"{_FAILED}{effect['result']}", tool=effect["result"])
    return None


def _behind_the_lead(call: Call, context: Context) -> Waiting | None:
    with context.rooms.storage.view() as unit:
        escalation = open_escalation(unit, call["thread_id"])
    return waiting_for(escalation) if escalation else None


def _say(call: Call, context: Context, text: str, tool: str = "") -> None:
    with context.rooms.storage.unit("result") as unit:
        keep_result(unit, context, call, text, tool=tool)


_ANSWERED = {
    RequestKind.APPROVAL: "{by} answered in place of the tool{said}",
    RequestKind.PLAN: "{by} comments on the plan{said} It is not approved; heed this and propose "
    "another plan, or ask the requester.",
}
_FAILED = "It failed, nothing happened: "
_UNDECIDED = {
    RequestState.EXPIRED: "Nobody decided in time. The call was not made.",
    RequestState.WITHDRAWN: "The request was withdrawn. The call was not made.",
    RequestState.APPLIED: "The decision on this call has been used up. It was not made again.",
}
