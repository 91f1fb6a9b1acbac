"""Decisions over HTTP: every dialect is read, nothing malformed is guessed, one of two is first."""

from typing import Any

import pytest

from domain.request import Request, RequestState
from graph.house import House
from tests.fakes.houses import advance, say
from tests.fakes.model import script
from tests.fakes.world import happened
from tests.server.visits import Visits

ARGUMENTS = {"to": "Bo", "amount_minor": 500}
CHANGED = {"to": "Bo", "amount_minor": 400}


@pytest.fixture
def waiting(house: House) -> Request:
    say(house, script([("pay", ARGUMENTS)]))
    return house.desk.open_requests()[0]


def decide(visits: Visits, request: Request, body: Any, query: str = "") -> Any:
    address = f"/api/requests/{request.id}/decision{query}"
    return visits.of("reviewer-1").post(address, json=body)


@pytest.mark.parametrize(
    ("body", "effects"),
    [
        ({"type": "approve"}, ["pay Bo 500"]),
        ({"decisions": [{"type": "approve"}]}, ["pay Bo 500"]),
        ([{"type": "accept", "args": None}], ["pay Bo 500"]),
        ({"type": "edit", "name": "pay", "arguments": CHANGED}, ["pay Bo 400"]),
        ({"type": "edit", "edited_action": {"name": "pay", "args": CHANGED}}, ["pay Bo 400"]),
        ([{"type": "edit", "args": {"action": "pay", "args": CHANGED}}], ["pay Bo 400"]),
        ({"type": "reject", "message": "no", "reason_code": "not_needed"}, []),
        ([{"type": "ignore", "args": None}], []),
        ([{"type": "response", "args": "ask again"}], []),
    ],
)
def test_each_dialect_is_read(
    visits: Visits, house: House, waiting: Request, body: Any, effects: list[str]
) -> None:
    answer = decide(visits, waiting, body, f"?version={waiting.version}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["outcome"]["by"] == "reviewer-1"
    advance(house, "t-1")
    assert happened() == effects


@pytest.mark.parametrize(
    "body",
    [
        None,
        7,
        "approve",
        {},
        [],
        {"type": "APPROVE"},
        {"type": "approve", "by": "lead-1"},
        {"decisions": []},
        {"decisions": [{"type": "approve"}, {"type": "approve"}]},
        {"decisions": "approve"},
        {"decisions": [{"decisions": [{"type": "nothing"}]}]},
        [{"type": "approve"}],
        [{"type": "accept"}, {"type": "accept"}],
        [{"type": "edit", "args": CHANGED}],
        [{"type": "response", "args": {"a": 1}}],
        {"type": "edit", "edited_action": {"name": "pay"}},
        {"type": "edit", "name": "note", "arguments": {"text": "x"}},
        {"type": "edit", "name": "pay", "arguments": {}},
        {"type": "edit", "name": "pay", "arguments": {**CHANGED, "idempotency_key": "k"}},
        {"type": "edit", "name": "pay", "arguments": {"to": "Bo", "amount_minor": "four"}},
        {"type": "edit", "name": "pay", "arguments": [1]},
        {"type": "reject", "reason_code": "because"},
        {"type": "reject", "message": "x" * 10_001},
        {"type": "answer", "content": {"happened": True}},
        {"action": "accept"},
        {"action": "accept", "content": {"happened": True}},
        {"action": "approve"},
        {"action": "cancel"},
    ],
)
def test_what_is_malformed_decides_nothing(
    visits: Visits, house: House, waiting: Request, body: Any
) -> None:
    answer = decide(visits, waiting, body)
    assert answer.status_code == 422, answer.text
    assert set(answer.json()) == {"code", "message"}
    assert house.desk.read(waiting.id) == waiting


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"type": "approve"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"type": "reject", "message": "\\ud800"}',
        b'{"type": "edit", "name": "pay", "arguments": {"to": "\\ud800", "amount_minor": 1}}',
        b'{"type": "edit", "name": "pay", "arguments": {"to": "Bo", "amount_minor": NaN}}',
        b'{"type": "edit", "name": "pay", "arguments": {"to": "Bo", "amount_minor": 1e999}}',
        b'{"type": "edit", "name": "pay", "arguments": {"to": "Bo", "amount_minor": '
        + b"9" * 5000
        + b"}}",
    ],
)
def test_what_is_no_json_of_ours_decides_nothing(
    visits: Visits, house: House, waiting: Request, body: bytes
) -> None:
    answer = visits.of("reviewer-1").post(
        f"/api/requests/{waiting.id}/decision",
        content=body,
        headers={"content-type": "application/json"},
    )
    assert answer.status_code in (400, 422), answer.text
    assert set(answer.json()) == {"code", "message"}
    assert house.desk.read(waiting.id) == waiting


def test_a_decision_on_another_version_is_a_conflict(
    visits: Visits, house: House, waiting: Request
) -> None:
    answer = decide(visits, waiting, {"type": "approve"}, "?version=7")
    assert (answer.status_code, answer.json()["code"]) == (409, "request_changed")
    assert decide(visits, waiting, {"type": "approve"}, "?version=x").status_code == 422
    assert house.desk.read(waiting.id) == waiting


def test_the_second_of_two_deciders_hears_who_was_first(visits: Visits, waiting: Request) -> None:
    assert decide(visits, waiting, {"type": "approve"}).status_code == 200
    second = visits.of("reviewer-2").post(
        f"/api/requests/{waiting.id}/decision", json={"type": "reject"}
    )
    assert (second.status_code, second.json()["code"]) == (409, "request_decided")
    assert "reviewer-1" in second.json()["message"]


def test_a_decision_is_undone_until_it_starts(
    visits: Visits, house: House, waiting: Request
) -> None:
    decide(visits, waiting, {"type": "approve"})
    undone = visits.of("reviewer-1").post(f"/api/requests/{waiting.id}/undo").json()
    assert (undone["state"], undone["round"]) == ("open", 2)
    decide(visits, waiting, {"type": "approve"})
    advance(house, "t-1")
    late = visits.of("reviewer-1").post(f"/api/requests/{waiting.id}/undo")
    assert (late.status_code, late.json()["code"]) == (409, "already_acting")


def test_a_withdrawn_request_is_decided_no_more(
    visits: Visits, house: House, waiting: Request
) -> None:
    visits.of("requester-1").post(f"/api/requests/{waiting.id}/withdraw")
    answer = decide(visits, waiting, {"type": "approve"})
    assert (answer.status_code, answer.json()["code"]) == (409, "request_closed")
    advance(house, "t-1")
    assert happened() == []
    assert house.desk.read(waiting.id).state is RequestState.WITHDRAWN


def test_a_decision_brings_the_page_along_as_it_stands_then(
    visits: Visits, house: House, waiting: Request
) -> None:
    say(house, script([("pay", CHANGED)]), "t-2")
    other = house.desk.open_requests()[1]
    address = f"/api/requests/{waiting.id}/decision-and-workplace?version=1&opened={other.id}"
    told = visits.of("reviewer-1").post(address, json={"type": "approve"}).json()
    assert told["standing"]["state"] == "decided"
    desk = told["workplace"]
    assert [line["id"] for line in desk["queue"]["lines"]] == [other.id]
    assert (desk["opened"]["id"], desk["last"]) == (other.id, "decided")


def test_a_decision_stands_though_the_page_cannot_be_read(
    visits: Visits, house: House, waiting: Request
) -> None:
    address = f"/api/requests/{waiting.id}/decision-and-workplace?version=1&opened=req_9"
    answer = visits.of("reviewer-1").post(address, json={"type": "approve"})
    assert answer.status_code == 200
    assert answer.json()["workplace"] is None
    assert house.desk.read(waiting.id).state is RequestState.DECIDED
