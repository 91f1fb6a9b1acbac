"""Queue: the desk at a glance, oldest first, and how a request is passed up to a lead."""

from typing import Any

import pytest

from domain.errors import Conflict, CountersignError, Forbidden, Invalid, Missing
from domain.request import Request
from domain.verdict import Route
from graph.house import House
from storage import audit
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, say
from tests.fakes.model import script
from tests.fakes.payments import edit, pay
from tests.fakes.refusals import refused
from tests.fakes.world import happened

APPROVE = {"type": "approve"}


def test_the_queue_is_told_oldest_first_with_its_figures(
    still_house: House, clock: StillClock
) -> None:
    for number in (1, 2, 3):
        say(still_house, script([("pay", {"to": "ann", "amount_minor": number})]), f"t-{number}")
        clock.step(seconds=60)
    queue = still_house.desk.queue(by="reviewer-1")
    assert [line.summary for line in queue.lines] == [f"Pay · ann · 0.0{n} EUR" for n in (1, 2, 3)]
    told = queue.figures
    assert (told.waiting, told.late, told.sla_seconds) == (3, 2, 90)
    assert (told.oldest_age_seconds, told.median_age_seconds) == (180, 120)


def test_questions_to_requesters_are_not_in_the_queue(house: House) -> None:
    say(house, script([("ask_human", {"question": "Which?"})]))
    assert len(house.desk.open_requests()) == 1
    assert house.desk.queue(by="reviewer-1").figures.waiting == 0
    assert refused(Forbidden, house.desk.queue, by="requester-1") == "role_missing"


def test_a_request_passed_up_waits_for_a_lead_and_says_who_passed_it(house: House) -> None:
    request = pay(house)
    raised = house.desk.pass_up(request.id, "reviewer-1", request.version, " Look twice. ")
    assert (raised.route, raised.state, raised.version) == ("lead", "open", request.version + 1)
    assert raised.reasons[-1].text == "reviewer-1 passed it up: “Look twice.”"
    assert raised.reasons[:-1] == request.reasons
    assert refused(Forbidden, house.desk.decide, request.id, APPROVE, by="reviewer-2") == (
        "role_missing"
    )
    advance(house, "t-1")
    assert happened() == []
    house.desk.decide(request.id, APPROVE, by="lead-1")
    advance(house, "t-1")
    assert happened() == ["pay ann 500"]
    with house.rooms.storage.view() as unit:
        events = [row["event"] for row in audit.read(unit, audit.thread_stream("t-1"))]
    assert events.count("request.passed_up") == 1


@pytest.mark.parametrize(
    ("by", "kind", "code"),
    [
        ("lead-1", Forbidden, "lead_decides"),
        ("requester-1", Forbidden, "own_request"),
        ("requester-2", Forbidden, "role_missing"),
        ("admin-1", Forbidden, "role_missing"),
    ],
)
def test_who_may_not_pass_a_request_up_changes_nothing(
    house: House, by: str, kind: type[CountersignError], code: str
) -> None:
    request = pay(house)
    assert refused(kind, house.desk.pass_up, request.id, by) == code
    assert house.desk.read(request.id) == request


def _twice(house: House, request: Request) -> dict[str, Any]:
    house.desk.pass_up(request.id, "reviewer-1")
    return {"by": "reviewer-1"}


def _decided(house: House, request: Request) -> dict[str, Any]:
    house.desk.decide(request.id, APPROVE, by="reviewer-2")
    return {"by": "reviewer-1"}


def _old_view(house: House, request: Request) -> dict[str, Any]:
    return {"by": "reviewer-1", "version": request.version + 1}


def _long_note(house: House, request: Request) -> dict[str, Any]:
    return {"by": "reviewer-1", "note": "x" * 1001}


@pytest.mark.parametrize(
    ("before", "kind", "code"),
    [
        (_twice, Forbidden, "role_missing"),
        (_decided, Conflict, "request_decided"),
        (_old_view, Conflict, "request_changed"),
        (_long_note, Invalid, "note_too_long"),
    ],
)
def test_a_request_is_passed_up_once_while_it_is_open(
    house: House, before: Any, kind: type[CountersignError], code: str
) -> None:
    request = pay(house)
    given = before(house, request)
    standing = house.desk.read(request.id)
    assert refused(kind, house.desk.pass_up, request.id, **given) == code
    assert house.desk.read(request.id) == standing


def test_what_two_must_sign_is_not_passed_up(house: House) -> None:
    request = pay(house, 1_000_001)
    assert request.route is Route.TWO
    assert refused(Conflict, house.desk.pass_up, request.id, "reviewer-1") == "not_passed_up"


def test_an_edit_of_what_was_passed_up_still_needs_a_lead(house: House) -> None:
    request = pay(house)
    house.desk.pass_up(request.id, "reviewer-1")
    assert refused(Forbidden, house.desk.decide, request.id, edit(400), by="reviewer-2") == (
        "role_missing"
    )
    house.desk.decide(request.id, edit(400), by="lead-1")
    advance(house, "t-1")
    assert happened() == ["pay ann 400"]


def test_the_requesters_own_words_stand_beside_what_is_asked(
    still_house: House, clock: StillClock
) -> None:
    request = pay(still_house)
    assert request.said is not None
    assert "amount_minor" in request.said.text
    assert request.said_since is None
    clock.step(seconds=5)
    still_house.threads.send("t-1", "Wait, not yet.", by="requester-1")
    read = still_house.desk.read(request.id)
    assert read.said == request.said
    assert read.said_since is not None
    assert read.said_since.text == "Wait, not yet."


def test_a_workplace_is_the_queue_with_the_item_that_is_open_and_how_the_last_one_stands(
    house: House,
) -> None:
    for number in (1, 2):
        say(house, script([("pay", {"to": "ann", "amount_minor": number})]), f"t-{number}")
    first, second = house.desk.open_requests()
    desk = house.desk.workplace("reviewer-1")
    assert [line.id for line in desk.queue.lines] == [first.id, second.id]
    assert (desk.opened, desk.last) == (first, None)
    house.desk.decide(first.id, APPROVE, by="reviewer-1")
    desk = house.desk.workplace("reviewer-1", second.id, first.id)
    assert [line.id for line in desk.queue.lines] == [second.id]
    assert (desk.opened, desk.last) == (second, "decided")
    assert house.desk.workplace("reviewer-1", first.id).opened == house.desk.read(first.id)


def test_a_workplace_is_a_reviewers_and_names_no_request_that_there_is_not(house: House) -> None:
    assert house.desk.workplace("lead-1", last="req_9").last is None
    assert house.desk.workplace("lead-1").opened is None
    assert refused(Missing, house.desk.workplace, "lead-1", "req_9") == "request_unknown"
    assert refused(Forbidden, house.desk.workplace, by="requester-1") == "role_missing"
