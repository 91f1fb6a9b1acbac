"""rechecking: what follows when somebody has looked at an effect afterwards (E5).

The decision and what follows from it are one transaction, so nothing is found wrong and forgotten.
"""

from domain.clock import to_milliseconds
from domain.decision import DecisionType, Remedy
from domain.errors import Conflict, Forbidden
from domain.people import Person, Role
from domain.request import RequestKind, RequestState
from domain.thread import HOUSE
from domain.verdict import Reason, Route
from graph.undoing import done_words, order_undo, quoted
from nodes.context import Rooms
from storage import effects, mail, requests, verdicts
from storage.rows import unpacked
from storage.signers import signers_of
from storage.unit import Row, Unit


def follow(unit: Unit, rooms: Rooms, request: Row, person: Person) -> None:
    """Do what a decided recheck asks for; raises what `order_undo` does, or Forbidden."""
    if request["state"] != RequestState.DECIDED.value:
        return
    if request["decision_type"] == DecisionType.REJECT.value:
        remedy = Remedy(unpacked(request["content"])["remedy"])
        if remedy is Remedy.UNDO:
            thread_id, call_id = request["thread_id"], request["call_id"]
            order_undo(unit, rooms, person, thread_id, call_id, request["message"])
        elif remedy is Remedy.FOLLOW_UP:
            _tell(unit, rooms, request, person)
        else:
            _alert(unit, rooms, request, person)
    if not requests.move(unit, request, RequestState.APPLIED):
        raise Conflict("request_changed", "Somebody else was first; read the request again.")


def _tell(unit: Unit, rooms: Rooms, request: Row, person: Person) -> None:
    """The agent hears what the reviewer asks for, and goes on from there."""
    effect = effects.latest(unit, request["thread_id"], request["call_id"])
    assert effect is not None
    text = (
        f"{person.name} has looked at this afterwards: {done_words(rooms, effect)}. It stands, and "
        f"a follow-up is asked for:{quoted(request['message'])}"
    )
    now = to_milliseconds(rooms.clock.now())
    attached = {"about": request["call_id"], "reviewer": request["message"]}
    attached["reviewer"] = request["message"]
    mail.post(unit, request["thread_id"], f"recheck/{request['id']}", HOUSE, text, now, attached)


def _alert(unit: Unit, rooms: Rooms, request: Row, person: Person) -> None:
    """A lead looks, too, and has as long for it as the reviewer had."""
    if person.holds(Role.LEAD):
        raise Forbidden(
            "lead_decides", "A lead is the last to be alerted; undo it or ask for a follow-up."
        )
    row = verdicts.find(unit, request["verdict_id"])
    assert row is not None
    given = verdicts.verdict_of(row)
    signers = signers_of(request)
    assert signers is not None
    text = f"{person.name} raises an alert:{quoted(request['message'])}"
    demand = given.model_copy(
        update={
            "route": Route.LEAD,
            "reasons": (Reason(code="alert", text=text), *given.reasons),
            "signers": signers.model_copy(update={"role": Role.LEAD, "tier": 3}),
        }
    )
    action = verdicts.action_of(row).model_copy(
        update={
            "arguments": unpacked(request["arguments"]),
            "digest": request["digest"],
            "fingerprint": request["fingerprint"],
        }
    )
    rooms.inbox.file(
        unit,
        RequestKind.RECHECK,
        thread_id=request["thread_id"],
        attempt=request["attempt"],
        edition=request["edition"] + 1,
        action=action,
        verdict=demand,
        verdict_id=request["verdict_id"],
        requested_by=request["requested_by"],
        times=rooms.law.request,
    )
