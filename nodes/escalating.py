"""escalating: the same thing failed again and again, so the whole task goes to a lead (C9).

While it is there, nothing else of the thread starts. What the lead says is done once, like any
decision: a retry is an attempt with the lead's signature under it.
"""

from domain.clock import to_milliseconds
from domain.decision import APPROVING, DecisionType
from domain.request import RequestKind, RequestState
from nodes.context import Context
from nodes.filing import file_escalation
from nodes.payloads import waiting_for
from nodes.remembering import failures_of
from nodes.results import keep_result
from nodes.revoking import revoke_all
from nodes.starting import start
from nodes.state import Call, Waiting
from storage import requests, threads
from storage.unit import Row


def escalation_of(context: Context, call: Call, effect: Row, verdict: Row) -> Row | None:
    """The escalation about a failed attempt, filed now if this failure trips the breaker."""
    standing = _standing(context, call, effect)
    if standing is not None:
        return standing
    with context.rooms.storage.view() as unit:
        failures = failures_of(unit, context, call["thread_id"], effect["name"], effect["digest"])
    if failures:
        file_escalation(call, context, effect, verdict, failures)
    return _standing(context, call, effect)


async def follow_lead(
    call: Call, context: Context, effect: Row, verdict: Row, request: Row
) -> Waiting | None:
    """Do what the lead said about a failed attempt, or wait until there is a word."""
    state = RequestState(request["state"])
    if state is RequestState.OPEN:
        return waiting_for(request)
    if state is not RequestState.DECIDED:
        text = f"It failed: {effect['result']} Nobody took it on; stop trying."
        _end(call, context, effect, None, text)
        return None
    decision, by = DecisionType(request["decision_type"]), request["decided_by"]
    if decision in APPROVING:
        return await start(call, context, verdict, request, effect["attempt"] + 1)
    said = f": {request['message']}" if request["message"] else "."
    text = _WORDS[decision].format(by=by, said=said, error=effect["result"])
    _end(call, context, effect, request, text)
    return None


def _standing(context: Context, call: Call, effect: Row) -> Row | None:
    with context.rooms.storage.view() as unit:
        found = requests.latest(unit, call["thread_id"], call["call_id"], RequestKind.ESCALATION)
    return found if found and found["attempt"] == effect["attempt"] else None


def _end(call: Call, context: Context, effect: Row, request: Row | None, text: str) -> None:
    told = effect["result"] if effect["result"] in text else ""
    said = (request["message"] or "") if request is not None else ""
    with context.rooms.storage.unit("apply answer") as unit:
        keep_result(unit, context, call, text, tool=told, reviewer=said)
        if request is None or not requests.move(unit, request, RequestState.APPLIED):
            return
        now, by = to_milliseconds(context.rooms.clock.now()), request["decided_by"]
        if request["decision_type"] == DecisionType.TAKE_OVER.value:
            threads.take_over(unit, call["thread_id"], by)
            revoke_all(unit, call["thread_id"], by, now)
        threads.touch(unit, call["thread_id"], now)


_WORDS = {
    DecisionType.REJECT: "{by} gave up on this call after it kept failing ({error}){said}",
    DecisionType.RESPOND: "{by} supplied the result in place of the tool{said}",
    DecisionType.ORDER: "It kept failing ({error}). {by} orders instead{said}",
    DecisionType.TAKE_OVER: "{by} took the conversation over{said}",
}
