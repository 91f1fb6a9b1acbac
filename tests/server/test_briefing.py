"""Briefs over HTTP: given with the first message, refused in words, read by those who may."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.house import House
from tests.fakes.houses import open_test_house
from tests.fakes.photos import photo
from tests.server.visits import Visits

BRIEF = {"goal": "keep a note", "tools": ["note"], "checkpoints": {"note": "lead"}}
FILES = {"files": [("photos", ("a.jpg", photo(), "image/jpeg"))]}


@pytest.fixture
def house(tmp_path: Path, world: Path) -> Iterator[House]:
    """A house with one playbook."""
    folder = tmp_path / "playbooks"
    folder.mkdir()
    (folder / "write.toml").write_text('title = "Write"\ntools = ["note"]\nautonomy = 0.5')
    with open_test_house(tmp_path / "home", playbooks=folder) as opened:
        yield opened


def begin(visits: Visits, **sent: Any) -> Any:
    return visits.of("requester-1").post("/api/threads", json={"text": "hello", **sent})


def brief_of(visits: Visits, thread_id: str, person: str = "requester-1") -> Any:
    return visits.of(person).get(f"/api/threads/{thread_id}").json()["brief"]


def test_a_conversation_begins_with_a_brief_or_a_playbook(visits: Visits) -> None:
    briefed = begin(visits, brief=BRIEF).json()["thread_id"]
    assert brief_of(visits, briefed) | BRIEF == brief_of(visits, briefed)
    assert brief_of(visits, briefed, "reviewer-1") == brief_of(visits, briefed)
    shelved = begin(visits, playbook="write", brief={"autonomy": 0.1}).json()["thread_id"]
    found = brief_of(visits, shelved)
    assert (found["playbook"], found["tools"], found["autonomy"]) == ("write", ["note"], 0.1)
    plain = begin(visits).json()["thread_id"]
    assert brief_of(visits, plain) is None


def test_a_message_in_a_new_conversation_may_bring_it_with_and_without_pictures(
    visits: Visits,
) -> None:
    me = visits.of("requester-1")
    assert me.post("/api/threads/t-1/messages", json={"text": "x", "brief": BRIEF}).is_success
    sent = {"text": "x", "brief": json.dumps(BRIEF), "playbook": "write"}
    assert me.post("/api/threads/t-2/illustrated-messages", data=sent, **FILES).is_success
    assert brief_of(visits, "t-1")["checkpoints"] == {"note": "lead"}
    assert brief_of(visits, "t-2")["autonomy"] == 0.5


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"brief": "all of it"}, 422, "request_malformed"),
        ({"brief": []}, 422, "request_malformed"),
        ({"brief": {"gaol": "x"}}, 422, "request_malformed"),
        ({"brief": {"autonomy": 2}}, 422, "request_malformed"),
        ({"brief": {"autonomy": True}}, 422, "request_malformed"),
        ({"brief": {"budget_minor": -1}}, 422, "request_malformed"),
        ({"brief": {"budget_minor": 1e300}}, 422, "request_malformed"),
        ({"brief": {"currency": "€"}}, 422, "request_malformed"),
        ({"brief": {"goal": "x" * 2001}}, 422, "request_malformed"),
        ({"brief": {"constraints": ["x"] * 21}}, 422, "request_malformed"),
        ({"brief": {"constraints": [""]}}, 422, "request_malformed"),
        ({"brief": {"checkpoints": {"note": "maybe"}}}, 422, "request_malformed"),
        ({"brief": {"checkpoints": {"note": "refuse"}}}, 422, "brief_broken"),
        ({"brief": {"tools": ["erase"]}}, 422, "brief_broken"),
        ({"playbook": 5}, 422, "request_malformed"),
        ({"playbook": "nothing"}, 404, "playbook_unknown"),
        ({"playbook": "write", "brief": {"constraints": ["a\ud83d"]}}, 422, "request_malformed"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words_and_begins_nothing(
    visits: Visits, sent: dict[str, Any], status: int, code: str
) -> None:
    body = json.dumps({"text": "hello", **sent})
    answer = visits.of("requester-1").post(
        "/api/threads/t-1/messages", content=body, headers={"content-type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"].endswith(".")
    assert visits.of("requester-1").get("/api/threads").json() == []


@pytest.mark.parametrize("brief", ["{", "5", '{"gaol": 1}', '{"tools": ["erase"]}', "null"])
def test_with_pictures_it_is_refused_in_words_as_well(visits: Visits, brief: str) -> None:
    sent = {"text": "x", "brief": brief}
    answer = visits.of("requester-1").post(
        "/api/threads/t-1/illustrated-messages", data=sent, **FILES
    )
    assert answer.status_code == 422
    assert answer.json()["code"] in ("request_malformed", "brief_broken")
    assert visits.of("requester-1").get("/api/threads").json() == []


def test_a_later_one_is_refused(visits: Visits) -> None:
    thread_id = begin(visits).json()["thread_id"]
    address = f"/api/threads/{thread_id}/messages"
    later = visits.of("requester-1").post(address, json={"text": "x", "brief": BRIEF})
    assert (later.status_code, later.json()["code"]) == (409, "brief_fixed")


def test_playbooks_and_tools_are_listed(visits: Visits) -> None:
    (playbook,) = visits.of("requester-1").get("/api/playbooks").json()
    assert (playbook["name"], playbook["title"]) == ("write", "Write")
    assert playbook["brief"]["tools"] == ["note"]
    tools = {tool["name"]: tool for tool in visits.of("reviewer-1").get("/api/tools").json()}
    assert tools["look"]["reads"]
    assert not tools["pay"]["reads"]
    assert tools["pay"]["description"].startswith("Pay somebody")
