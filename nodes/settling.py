"""settling: bring one action to its end, as far as the rows allow. Shared by act and approve.

It is a loop over rows, not a script: read how far the action has come, do the next thing once, read
again. It ends with the call's message in the transcript, with what it waits for, or with a lead;
rounds that change nothing end it, too.
"""

from domain.decision import APPROVING, DecisionType
from domain.request import RequestKind, RequestState
from domain.verdict import Route
from nodes.carrying import carry_on
from nodes.context import Context
from nodes.doubting import resolve, tried_again
from nodes.escalating import escalation_of, follow_lead
from nodes.filing import countersigned_as, file_approval
from nodes.payloads import waiting_for
from nodes.progress import Progress
from nodes.results import FAILED, has_result, not_done, report
from nodes.starting import start
from nodes.state import Call, Waiting, Way
from nodes.stopping import end_call, is_stopped
from nodes.trying import Again, wanted_again
from storage import effects, requests, verdicts
from storage.rows import unpacked
from storage.unit import Row


async def settle(call: Call, context: Context, *, escalating: bool = False) -> Waiting | Way:
    """Where the turn goes on from here: "plan" once the call has its message; "escalate" when its
    breaker has tripped, unless `escalating` already; else what it waits for.
    """
    progress = Progress()
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
            progress.require(unit, call, effect, verdict)
        found: Waiting | Way | None
        if stopped and (effect is None or effect["state"] == effects.FAILED):
            if effect is None:
                end_call(call, context)
            else:
                end_call(call, context, f"{FAILED}{effect['result']}", tool=effect["result"])
            return "plan"
        if effect is None:
            found = await _before_start(call, context, verdict, request)
        elif effect["state"] == effects.FAILED:
            found = await _after_failure(call, context, effect, verdict, request, escalating)
        else:
            found = await _after_start(call, context, effect, verdict, request)
        if found is not None:
            return found


async def _before_start(
    call: Call, context: Context, verdict: Row, request: Row | None, again: Again | None = None
) -> Waiting | None:
    """Towards the first attempt, or towards another `again`."""
    route = Route(verdict["route"])
    if route is Route.REFUSE:
        _say_not_done(call, context, again, "The law refuses this call now; it was not made.")
    elif route.acts_alone and not (again and again.kept_failing):
        return await start(call, context, verdict, None, again.number if again else 1)
    elif request is None or request["state"] == RequestState.SUPERSEDED.value:
        file_approval(call, context, verdict, request, again)
    elif request["state"] == RequestState.OPEN.value:
        return waiting_for(request)
    elif request["state"] == RequestState.DECIDED.value:
        return await _follow(call, context, verdict, request, again)
    else:
        _say_not_done(call, context, again, _UNDECIDED[RequestState(request["state"])])
    return None


async def _follow(
    call: Call, context: Context, verdict: Row, request: Row, again: Again | None
) -> Waiting | None:
    """Do what a decision says: carry it out, or tell the model that it was not."""
    decision, by = DecisionType(request["decision_type"]), request["decided_by"]
    if decision in APPROVING:
        return await start(call, context, verdict, request, again.number if again else 1)
    said = f": {request['message']}" if request["message"] else "."
    if decision is DecisionType.RESPOND:
        words = _ANSWERED[RequestKind(request["kind"])].format(by=by, said=said)
    else:
        words = f"{by} rejected this call{said} It was not made."
    with context.rooms.storage.unit("apply answer") as unit:
        if requests.move(unit, request, RequestState.APPLIED):
            failed = again.failed if again else None
            not_done(unit, context, call, failed, words, request["message"] or "")
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
    call: Call,
    context: Context,
    effect: Row,
    verdict: Row,
    request: Row | None,
    escalating: bool,
) -> Waiting | Way | None:
    """Again if a person said so; to a lead if the breaker tripped; else the model hears of it."""
    again = wanted_again(context, call, effect)
    if again is not None:
        of_it = request if request is not None and request["attempt"] == again.number else None
        return await _before_start(call, context, verdict, of_it, again)
    is_tried, waiting = await tried_again(call, context, effect, verdict)
    if is_tried:
        return waiting
    escalation = escalation_of(context, call, effect, verdict)
    if escalation is not None and not escalating:
        return "escalate"
    if escalation is not None:
        return await follow_lead(call, context, effect, verdict, escalation)
    with context.rooms.storage.unit("result") as unit:
        not_done(unit, context, call, effect, "")
    return None


def _say_not_done(call: Call, context: Context, again: Again | None, text: str) -> None:
    with context.rooms.storage.unit("result") as unit:
        not_done(unit, context, call, again.failed if again else None, text)


_ANSWERED = {
    RequestKind.APPROVAL: "{by} answered in place of the tool{said}",
    RequestKind.PLAN: "{by} comments on the plan{said} It is not approved; heed this and propose "
    "another plan, or ask the requester.",
}
_UNDECIDED = {
    RequestState.EXPIRED: "Nobody decided in time. The call was not made.",
    RequestState.WITHDRAWN: "The request was withdrawn. The call was not made.",
    RequestState.APPLIED: "The decision on this call has been used up. It was not made again.",
}
