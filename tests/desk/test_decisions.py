"""test_decisions: who may settle what, when, once, and who is told what otherwise."""

import pytest

from desk.decisions import Terms, close, revoke
from domain.errors import Conflict, CountersignError, Forbidden
from domain.people import Person
from domain.request import RequestState
from domain.verdict import Route
from policy.digest import digest_of
from storage import audit, requests, threads
from tests.fakes.office import Office
from tests.fakes.papers import ANN, LEA, RIA, ROB
from tests.fakes.refusals import refused

OTHER = Terms({"text": "edited"}, digest_of("note", {"text": "edited"}))


def events(office: Office) -> list[str]:
    with office.storage.view() as unit:
        return [row["event"] for row in audit.read(unit, "thread:t-1")]


@pytest.mark.parametrize("type_", ["approve", "reject", "respond"])
def test_one_signature_settles_a_review_and_wakes_the_thread(office: Office, type_: str) -> None:
    request = office.file()
    assert office.sign(request, ROB, type_, message="because", reason_code="other")
    row = office.row(request)
    assert (row["state"], row["decided_by"], row["decision_type"]) == ("decided", "rob", type_)
    assert (row["message"], row["reason_code"]) == ("because", "other")
    assert row["valid_until"] - row["effective_at"] == 900_000
    with office.storage.view() as unit:
        assert threads.due(unit, office.clock.milliseconds, 5) == ["t-1"]
    assert events(office) == ["request.opened", "request.decided"]


def test_two_different_people_settle_a_request_for_two(office: Office) -> None:
    request = office.file(Route.TWO)
    assert not office.sign(request, ROB)
    assert office.row(request)["state"] == "open"
    assert refused(Conflict, office.sign, request, ROB) == "already_signed"
    assert office.sign(request, RIA)
    assert events(office) == ["request.opened", "request.signed", "request.decided"]


def test_one_rejection_settles_a_request_for_two(office: Office) -> None:
    request = office.file(Route.TWO)
    office.sign(request, ROB)
    assert office.sign(request, RIA, "reject")
    assert office.row(request)["decision_type"] == "reject"


def test_signatures_on_different_arguments_do_not_add_up(office: Office) -> None:
    request = office.file(Route.TWO)
    assert not office.sign(request, ROB)
    assert not office.sign(request, RIA, terms=OTHER)
    assert office.sign(request, LEA)


def test_of_two_who_saw_the_same_row_one_is_refused_and_nothing_of_theirs_stays(
    office: Office,
) -> None:
    request = office.file()
    shown = office.row(request)
    office.sign(request, ROB, row=shown)
    with pytest.raises(Conflict) as refusal:
        office.sign(request, RIA, "reject", row=shown)
    assert refusal.value.code == "request_changed"
    assert office.row(request)["decided_by"] == "rob"
    with office.storage.view() as unit:
        signed = requests.signatures(unit, request, 1)
    assert [row["reviewer"] for row in signed] == ["rob"]


def test_undoing_opens_a_new_round_without_signatures(office: Office) -> None:
    request = office.file()
    office.sign(request, ROB)
    with office.storage.unit("undo") as unit:
        revoke(unit, office.clock, office.row(request), ROB)
    row = office.row(request)
    assert (row["state"], row["round"], row["decided_by"]) == ("open", 2, None)
    assert row["valid_until"] is None
    assert office.sign(request, ROB)
    assert events(office)[-2:] == ["request.revoked", "request.decided"]


@pytest.mark.parametrize(
    ("state", "person", "kind", "code"),
    [
        ("applied", ROB, Conflict, "already_acting"),
        ("open", ROB, Conflict, "not_decided"),
        ("expired", ROB, Conflict, "not_decided"),
        ("decided", RIA, Forbidden, "not_yours"),
        ("decided", ANN, Forbidden, "not_yours"),
    ],
)
def test_who_can_undo_what(
    office: Office, state: str, person: Person, kind: type[CountersignError], code: str
) -> None:
    request = office.file()
    office.sign(request, ROB)
    row = {**office.row(request), "state": state}
    with office.storage.unit("undo") as unit:
        assert refused(kind, revoke, unit, office.clock, row, person) == code


def test_an_undo_that_comes_after_the_intent_hears_that_it_is_too_late(office: Office) -> None:
    request = office.file()
    office.sign(request, ROB)
    shown = office.row(request)
    with office.storage.unit("intent") as unit:
        assert requests.move(unit, shown, RequestState.APPLIED)
    with office.storage.unit("undo") as unit:
        assert refused(Conflict, revoke, unit, office.clock, shown, ROB) == "already_acting"
    assert office.row(request)["state"] == "applied"


def test_closing_happens_once_and_wakes_the_thread(office: Office) -> None:
    request = office.file()
    row = office.row(request)
    with office.storage.unit("close") as unit:
        assert close(unit, row, RequestState.WITHDRAWN, actor="ann", at=1, why="changed my mind")
        assert not close(unit, row, RequestState.EXPIRED, actor="house", at=2, why="late")
    assert office.row(request)["state"] == "withdrawn"
    assert events(office) == ["request.opened", "request.withdrawn"]
