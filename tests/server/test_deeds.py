"""Deeds over HTTP: the outbox is seen, an action is held, what was done is taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.house import House
from tests.fakes.houses import advance, asked, open_test_house, say
from tests.fakes.model import script
from tests.fakes.records import TOOLS_NAME
from tests.fakes.world import happened
from tests.server.visits import Visits

PROMOTE = script([("promote", {"to": "ann", "text": "mugs"})])
ACTION = "/api/threads/t-1/actions/call_1_1_1"


@pytest.fixture
def house(tmp_path: Path, world: Path) -> Iterator[House]:
    """A house with an outbox and tools that can be taken back."""
    with open_test_house(tmp_path / "home", tools=TOOLS_NAME) as opened:
        yield opened


def test_what_is_staged_is_seen_and_held(visits: Visits, house: House) -> None:
    say(house, PROMOTE)
    reviewer = visits.of("reviewer-1")
    (staged,) = reviewer.get("/api/outbox").json()
    assert (staged["thread_id"], staged["call_id"]) == ("t-1", "call_1_1_1")
    assert reviewer.get("/api/requests/queue").json()["outbox"] == [staged]
    (step,) = visits.of("requester-1").get("/api/threads/t-1").json()["plan"]
    assert (step["status"], step["until"]) == ("staged", staged["goes_at"])
    assert reviewer.post(f"{ACTION}/hold", json={"why": "price"}).status_code == 204
    again = visits.of("requester-1").post(f"{ACTION}/hold", json={})
    assert (again.status_code, again.json()["code"]) == (409, "already_held")
    assert reviewer.get("/api/outbox").json() == []
    advance(house, "t-1")
    assert asked(house).reasons[0].code == "held"
    assert happened() == []


def test_what_was_done_is_taken_back(visits: Visits, house: House) -> None:
    say(house, script([("publish", {"record": 7})]))
    reviewer = visits.of("reviewer-1")
    assert reviewer.get("/api/threads/t-1").json()["plan"][0]["undo"] == "unpublish"
    answer = reviewer.post(f"{ACTION}/take-back", json={"why": "too early"})
    assert answer.status_code == 204, answer.text
    advance(house, "t-1")
    assert happened() == ["publish 7", "unpublish 7"]
    again = reviewer.post(f"{ACTION}/take-back", json={})
    assert (again.status_code, again.json()["code"]) == (409, "already_undone")


@pytest.mark.parametrize("verb", ["hold", "take-back"])
@pytest.mark.parametrize(
    "body", [None, [], {"why": 7}, {"why": "x", "by": "lead-1"}, {"why": "x" * 1001}]
)
def test_what_is_malformed_changes_nothing(
    visits: Visits, house: House, verb: str, body: object
) -> None:
    say(house, PROMOTE if verb == "hold" else script([("publish", {"record": 7})]))
    before = house.threads.read("t-1")
    answer = visits.of("reviewer-1").post(f"{ACTION}/{verb}", json=body)
    assert answer.status_code == 422, answer.text
    assert set(answer.json()) == {"code", "message"}
    assert house.threads.read("t-1") == before


@pytest.mark.parametrize("verb", ["hold", "take-back"])
def test_half_a_character_is_refused_in_words(visits: Visits, house: House, verb: str) -> None:
    say(house, PROMOTE if verb == "hold" else script([("publish", {"record": 7})]))
    answer = visits.of("reviewer-1").post(
        f"{ACTION}/{verb}",
        content=b'{"why": "\\ud800"}',
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 422, answer.text
    assert {each.event for each in house.trail.read("t-1")} & {
        "action.held",
        "undo.ordered",
    } == set()
