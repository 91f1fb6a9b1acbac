"""editing: an edit is checked by the catalogue and judged by the law before the desk settles it."""

from desk import decisions
from desk.decisions import Terms
from domain.action import Action
from domain.clock import to_milliseconds
from domain.decision import Decision, DecisionType
from domain.errors import Invalid
from domain.people import Person
from domain.request import COUNTERSIGNED, RequestKind, RequestState
from domain.verdict import Route, Verdict
from nodes.checking import checked
from nodes.context import Rooms
from nodes.judging import keep_verdict, weigh
from policy.context import Context
from policy.digest import digest_of
from policy.duties import lacks, may_sign, signatures_needed, signers_of
from storage import requests, verdicts
from storage.unit import Row, Unit


def decide_edit(unit: Unit, rooms: Rooms, row: Row, person: Person, decision: Decision) -> str:
    """Settle an edit, or put a new request in its place; the id of the one that stands."""
    arguments = checked(rooms, row["name"], decision.arguments or {})
    terms = Terms(arguments, digest_of(row["name"], arguments))
    action = _edited(unit, rooms, row, terms)
    verdict, known = weigh(unit, rooms, row["thread_id"], action)
    if verdict.route is Route.REFUSE:
        reasons = " ".join(reason.text for reason in verdict.reasons)
        raise Invalid("edit_refused", f"The law refuses these arguments: {reasons}")
    demanded = max((verdict.route, Route(row["route"])), key=lambda route: route.rank)
    may = may_sign(person, demanded) and not lacks(person, verdict.signers)
    if signatures_needed(demanded) == 1 and may:
        sign(unit, rooms, row, person, decision, terms)
        return str(row["id"])
    if RequestKind(row["kind"]) not in COUNTERSIGNED:
        raise Invalid("edit_needs_two", "Two people must sign this; give an order instead.")
    judged = verdict.signers if demanded is verdict.route else None
    signers = judged or signers_of(action, demanded, rooms.law)
    demand = verdict.model_copy(update={"route": demanded, "signers": signers})
    return _supersede(unit, rooms, row, person, action, demand, known)


def sign(
    unit: Unit, rooms: Rooms, row: Row, person: Person, decision: Decision, terms: Terms
) -> None:
    """Put a signature under a request, under the law of now."""
    valid_for_seconds = rooms.law.request.valid_for_seconds
    decisions.sign(unit, rooms.clock, row, person, decision, terms, valid_for_seconds)


def _edited(unit: Unit, rooms: Rooms, row: Row, terms: Terms) -> Action:
    tool = rooms.catalogue.find(row["name"])
    before = verdicts.find(unit, row["verdict_id"])
    assert tool is not None
    assert before is not None
    return verdicts.action_of(before).model_copy(
        update={
            "arguments": terms.arguments,
            "digest": terms.digest,
            "fingerprint": tool.fingerprint,
            "risk": tool.risk,
        }
    )


def _supersede(
    unit: Unit,
    rooms: Rooms,
    row: Row,
    person: Person,
    action: Action,
    verdict: Verdict,
    known: Context,
) -> str:
    """Ask those who may agree to the edit; its author is one of its signers."""
    now = to_milliseconds(rooms.clock.now())
    why = f"edited by {person.id}; the edit asks for {verdict.route.value}"
    decisions.close(unit, row, RequestState.SUPERSEDED, actor=person.id, at=now, why=why)
    thread_id, before = row["thread_id"], verdicts.find(unit, row["verdict_id"])
    assert before is not None
    turn, least = before["turn"], Route(row["route"])
    verdict_id = keep_verdict(unit, rooms, thread_id, turn, action, verdict, known, least)
    new_id = rooms.inbox.file(
        unit,
        RequestKind(row["kind"]),
        thread_id=thread_id,
        attempt=row["attempt"],
        edition=row["edition"] + 1,
        action=action,
        verdict=verdict,
        verdict_id=verdict_id,
        requested_by=row["requested_by"],
        times=rooms.law.request,
    )
    if may_sign(person, verdict.route) and not lacks(person, verdict.signers):
        approval = Decision(type=DecisionType.APPROVE)
        new_row = requests.find(unit, new_id)
        assert new_row is not None
        sign(unit, rooms, new_row, person, approval, Terms(action.arguments, action.digest))
    return new_id
