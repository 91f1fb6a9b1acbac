"""undoing: what people order to be taken back, the house proposes itself; the model is not asked.

From there on it is a call like any other: the law judges it and every guard stands. Only the
signature that its author may give need not be asked for twice.
"""

from collections.abc import Sequence
from datetime import timedelta

from desk.answers import require_fitting
from desk.decisions import Terms, sign
from desk.eligibility import require_standing
from domain.clock import from_milliseconds, to_milliseconds
from domain.decision import Decision, DecisionType
from domain.errors import Forbidden, Invalid
from domain.request import RequestKind
from domain.thread import HOUSE, Speaker
from nodes.context import Context
from nodes.state import Call, Turn
from storage import leases, mail, people, requests, takebacks, transcript
from storage.rows import unpacked
from storage.unit import Row, Unit


def propose(
    context: Context, state: Turn, step: int, heard: int, letters: Sequence[Row]
) -> Row | None:
    """The house's answer to what `letters` order: a call each; None where they order nothing.

    It is kept under the id of the step's answer, so a crash finds it or makes it again.
    """
    ordered = [named for letter in letters if (named := mail.takeback_of(letter)) is not None]
    if not ordered:
        return None
    thread_id, turn = state["thread_id"], state["turn"]
    message_id, calls = transcript.answer_id(turn, step), []
    with context.rooms.storage.unit("answer") as unit:
        leases.require(unit, thread_id, context.lease.epoch)
        for index, (call_id, number) in enumerate(ordered, start=1):
            by_call = transcript.call_id_at(turn, step, index)
            order = takebacks.find(unit, thread_id, call_id, number)
            if order is not None and takebacks.carry(unit, order, by_call):
                arguments = unpacked(order["arguments"])
                calls.append({"id": by_call, "name": order["name"], "arguments": arguments})
        transcript.append(
            unit,
            thread_id,
            message_id,
            speaker=Speaker.ASSISTANT,
            by=HOUSE,
            turn=turn,
            step=step,
            body={"text": "", "calls": calls, "mail_seq": heard},
            at=to_milliseconds(context.rooms.clock.now()),
        )
        kept = transcript.find(unit, thread_id, message_id)
    assert kept is not None
    return kept


def sign_as_ordered(unit: Unit, context: Context, call: Call, order: Row) -> None:
    """Let an order count as its author's signature under the request that it has led to.

    Only what they might sign now, on a request without a checklist, and while a decision of then
    would still be valid. Otherwise the request waits for people, its author among them.
    """
    rooms = context.rooms
    person = people.find(unit, order["by"])
    request = requests.latest(unit, call["thread_id"], call["call_id"], RequestKind.APPROVAL)
    valid_for_seconds = rooms.law.request.valid_for_seconds
    ends = from_milliseconds(order["at"]) + timedelta(seconds=valid_for_seconds)
    if person is None or request is None or rooms.clock.now() >= ends:
        return
    decision = Decision(type=DecisionType.APPROVE, message=order["why"])
    try:
        require_standing(request, person)
        require_fitting(request, decision)
    except (Forbidden, Invalid):
        return
    terms = Terms(unpacked(request["arguments"]), request["digest"])
    sign(unit, rooms.clock, request, person, decision, terms, valid_for_seconds)
