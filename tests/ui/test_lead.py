"""Lead: a call that keeps failing; each choice sends its own decision, and reviewers only look."""

from typing import Any

import pytest

from domain.errors import Forbidden
from domain.people import Person
from tests.ui.fakes import FakeClient
from tests.ui.staging import READ, click, labels, markdown, order, part, staged, texts
from tests.ui.values import ADA, HOSTILE, JONAS, LENA, escalation, outcome, request, step, thread
from ui.screens import conversations, opening, review

CHOICES = [
    "Try again",
    "Try again with changes",
    "Supply the result",
    "Give an order",
    "Give up",
    "Take over",
]


def test_the_failures_stand_between_the_laws_reasons_and_the_action() -> None:
    stage = staged(review.show, FakeClient(escalation()), LENA)
    seen = order(stage)
    assert seen.index("reasons") < seen.index("failures") < seen.index("**What was tried**")
    cards = part(stage, "failures")["cards"]
    assert [card["text"] for card in cards] == list(escalation().failures)
    assert sorted(labels(stage)) == sorted(CHOICES)


@pytest.mark.parametrize(
    ("label", "decision"),
    [("Try again", {"type": "approve"}), ("Take over", {"type": "take_over"})],
)
def test_one_click_decides(label: str, decision: dict[str, Any]) -> None:
    client = FakeClient(escalation(), request("req_2"))
    click(staged(review.show, client, LENA), label)
    assert client.calls == [("decide", "req_1", decision, 3)]


@pytest.mark.parametrize(
    ("choice", "done", "kind"),
    [
        ("Supply the result", "Supply this result", "respond"),
        ("Give an order", "Give this order", "order"),
    ],
)
def test_words_are_written_and_sent(choice: str, done: str, kind: str) -> None:
    client = FakeClient(escalation())
    stage = click(staged(review.show, client, LENA), choice)
    click(stage, done)
    assert client.calls == []
    assert any("Write it first" in text for text in texts(stage))
    stage.text_area[0].set_value(" Call the bank. ").run()
    click(stage, done)
    assert client.calls == [("decide", "req_1", {"type": kind, "message": "Call the bank."}, 3)]


def test_it_is_tried_again_with_changes() -> None:
    client = FakeClient(escalation())
    stage = click(staged(review.show, client, LENA), "Try again with changes")
    stage.number_input[1].set_value(900).run()
    click(stage, "Try again with my changes")
    arguments = {"order_id": 1042, "amount_minor": 900, "reason": "It broke."}
    decision = {"type": "edit", "name": "refund_order", "arguments": arguments, "message": ""}
    assert client.calls == [("decide", "req_1", decision, 3)]


def test_giving_up_takes_a_reason() -> None:
    client = FakeClient(escalation())
    stage = click(staged(review.show, client, LENA), "Give up")
    stage.text_input[0].set_value("The bank is closed.").run()
    click(stage, "Give up")
    decision = {"type": "reject", "message": "The bank is closed."}
    assert client.calls == [("decide", "req_1", decision, 3)]
    assert "Given up." in markdown(stage)


def test_taking_over_leads_to_the_conversation() -> None:
    stage = click(staged(review.show, FakeClient(escalation()), LENA), "Take over")
    assert stage.session_state[opening.GRANTED] == "t-1"


def test_a_refused_take_over_stays_and_says_why() -> None:
    client = FakeClient(escalation())
    client.refusal = Forbidden("role_missing", "This request is for a lead.")
    stage = click(staged(review.show, client, LENA), "Take over")
    assert "This request is for a lead." in texts(stage)
    assert opening.GRANTED not in stage.session_state


@pytest.mark.parametrize("me", [LENA, JONAS, ADA])
def test_the_conversation_can_be_read_first(me: Person) -> None:
    client = FakeClient(escalation())
    stage = click(staged(review.show, client, me), READ)
    assert client.calls == []
    assert stage.session_state[opening.GRANTED] == "t-1"


def test_a_reviewer_sees_it_and_is_told_for_whom_it_is() -> None:
    stage = staged(review.show, FakeClient(escalation()), JONAS)
    assert part(stage, "failures")["title"] == "Failed 3 times"
    assert "This waits for a lead" in markdown(stage)
    assert labels(stage) == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("approve", "had it tried again"),
        ("edit", "had it tried again with changes"),
        ("reject", "gave it up"),
        ("respond", "supplied the result"),
        ("order", "gave an order instead"),
        ("take_over", "took the conversation over"),
    ],
)
def test_what_a_lead_did_is_said(kind: str, words: str) -> None:
    settled = escalation(state="applied", outcome=outcome(type=kind))
    stage = staged(review.show, FakeClient(settled), JONAS, request="req_1")
    assert any(f"reviewer-2 {words}." in text for text in texts(stage))


def test_the_requester_reads_that_a_lead_has_it() -> None:
    client = FakeClient(escalation(), threads=(thread(plan=(step(),)),))
    stage = staged(conversations.show, client, LENA, thread="t-1")
    mark = part(stage, "timeline")["marks"][0]
    assert mark["words"] == "Failed 3 times; a lead has it"


def test_hostile_failures_are_never_markdown() -> None:
    stage = staged(review.show, FakeClient(escalation(failures=[HOSTILE])), LENA)
    for label in ("Give an order", "Back", "Give up"):
        click(stage, label)
        for sign in ("<script", "](", "://", "**bold", ":red[red", "`code"):
            assert sign not in markdown(stage), sign
