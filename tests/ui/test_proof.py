"""Proof: a reviewer sees what was asked beside what is shown, and rejects with words only."""

from typing import Any

import pytest

from domain.errors import Conflict
from domain.people import Person
from tests.fakes.photos import photo
from tests.ui.fieldwork import OMAR, FieldClient, held, proof, proof_request
from tests.ui.staging import click, labels, markdown, part, parts, rerun, staged, texts
from tests.ui.values import HOSTILE, JONAS, ROBIN, outcome
from ui.screens import review


def opened(me: Person = JONAS, **changed: Any) -> tuple[FieldClient, Any]:
    client = FieldClient(held(state="proven", feedback="Too dark."))
    client.pictures = {"p1": photo(), "p2": photo(colour="blue")}
    client.all = {"req_1": proof_request(**changed)}
    return client, staged(review.show, client, me, request="req_1")


def pictures(stage: Any) -> int:
    return len(stage.image)


def test_the_photo_stands_beside_what_was_asked_and_where() -> None:
    _, stage = opened()
    assert pictures(stage) == 1
    assert part(stage, "headline")["title"] == "Is it done? Photo · Harbour Street 4"
    asked = part(stage, "fields")["rows"]
    assert [row["name"] for row in asked] == ["Place", "Task"]
    assert "Photograph it." in str(asked)
    assert [line["title"] for line in part(stage, "lines")["lines"]] == [
        "Is it done? Photo · Harbour Street 4"
    ]


def test_the_operators_words_are_named_as_theirs_with_time_and_device() -> None:
    _, stage = opened()
    assert "The operator's own words" in markdown(stage)
    assert "It was open." in texts(stage)
    rows = [data["rows"] for kind, data in parts(stage) if kind == "fields"][-1]
    said = {row["name"]: row["pieces"][0][1] for row in rows}
    assert said["Sent by"] == "operator-1"
    assert said["Device"] == "iPhone, Safari"
    assert said["Sent"].endswith("UTC")


def test_each_photo_is_fetched_once() -> None:
    client, stage = opened(proof=proof(photos=("p1", "p2")))
    assert pictures(rerun(stage)) == 2
    assert client.calls == [("photo", "p1"), ("photo", "p2")]
    assert "2 photos" in markdown(stage)


def test_a_photo_that_cannot_be_fetched_says_so() -> None:
    client, stage = opened(proof=proof(photos=("p1", "gone")))
    assert pictures(stage) == 1
    assert any(
        text.startswith("Photo 2 of 2 cannot be shown: There is no") for text in texts(stage)
    )
    client.pictures["gone"] = photo()
    assert pictures(rerun(stage)) == 2


def test_what_is_no_photo_is_not_painted() -> None:
    client, stage = opened(proof=proof(photos=("bad",)))
    client.pictures["bad"] = b"<svg onload=alert(1)>"
    assert pictures(rerun(stage)) == 0
    assert "Photo 1 of 1 cannot be shown: what came is no photo." in texts(stage)


def test_a_proof_may_be_words_alone() -> None:
    _, stage = opened(proof=proof(photos=()))
    assert pictures(stage) == 0
    assert "No photo came with this proof." in markdown(stage)


def test_it_is_accepted_as_it_was_shown() -> None:
    client, stage = opened()
    assert labels(stage) == ["Accept", "Reject with feedback", "Pass up"]
    click(stage, "Accept")
    assert client.calls[-1] == ("decide", "req_1", {"type": "approve"}, 3)
    assert "Accepted." in markdown(stage)


def test_a_rejection_needs_words() -> None:
    client, stage = opened()
    click(stage, "Reject with feedback")
    assert "Rejecting needs feedback" in markdown(stage)
    client.calls.clear()
    click(stage, "Reject with this feedback")
    assert client.calls == []
    assert "Say what is missing: the operator goes by your words." in texts(stage)
    stage.text_area[0].set_value("Step closer.").run()
    click(stage, "Reject with this feedback")
    decision = {"type": "reject", "message": "Step closer."}
    assert client.calls == [("decide", "req_1", decision, 3)]


def test_a_conflict_is_told_and_the_feedback_stays() -> None:
    client, stage = opened()
    click(stage, "Reject with feedback")
    stage.text_area[0].set_value("Step closer.").run()
    client.refusal = Conflict("task_changed", "The task has ended meanwhile.")
    click(stage, "Reject with this feedback")
    assert "The task has ended meanwhile." in texts(stage)
    assert stage.text_area[0].value == "Step closer."


def test_a_second_proof_says_what_was_missing_in_the_first() -> None:
    _, stage = opened(proof=proof(2))
    assert "Too dark." in texts(stage)
    assert part(stage, "headline")["badges"] == [["proof 2", "fair"]]


def test_a_first_proof_has_nothing_before_it() -> None:
    _, stage = opened()
    assert "Too dark." not in texts(stage)


@pytest.mark.parametrize(
    ("me", "words"),
    [
        (JONAS.model_copy(update={"id": OMAR.id}), "This is your own proof"),
        (JONAS.model_copy(update={"id": ROBIN.id}), "You asked for this yourself"),
    ],
)
def test_nobody_judges_their_own_proof(me: Person, words: str) -> None:
    _, stage = opened(me)
    assert words in markdown(stage)
    assert labels(stage) == []


@pytest.mark.parametrize(
    ("settled", "words"),
    [
        ({"type": "approve", "message": ""}, "reviewer-2 accepted the proof."),
        ({"message": "Dark."}, "reviewer-2 did not accept the proof. “Dark.”"),
    ],
)
def test_a_judged_proof_says_by_whom_and_how(settled: dict[str, str], words: str) -> None:
    done = outcome(**({"reason_code": None} | settled))
    _, stage = opened(state="applied", outcome=done)
    assert words in texts(stage)
    assert labels(stage) == ["Next"]


def test_hostile_text_is_never_markdown() -> None:
    shown = {"kind": HOSTILE, "location": HOSTILE, "description": HOSTILE}
    given = proof(2, note=HOSTILE, device=HOSTILE, operator=HOSTILE, photos=("gone",))
    client, stage = opened(proof=given, action={"arguments": shown})
    client.tasks = {"tsk_1": held(state="proven", feedback=HOSTILE)}
    rerun(stage)
    for sign in ("<script", "](", "://", "**bold", ":red[red", "`code"):
        assert sign not in markdown(stage), sign
    assert texts(stage).count(HOSTILE) == 2
