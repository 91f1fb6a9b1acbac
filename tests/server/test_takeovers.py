"""Takeovers over HTTP: only a lead, one at a time; who has it speaks and hands back."""

import pytest

from graph.house import House
from tests.fakes.houses import advance, say
from tests.server.test_roles import EVERYBODY, LEAD, OWNER
from tests.server.visits import Visits

TAKE, SPEAK, BACK = (
    "/api/threads/t-1/takeover",
    "/api/threads/t-1/speak",
    "/api/threads/t-1/handback",
)
HELLO = {"text": "Lena here."}


def expected(person: str) -> int:
    return 200 if person == LEAD else 403 if person else 401


@pytest.mark.parametrize("person", EVERYBODY)
def test_only_a_lead_takes_a_conversation_over(visits: Visits, house: House, person: str) -> None:
    say(house, "hello")
    visit = visits.of(person) if person else visits.anonymous()
    assert visit.post(TAKE).status_code == expected(person)
    assert house.threads.read("t-1").taken_over_by == (LEAD if person == LEAD else None)


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize("path", [SPEAK, BACK])
def test_only_who_has_it_speaks_and_hands_back(
    visits: Visits, house: House, path: str, person: str
) -> None:
    say(house, "hello")
    house.takeovers.take("t-1", by=LEAD)
    before = house.threads.read("t-1")
    visit = visits.of(person) if person else visits.anonymous()
    answer = visit.post(path, json=HELLO if path == SPEAK else None)
    assert answer.status_code == expected(person), answer.text
    assert (house.threads.read("t-1") == before) is (person != LEAD)


@pytest.mark.parametrize("path", [SPEAK, BACK])
def test_nobody_speaks_where_nobody_took_over(visits: Visits, house: House, path: str) -> None:
    say(house, "hello")
    answer = visits.of(LEAD).post(path, json=HELLO if path == SPEAK else None)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_yours")


def test_a_conversation_goes_from_hand_to_hand(visits: Visits, house: House) -> None:
    say(house, "hello")
    lead = visits.of(LEAD)
    assert lead.post(TAKE).json()["taken_over_by"] == LEAD
    said = lead.post(SPEAK, json=HELLO).json()["messages"][-1]
    assert (said["by"], said["text"], said["speaker"]) == (LEAD, "Lena here.", "assistant")
    visits.of(OWNER).post("/api/threads/t-1/messages", json={"text": "thanks"})
    advance(house, "t-1")
    assert not house.threads.read("t-1").messages[-1].heard
    assert lead.post(BACK).json()["taken_over_by"] is None
    advance(house, "t-1")
    assert all(message.heard for message in house.threads.read("t-1").messages)


def test_what_is_said_twice_after_a_time_out_stands_once(visits: Visits, house: House) -> None:
    say(house, "hello")
    lead = visits.of(LEAD)
    lead.post(TAKE)
    for text in ("Lena here.", "Lena here.", "Lena again."):
        answer = lead.post(SPEAK, json={"text": text, "message_id": "m-1"})
        assert answer.status_code == 200, answer.text
    lead.post(SPEAK, json={"text": "And goodbye."})
    said = [m["text"] for m in answer.json()["messages"] if m["by"] == LEAD]
    assert said == ["Lena here."]
    later = [m.text for m in house.threads.read("t-1").messages if m.by == LEAD]
    assert later == ["Lena here.", "And goodbye."]


def test_a_leads_id_never_stands_in_the_way_of_a_requesters(visits: Visits, house: House) -> None:
    say(house, "hello")
    lead, body = visits.of(LEAD), {"text": "one", "message_id": "m-1"}
    lead.post(TAKE)
    lead.post(SPEAK, json=body)
    visits.of(OWNER).post("/api/threads/t-1/messages", json=body | {"text": "two"})
    lead.post(BACK)
    advance(house, "t-1")
    assert {"one", "two"} <= {m.text for m in house.threads.read("t-1").messages if m.heard}


def test_another_lead_hears_who_has_it(visits: Visits, house: House) -> None:
    say(house, "hello")
    house.people.add("lead-2", roles=["lead"])
    house.takeovers.take("t-1", by="lead-2")
    answer = visits.of(LEAD).post(TAKE)
    assert (answer.status_code, answer.json()["code"]) == (409, "taken_over")
    assert "lead-2" in answer.json()["message"]


@pytest.mark.parametrize("path", [TAKE, SPEAK, BACK])
def test_an_unknown_conversation_is_missing(visits: Visits, path: str) -> None:
    answer = visits.of(LEAD).post(path.replace("t-1", "t-9"), json=HELLO if path == SPEAK else None)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        {"text": " "},
        {"text": 7},
        {"text": "x", "by": OWNER},
        {"text": "x", "message_id": "a/b"},
    ],
)
def test_what_is_malformed_is_not_said(visits: Visits, house: House, body: object) -> None:
    say(house, "hello")
    house.takeovers.take("t-1", by=LEAD)
    before = house.threads.read("t-1")
    answer = visits.of(LEAD).post(SPEAK, json=body)
    assert answer.status_code == 422, answer.text
    assert set(answer.json()) == {"code", "message"}
    assert house.threads.read("t-1") == before
