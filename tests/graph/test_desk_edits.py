"""test_desk_edits: an edit is judged again; what its author may not give alone waits for others."""

from graph.house import House
from tests.fakes.houses import advance
from tests.fakes.payments import edit, pay
from tests.fakes.world import happened

APPROVE = {"type": "approve"}


def test_an_edit_within_its_authors_power_settles(house: House) -> None:
    request = pay(house)
    edited = house.desk.decide(request.id, edit("400"), by="reviewer-1")
    assert (edited.id, edited.state) == (request.id, "decided")
    assert edited.outcome is not None
    assert edited.outcome.arguments == {"to": "ann", "amount_minor": 400}


def test_an_edit_that_demands_a_lead_is_superseded_and_waits_for_one(house: House) -> None:
    request = pay(house)
    new = house.desk.decide(request.id, edit(100_001), by="reviewer-1")
    assert house.desk.read(request.id).state == "superseded"
    assert (new.state, new.route, new.signed_by) == ("open", "lead", ())
    assert new.action.arguments["amount_minor"] == 100_001
    advance(house, "t-1")
    assert [paper.id for paper in house.desk.open_requests()] == [new.id]
    house.desk.decide(new.id, APPROVE, by="lead-1")
    advance(house, "t-1")
    assert happened() == ["pay ann 100001"]


def test_an_edit_that_demands_two_counts_its_author_as_one_of_them(house: House) -> None:
    request = pay(house)
    new = house.desk.decide(request.id, edit(1_000_001), by="reviewer-1")
    assert (new.route, new.signed_by, new.state) == ("two", ("reviewer-1",), "open")
    assert house.desk.decide(new.id, APPROVE, by="lead-1").state == "decided"
    advance(house, "t-1")
    assert happened() == ["pay ann 1000001"]


def test_an_edit_of_a_request_for_two_voids_the_signature_on_the_old_one(house: House) -> None:
    request = pay(house, 1_000_001)
    house.desk.decide(request.id, APPROVE, by="reviewer-1")
    new = house.desk.decide(request.id, edit(1_000_002), by="reviewer-2")
    assert (new.signed_by, new.state) == (("reviewer-2",), "open")
    house.desk.decide(new.id, APPROVE, by="reviewer-1")
    advance(house, "t-1")
    assert happened() == ["pay ann 1000002"]


def test_an_edit_to_less_still_asks_for_what_was_asked_first(house: House) -> None:
    request = pay(house, 1_000_001)
    new = house.desk.decide(request.id, edit(1), by="lead-1")
    assert (new.route, new.state) == ("two", "open")
