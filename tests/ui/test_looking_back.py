"""Looking back: what was done already is fine, or somebody says why not and what follows."""

from typing import Any

import pytest

from domain.errors import Conflict
from domain.people import Person
from domain.request import Request
from tests.ui.fakes import FakeClient
from tests.ui.staging import click, labels, markdown, part, parts, staged, texts
from tests.ui.values import (
    ADA,
    HOSTILE,
    JONAS,
    LENA,
    NOW,
    ROBIN,
    message,
    outcome,
    request,
    step,
    thread,
)
from ui.screens import conversations, review

UNDONE = {"type": "reject", "message": "Wrong one.", "content": {"remedy": "undo"}}


def deed(**changed: Any) -> dict[str, Any]:
    values = {
        "result": '{"credit_id": 3, "status": "credited"}',
        "ended_at": NOW,
        "undo": "withdraw_credit",
        "arguments": {"credit_id": 3},
    }
    return values | changed


def recheck(**changed: Any) -> Request:
    values = {"kind": "recheck", "route": "recheck", "deed": deed(), "undo": "withdraw_credit"}
    return request(**(values | changed))


def opened(shown: Request, me: Person = JONAS) -> tuple[FakeClient, Any]:
    client = FakeClient(shown)
    return client, staged(review.show, client, me, request="req_1")


def test_it_shows_what_was_done_what_came_of_it_and_the_way_back() -> None:
    _, stage = opened(recheck())
    assert part(stage, "headline")["eyebrow"].startswith("It was done already")
    said = markdown(stage)
    for words in ("What was done", "What came of it", "Withdraw credit", "credit id 3"):
        assert words in said
    assert "What will be done" not in said
    answered = [data for kind, data in parts(stage) if kind == "fields"][1]
    assert [row["name"] for row in answered["rows"]] == ["Credit id", "Status"]


def test_it_is_fine_with_one_click() -> None:
    client, stage = opened(recheck())
    click(stage, "It is fine")
    assert client.calls == [("decide", "req_1", {"type": "approve"}, 3)]


@pytest.mark.parametrize(
    ("label", "remedy"),
    [("Take it back", "undo"), ("Ask for a follow-up", "follow_up"), ("Alert a lead", "alert")],
)
def test_each_remedy_needs_words(label: str, remedy: str) -> None:
    client, stage = opened(recheck())
    click(click(stage, "Not right"), label)
    assert client.calls == []
    assert any("Say what is wrong" in text for text in texts(stage))
    stage.text_area[0].set_value("Wrong one.").run()
    click(stage, label)
    assert client.calls == [("decide", "req_1", UNDONE | {"content": {"remedy": remedy}}, 3)]


@pytest.mark.parametrize(
    ("shown", "me", "offered"),
    [
        (recheck(), JONAS, ["Take it back", "Ask for a follow-up", "Alert a lead", "Back"]),
        (recheck(), LENA, ["Take it back", "Ask for a follow-up", "Back"]),
        (recheck(route="lead"), LENA, ["Take it back", "Ask for a follow-up", "Back"]),
        (
            recheck(deed=deed(undo="", arguments={}, hindrance="By hand.")),
            JONAS,
            ["Ask for a follow-up", "Alert a lead", "Back"],
        ),
    ],
)
def test_only_what_can_follow_is_offered(shown: Request, me: Person, offered: list[str]) -> None:
    _, stage = opened(shown, me)
    assert labels(click(stage, "Not right")) == offered


def test_why_it_cannot_be_taken_back_is_said() -> None:
    hindered = deed(undo="", arguments={}, result="done", hindrance="It has to be done by hand.")
    _, stage = opened(recheck(deed=hindered))
    assert "It has to be done by hand." in texts(stage)


def test_a_settled_item_can_be_taken_back_later() -> None:
    client, stage = opened(request(state="applied", outcome=outcome(type="approve"), deed=deed()))
    stage.text_input[0].set_value("Wrong one.").run()
    click(stage, "Take it back with: Withdraw credit")
    assert client.calls == [("take_back", "t-1", "call-1", "Wrong one.")]


def test_a_refusal_is_shown_with_the_item() -> None:
    client, stage = opened(request(state="applied", outcome=outcome(type="approve"), deed=deed()))
    client.refusal = Conflict("already_undone", "reviewer-2 has taken it back already.")
    click(stage, "Take it back with: Withdraw credit")
    assert "reviewer-2 has taken it back already." in texts(stage)


@pytest.mark.parametrize(
    ("me", "offered"), [(LENA, True), (ADA, False), (ROBIN, False)], ids=["lead", "admin", "owner"]
)
def test_in_the_conversation_a_step_can_be_taken_back_by_whom_it_is_for(
    me: Person, offered: bool
) -> None:
    done = step("done", request_id=None, undo="withdraw_credit")
    client = FakeClient(threads=(thread(status="idle", plan=(done,)),))
    stage = staged(conversations.show, client, me, thread="t-1")
    label = "Take it back with: Withdraw credit"
    assert (label in labels(stage)) is offered
    if offered:
        click(stage, label)
        assert client.calls == [("take_back", "t-1", "call-1", "")]


def test_what_was_seen_afterwards_stands_with_the_step() -> None:
    looked = step("done", request_id=None, afterwards="reviewer-1 took it back. “late”")
    client = FakeClient(threads=(thread(status="idle", plan=(looked,)),))
    stage = staged(conversations.show, client, ROBIN, thread="t-1")
    assert part(stage, "timeline")["marks"][0]["note"] == "reviewer-1 took it back. “late”"


def test_a_letter_of_the_reviewers_is_no_news_from_the_field() -> None:
    told = message("Jonas looked.", speaker="house", about="call-1")
    client = FakeClient(threads=(thread(status="idle", messages=(told,)),))
    said = markdown(staged(conversations.show, client, ROBIN, thread="t-1"))
    assert "From the reviewers" in said
    assert "From the field" not in said


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"state": "expired"}, "Nobody looked in time; it stands as it was done."),
        (
            {"state": "applied", "outcome": outcome(type="approve", reason_code=None)},
            "reviewer-2 looked at it: it is fine. “Twice the price.”",
        ),
        (
            {
                "state": "applied",
                "outcome": outcome(content={"remedy": "alert"}, reason_code=None),
            },
            "reviewer-2 found it wrong and alerted a lead. “Twice the price.”",
        ),
    ],
)
def test_how_it_was_settled_is_said(changed: dict[str, Any], words: str) -> None:
    _, stage = opened(recheck(**changed))
    assert words in texts(stage)


def test_hostile_words_are_never_markdown() -> None:
    hostile = deed(result=HOSTILE, arguments={"credit_id": HOSTILE}, taken_back="")
    _, stage = opened(recheck(deed=hostile))
    click(stage, "Not right")
    for sign in ("<script", "](", "://", "**bold", ":red[red", "`code"):
        assert sign not in markdown(stage), sign
