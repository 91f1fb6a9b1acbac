"""Questions and escalations over HTTP: who may answer what, and that the form is the judge."""

from typing import Any

import pytest

from domain.request import Request, RequestKind, RequestState
from graph.house import House
from tests.fakes.houses import advance, asked, heard, say
from tests.fakes.model import script
from tests.server.test_roles import EVERYBODY, LEAD, OWNER
from tests.server.visits import Visits

COUNT = {"count": {"type": "integer", "minimum": 1, "maximum": 9}}
ASK = script([("ask_human", {"question": "How many?", "fields": COUNT})])
FAIL = script(*[[("refuse", {"reason": "closed"})]] * 3)
ACCEPT = {"action": "accept", "content": {"count": 4}}


def decide(visits: Visits, request: Request, body: Any, person: str) -> Any:
    visit = visits.of(person) if person else visits.anonymous()
    return visit.post(f"/api/requests/{request.id}/decision?version={request.version}", json=body)


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize("body", [ACCEPT, {"action": "decline"}], ids=["accept", "decline"])
def test_only_who_is_asked_answers(visits: Visits, house: House, body: Any, person: str) -> None:
    say(house, ASK)
    request = asked(house)
    answer = decide(visits, request, body, person)
    assert answer.status_code == (200 if person == OWNER else 403 if person else 401), answer.text
    assert (house.desk.read(request.id) == request) is (person != OWNER)


def test_the_answer_reaches_the_agent(visits: Visits, house: House) -> None:
    say(house, ASK)
    assert decide(visits, asked(house), ACCEPT, OWNER).status_code == 200
    advance(house, "t-1")
    assert '"count":4' in heard(house)[0].replace(" ", "")


@pytest.mark.parametrize(
    "content", [{}, {"count": 10}, {"count": "many"}, {"count": 4, "more": 1}, None, [4]]
)
def test_what_does_not_fit_the_form_answers_nothing(
    visits: Visits, house: House, content: Any
) -> None:
    say(house, ASK)
    request = asked(house)
    answer = decide(visits, request, {"action": "accept", "content": content}, OWNER)
    assert answer.status_code == 422, answer.text
    assert house.desk.read(request.id) == request


def test_a_question_is_not_in_the_queue_and_ends_when_its_reader_writes(
    visits: Visits, house: House
) -> None:
    say(house, ASK)
    request = asked(house)
    assert visits.of("reviewer-1").get("/api/requests").json() == []
    visits.of(OWNER).post("/api/threads/t-1/messages", json={"text": "never mind"})
    assert house.desk.read(request.id).state is RequestState.WITHDRAWN
    assert decide(visits, request, ACCEPT, OWNER).status_code == 409


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize(
    "body",
    [
        {"type": "approve"},
        {"type": "edit", "name": "refuse", "arguments": {"reason": "open"}},
        {"type": "respond", "message": "Done by hand."},
        {"type": "order", "message": "Leave it."},
        {"type": "take_over"},
        {"type": "reject", "message": "Enough."},
    ],
    ids=lambda body: body["type"],
)
def test_an_escalation_is_a_leads(visits: Visits, house: House, body: Any, person: str) -> None:
    say(house, FAIL)
    request = asked(house)
    assert request.kind is RequestKind.ESCALATION
    answer = decide(visits, request, body, person)
    assert answer.status_code == (200 if person == LEAD else 403 if person else 401), answer.text
    assert (house.desk.read(request.id) == request) is (person != LEAD)


def test_who_takes_over_has_the_conversation(visits: Visits, house: House) -> None:
    say(house, FAIL)
    decide(visits, asked(house), {"type": "take_over"}, LEAD)
    advance(house, "t-1")
    assert visits.of(OWNER).get("/api/threads/t-1").json()["taken_over_by"] == LEAD
