"""test_desk: the house's verbs about requests, each whole or not at all."""

from pathlib import Path
from typing import Any

import pytest

from domain.errors import Conflict, CountersignError, Forbidden, Invalid, Missing
from graph.house import House
from storage import audit
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, open_test_house, say
from tests.fakes.model import script
from tests.fakes.payments import edit, pay
from tests.fakes.refusals import refused
from tests.fakes.world import happened

APPROVE = {"type": "approve"}


def test_an_approval_is_recorded_with_who_and_when_and_then_carried_out(house: House) -> None:
    request = pay(house)
    decided = house.desk.decide(request.id, APPROVE, by="reviewer-1", version=request.version)
    assert decided.outcome is not None
    assert (decided.state, decided.outcome.by, decided.signed_by) == (
        "decided",
        "reviewer-1",
        ("reviewer-1",),
    )
    assert happened() == []
    advance(house, "t-1")
    assert happened() == ["pay ann 500"]


@pytest.mark.parametrize(
    ("person", "kind", "code"),
    [
        ("requester-1", Forbidden, "own_request"),
        ("requester-2", Forbidden, "role_missing"),
        ("operator-1", Forbidden, "role_missing"),
        ("admin-1", Forbidden, "role_missing"),
        ("nobody", Missing, "person_unknown"),
    ],
)
def test_who_may_not_decide_changes_nothing(
    house: House, person: str, kind: type[CountersignError], code: str
) -> None:
    request = pay(house)
    assert refused(kind, house.desk.decide, request.id, APPROVE, by=person) == code
    assert house.desk.read(request.id) == request


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        ({"type": "yes"}, "decision_malformed"),
        ({"action": "accept", "content": {"happened": True}}, "decision_misplaced"),
        ({"type": "edit", "name": "note", "arguments": {"text": "a"}}, "edit_changes_tool"),
        ({"type": "edit", "name": "pay", "arguments": {}}, "arguments_invalid"),
        ({"type": "edit", "name": "pay"}, "arguments_invalid"),
        (edit("much"), "arguments_invalid"),
        (edit(5, currency="EUR"), "arguments_invalid"),
        (edit(2**53), "arguments_not_canonical"),
    ],
)
def test_a_decision_that_cannot_be_used_changes_nothing(
    house: House, decision: dict[str, Any], code: str
) -> None:
    request = pay(house)
    assert refused(Invalid, house.desk.decide, request.id, decision, by="reviewer-1") == code
    assert house.desk.read(request.id) == request


def test_what_can_be_taken_back_says_with_which_tool(tmp_path: Path, house: House) -> None:
    assert pay(house).undo == ""
    credit = {"customer_id": 203, "amount_minor": 50_000, "reason": "late"}
    with open_test_house(tmp_path / "shop", tools="") as shop:
        say(shop, script([("goodwill_credit", credit)]))
        (request,) = shop.desk.open_requests()
        decided = shop.desk.decide(request.id, APPROVE, by="reviewer-1")
        assert [each.undo for each in (request, decided)] == ["withdraw_credit"] * 2


def test_the_second_to_decide_is_told_who_was_first(house: House) -> None:
    request = pay(house)
    house.desk.decide(request.id, APPROVE, by="reviewer-1", version=request.version)
    with pytest.raises(Conflict, match="reviewer-1") as refusal:
        house.desk.decide(request.id, {"type": "reject"}, by="reviewer-2", version=request.version)
    assert refusal.value.code == "request_decided"


def test_who_decides_on_an_old_view_is_refused(house: House) -> None:
    request = pay(house, 1_000_001)
    house.desk.decide(request.id, APPROVE, by="reviewer-1")
    code = refused(
        Conflict, house.desk.decide, request.id, APPROVE, by="reviewer-2", version=request.version
    )
    assert code == "request_changed"


def test_two_different_people_are_needed_above_the_highest_limit(house: House) -> None:
    request = pay(house, 1_000_001)
    assert house.desk.decide(request.id, APPROVE, by="reviewer-1").state == "open"
    assert refused(Conflict, house.desk.decide, request.id, APPROVE, by="reviewer-1") == (
        "already_signed"
    )
    advance(house, "t-1")
    assert happened() == []
    assert house.desk.decide(request.id, APPROVE, by="reviewer-2").state == "decided"
    advance(house, "t-1")
    assert happened() == ["pay ann 1000001"]


def test_a_lead_is_needed_above_the_middle_limit(house: House) -> None:
    request = pay(house, 100_001)
    decide = house.desk.decide
    assert refused(Forbidden, decide, request.id, APPROVE, by="reviewer-1") == "role_missing"
    assert decide(request.id, APPROVE, by="lead-1").state == "decided"


def test_undoing_before_anything_began_reopens_and_stops_the_action(house: House) -> None:
    request = pay(house)
    house.desk.decide(request.id, APPROVE, by="reviewer-1")
    reopened = house.desk.undo(request.id, by="reviewer-1")
    assert (reopened.state, reopened.round, reopened.outcome) == ("open", 2, None)
    advance(house, "t-1")
    assert happened() == []
    house.desk.decide(request.id, APPROVE, by="reviewer-1")
    advance(house, "t-1")
    assert happened() == ["pay ann 500"]
    assert refused(Conflict, house.desk.undo, request.id, by="reviewer-1") == "already_acting"


def test_only_its_owner_withdraws_a_request_and_only_while_it_is_open(house: House) -> None:
    request = pay(house)
    for person in ("requester-2", "reviewer-1", "lead-1"):
        assert refused(Forbidden, house.desk.withdraw, request.id, by=person) == "not_yours"
    assert house.desk.withdraw(request.id, by="requester-1").state == "withdrawn"
    assert refused(Conflict, house.desk.withdraw, request.id, by="requester-1") == "request_closed"
    assert (
        refused(Conflict, house.desk.decide, request.id, APPROVE, by="lead-1") == "request_closed"
    )
    advance(house, "t-1")
    assert (happened(), house.threads.read("t-1").status) == ([], "idle")


def test_time_never_approves(still_house: House, clock: StillClock) -> None:
    request = pay(still_house)
    clock.step(hours=4)
    code = refused(Conflict, still_house.desk.decide, request.id, APPROVE, by="reviewer-1")
    assert code == "request_expired"
    still_house.runner.drain()
    assert still_house.desk.read(request.id).state == "expired"
    assert (happened(), still_house.threads.read("t-1").status) == ([], "idle")


def test_who_sees_the_queue_and_a_paper(house: House) -> None:
    request = pay(house)
    for person in ("reviewer-1", "lead-1", "admin-1", None):
        assert house.desk.open_requests(by=person)
        assert house.desk.read(request.id, by=person)
    assert house.desk.read(request.id, by="requester-1")
    for person in ("requester-1", "requester-2", "operator-1"):
        assert refused(Forbidden, house.desk.open_requests, by=person) == "role_missing"
    assert refused(Forbidden, house.desk.read, request.id, by="requester-2") == "role_missing"
    assert refused(Missing, house.desk.read, "req_9") == "request_unknown"
    assert refused(Missing, house.desk.decide, "req_9", APPROVE, by="lead-1") == "request_unknown"


def test_every_decision_stands_in_the_trail_and_the_trail_verifies(house: House) -> None:
    request = pay(house)
    house.desk.decide(request.id, edit(400), by="reviewer-1")
    house.desk.undo(request.id, by="reviewer-1")
    house.desk.decide(request.id, {"type": "reject"}, by="lead-1")
    with house.rooms.storage.view() as unit:
        rows = audit.read(unit, "thread:t-1")
    assert [(row["event"], row["actor"]) for row in rows] == [
        ("verdict", "law"),
        ("request.opened", "agent"),
        ("request.decided", "reviewer-1"),
        ("request.revoked", "reviewer-1"),
        ("request.decided", "lead-1"),
    ]
    assert house.trail.verify().faults == ()


def test_what_is_agreed_can_be_withdrawn_until_it_begins(house: House) -> None:
    say(house, script([("pay", {"to": "ann", "amount_minor": 5})]))
    (request,) = house.desk.open_requests()
    house.desk.decide(request.id, {"type": "approve"}, by="reviewer-1")
    assert house.desk.withdraw(request.id, by="requester-1").state == "withdrawn"
    advance(house, "t-1")
    assert house.effects("t-1") == []
    say(house, script([("pay", {"to": "ann", "amount_minor": 5})]))
    (request,) = house.desk.open_requests()
    house.desk.decide(request.id, {"type": "approve"}, by="reviewer-1")
    advance(house, "t-1")
    assert refused(Conflict, house.desk.withdraw, request.id, by="requester-1") == "request_decided"
