"""asking: put a question to the requester and take over the answer. It authorises nothing.

Two kinds of question end here: one that the agent asks itself, whose answer is the call's result;
and "is this what you meant?", after which the action goes the way the law says.
"""

from domain.clock import to_milliseconds
from domain.decision import DecisionType
from domain.request import RequestState
from nodes.context import Context
from nodes.filing import file_question
from nodes.judging import keep_verdict, weigh
from nodes.payloads import waiting_for
from nodes.results import has_result, keep_result
from nodes.state import Call, Waiting
from nodes.stopping import end_call, is_stopped
from storage import leases, requests, threads, verdicts
from storage.rows import unpacked
from storage.unit import Row


async def ask(call: Call, context: Context) -> Waiting | None:
    """None once the question is settled; else the request that waits for the requester."""
    while True:
        with context.rooms.storage.view() as unit:
            settled, stopped = has_result(unit, call), is_stopped(unit, call)
            verdict = verdicts.latest(unit, call["thread_id"], call["call_id"])
            request = requests.own_question(unit, call["thread_id"], call["call_id"])
        assert verdict is not None
        if settled or (request and request["state"] == RequestState.APPLIED.value):
            return None
        if stopped:
            end_call(call, context)
        elif request is None:
            file_question(call, context, verdict)
        elif request["state"] == RequestState.OPEN.value:
            return waiting_for(request)
        else:
            _take(call, context, verdict, request)


def _take(call: Call, context: Context, verdict: Row, request: Row) -> None:
    said = request["message"] or ""
    if request["state"] != RequestState.DECIDED.value:
        words = _UNANSWERED.get(RequestState(request["state"]), "Nobody answered.")
    elif request["decision_type"] == DecisionType.DECLINE.value:
        words = f"{request['decided_by']} declined to answer{_said(request)} Do not ask again."
    elif _is_question(context, verdict):
        words = said = request["content"]
    elif unpacked(request["content"])["meant"]:
        _go_on(call, context, verdict, request)
        return
    else:
        words = f"{request['decided_by']} did not mean this{_said(request)} It was not made."
    with context.rooms.storage.unit("apply answer") as unit:
        keep_result(unit, context, call, words, requester=said)
        if request["state"] == RequestState.DECIDED.value:
            requests.move(unit, request, RequestState.APPLIED)


def _go_on(call: Call, context: Context, verdict: Row, request: Row) -> None:
    """It was meant: the law looks again, and the question is behind it."""
    tool = context.rooms.catalogue.find(verdict["name"])
    action = verdicts.action_of(verdict).model_copy(update={"risk": tool.risk if tool else None})
    with context.rooms.storage.unit("clarified") as unit:
        leases.require(unit, call["thread_id"], context.lease.epoch)
        if not requests.move(unit, request, RequestState.APPLIED):
            return
        thread_id, turn = call["thread_id"], call["turn"]
        again, known = weigh(unit, context.rooms, thread_id, action, clarified=True)
        keep_verdict(unit, context.rooms, thread_id, turn, action, again, known)
        threads.touch(unit, thread_id, to_milliseconds(context.rooms.clock.now()))


def _is_question(context: Context, verdict: Row) -> bool:
    tool = context.rooms.catalogue.find(verdict["name"])
    return tool is not None and tool.asks


def _said(request: Row) -> str:
    return f": {request['message']}" if request["message"] else "."


_UNANSWERED = {
    RequestState.EXPIRED: "Nobody answered in time. Go on without, or say what is missing.",
    RequestState.WITHDRAWN: "The person wrote something else instead of answering; read it.",
}
