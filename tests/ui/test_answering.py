"""Answering: a question is a form where the conversation is; what it says is never trusted."""

from typing import Any

import pytest

from domain.errors import Invalid
from tests.ui.fakes import FakeClient
from tests.ui.staging import click, labels, markdown, part, rerun, staged, texts
from tests.ui.values import ADA, HOSTILE, ROBIN, outcome, question, step, thread
from ui.screens import conversations

MEANT = {"meant": {"type": "boolean", "title": "Yes, this is what I meant"}}
EMAIL = {"email": {"type": "string", "format": "email"}}


def opened(fields: dict[str, Any], **changed: Any) -> tuple[FakeClient, Any]:
    client = FakeClient(question(fields, **changed), threads=(thread(),))
    return client, staged(conversations.show, client, ROBIN, thread="t-1")


def asked_for(stage: Any) -> Any:
    """The first text field of the question; the page has others: to search, and to rename."""
    others = ("Search", "Title")
    return next(field for field in stage.text_input if field.label not in others)


def test_an_answer_is_sent_as_the_form_asks_for_it() -> None:
    client, stage = opened(
        {
            "email": {"type": "string", "format": "email"},
            "count": {"type": "integer", "minimum": 1, "maximum": 9, "default": 1},
            "share": {"type": "number"},
            "speed": {"type": "string", "enum": ["Slow", "Fast"]},
            "gift": {"type": "boolean"},
            "note": {"type": "string", "maxLength": 500},
        }
    )
    asked_for(stage).set_value("robin@example.com")
    stage.number_input[0].set_value(4)
    stage.number_input[1].set_value(0.5)
    stage.radio[0].set_value("Fast")
    stage.radio[1].set_value(False)
    stage.text_area[0].set_value("Ring twice.")
    click(stage, "Send answer")
    content = {
        "email": "robin@example.com",
        "count": 4,
        "share": 0.5,
        "speed": "Fast",
        "gift": False,
        "note": "Ring twice.",
    }
    decision = {"action": "accept", "content": content}
    assert client.calls == [("decide", "req_1", decision, 3)]
    assert isinstance(client.calls[0][2]["content"]["count"], int)
    assert "Send answer" not in labels(stage)


def test_what_was_left_empty_is_not_invented() -> None:
    client, stage = opened(
        {"flag": {"type": "boolean"}, "day": {"type": "string", "format": "date"}, **EMAIL}
    )
    click(stage, "Send answer")
    assert client.calls[0][2] == {"action": "accept", "content": {}}


def test_a_day_is_sent_as_its_iso_form() -> None:
    day = {"day": {"type": "string", "format": "date", "default": "2026-11-20"}}
    client, stage = opened(day)
    click(stage, "Send answer")
    assert client.calls[0][2]["content"] == {"day": "2026-11-20"}


def test_a_wrong_value_is_told_in_the_servers_words_and_stays_to_be_mended() -> None:
    client, stage = opened(EMAIL)
    client.refusal = Invalid("answer_invalid", "email: 'x' is not an 'email'.")
    asked_for(stage).set_value("x")
    click(stage, "Send answer")
    assert "email: 'x' is not an 'email'." in texts(stage)
    assert asked_for(stage).value == "x"
    client.refusal = None
    asked_for(stage).set_value("x@example.com")
    click(stage, "Send answer")
    assert client.calls[-1][2]["content"] == {"email": "x@example.com"}
    assert "email: 'x' is not an 'email'." not in texts(stage)


def test_a_question_is_declined_without_filling_it_in() -> None:
    client, stage = opened(EMAIL)
    click(stage, "Decline to answer")
    assert client.calls == [("decide", "req_1", {"action": "decline"}, 3)]


@pytest.mark.parametrize(("label", "meant"), [("Yes, this is what I meant", True), ("No", False)])
def test_what_was_meant_is_said_with_one_button(label: str, meant: bool) -> None:
    client, stage = opened(MEANT)
    assert part(stage, "fields")["rows"][0]["name"] == "Order id"
    click(stage, label)
    assert client.calls[0][2] == {"action": "accept", "content": {"meant": meant}}


def test_the_step_waits_for_me_and_the_note_says_what_typing_does() -> None:
    _, stage = opened(EMAIL)
    assert part(stage, "timeline")["marks"][0]["words"] == "Waits for your answer"
    assert "in the chat below instead cancels" in markdown(stage)


def test_a_question_for_somebody_else_is_seen_and_not_offered() -> None:
    client = FakeClient(question(EMAIL), threads=(thread(),))
    stage = staged(conversations.show, client, ADA, thread="t-1")
    assert part(stage, "timeline")["marks"][0]["words"] == "Waits for requester-1's answer"
    assert "Send answer" not in labels(stage)


def test_an_answer_to_one_question_does_not_reach_the_next() -> None:
    client, stage = opened(EMAIL)
    asked_for(stage).set_value("x@example.com").run()
    client.all["req_2"] = question(EMAIL, id="req_2")
    client.known["t-1"] = thread(plan=(step(request_id="req_2"),))
    assert asked_for(rerun(stage)).value == ""


@pytest.mark.parametrize(
    ("fields", "content", "title", "words"),
    [
        (MEANT, {"meant": True}, "Refund order", "said that this is what they meant."),
        (MEANT, {"meant": False}, "Refund order", "said that this is not what they meant."),
        (EMAIL, {"email": "a@b"}, "Refund order req_1", "answered.\nEmail: a@b"),
    ],
)
def test_an_answered_step_says_what_was_answered(
    fields: dict[str, Any], content: dict[str, Any], title: str, words: str
) -> None:
    answered = outcome(
        type="answer", by="requester-1", content=content, message="", reason_code=None
    )
    client = FakeClient(
        question(fields, state="applied", outcome=answered), threads=(thread(plan=(step("done"),)),)
    )
    mark = part(staged(conversations.show, client, ROBIN, thread="t-1"), "timeline")["marks"][0]
    assert (mark["title"], mark["note"]) == (title, f"requester-1 {words}")


@pytest.mark.parametrize(
    "field",
    [
        {},
        {"type": "integer", "minimum": 9, "maximum": 1, "default": 5},
        {"type": "integer", "minimum": 0.5, "maximum": 0.6},
        {"type": "integer", "minimum": -1e300, "maximum": 1e300, "default": 2**70},
        {"type": "integer", "default": 1.5},
        {"type": "number", "minimum": 0, "default": -1},
        {"type": "number", "default": True},
        {"type": "boolean", "default": "yes"},
        {"type": "string", "enum": ["a", "a"], "default": "b"},
        {"type": "string", "enum": [str(number) for number in range(20)], "default": "7"},
        {"type": "integer", "enum": ["1"]},
        {"type": "string", "maxLength": 1, "default": "long"},
        {"type": "string", "maxLength": 900, "default": "x" * 901},
        {"type": "string", "format": "date", "default": "soon"},
        {"type": "string", "format": "date", "default": "0001-01-01"},
        {"type": "string", "format": "date-time", "default": 4},
        {"title": HOSTILE, "description": HOSTILE, "default": HOSTILE},
        {"title": HOSTILE, "enum": [HOSTILE]},
    ],
)
def test_no_schema_breaks_the_page_or_paints_it(field: dict[str, Any]) -> None:
    client, stage = opened({HOSTILE: field, "": field})
    said = markdown(stage)
    for sign in ("<script", "](", "://", "**bold", ":red[red", "`code"):
        assert sign not in said, sign
    click(stage, "Send answer")
    assert client.calls[0][2]["action"] == "accept"
