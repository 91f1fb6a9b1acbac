"""test_elicit: a question goes to the requester, waits, and authorises nothing."""

from typing import Any

import pytest

from domain.errors import Forbidden, Invalid
from domain.request import RequestKind, RequestState
from graph.house import House
from tests.fakes.houses import advance, asked, heard, say
from tests.fakes.model import script
from tests.fakes.world import happened

CHOICE = script([("ask_human", {"question": "Which one?", "options": ["a", "b"]})])
FORM = script(
    [
        (
            "ask_human",
            {
                "question": "How many, and by when?",
                "fields": {
                    "count": {"type": "integer", "minimum": 1, "maximum": 9},
                    "express": {"type": "boolean", "default": False},
                },
            },
        )
    ]
)
UNSURE = script([("note", {"text": "n", "_confidence": 0.3})])


def accept(**content: Any) -> dict[str, Any]:
    return {"action": "accept", "content": content}


def test_the_answer_becomes_the_calls_result(house: House) -> None:
    say(house, CHOICE)
    question = asked(house)
    assert question.kind is RequestKind.ELICITATION
    house.desk.decide(question.id, accept(answer="b"), by="requester-1")
    advance(house, "t-1")
    assert heard(house) == ['{"answer":"b"}']
    assert house.desk.read(question.id).state is RequestState.APPLIED


def test_only_the_requester_answers(house: House) -> None:
    say(house, CHOICE)
    for stranger in ("requester-2", "reviewer-1", "lead-1", "admin-1"):
        with pytest.raises(Forbidden):
            house.desk.decide(asked(house).id, accept(answer="a"), by=stranger)


def test_a_question_is_in_no_reviewers_queue(house: House) -> None:
    say(house, CHOICE)
    assert house.desk.open_requests(by="reviewer-1") == []


@pytest.mark.parametrize(
    "content",
    [{}, {"count": 0}, {"count": "many"}, {"count": 2, "other": 1}, {"count": None}],
    ids=str,
)
def test_an_answer_that_does_not_fit_is_refused_and_the_question_stays(
    house: House, content: dict[str, Any]
) -> None:
    say(house, FORM)
    with pytest.raises(Invalid) as refused:
        house.desk.decide(asked(house).id, {"action": "accept", "content": content}, "requester-1")
    assert refused.value.code == "answer_invalid"
    assert asked(house).state is RequestState.OPEN


def test_numbers_that_come_as_text_are_taken_as_numbers(house: House) -> None:
    say(house, FORM)
    house.desk.decide(asked(house).id, accept(count="3"), by="requester-1")
    advance(house, "t-1")
    assert heard(house) == ['{"count":3}']


@pytest.mark.parametrize("refusal", ["decline", "cancel"])
def test_declining_is_an_answer_too(house: House, refusal: str) -> None:
    say(house, CHOICE)
    house.desk.decide(asked(house).id, {"action": refusal}, by="requester-1")
    advance(house, "t-1")
    assert "declined" in heard(house)[0]


def test_typing_instead_cancels_the_question_and_is_heard(house: House) -> None:
    say(house, CHOICE)
    question = asked(house)
    say(house, "never mind")
    assert house.desk.read(question.id).state is RequestState.WITHDRAWN
    thread = house.threads.read("t-1")
    assert [message.text for message in thread.messages if message.speaker == "user"][-1] == (
        "never mind"
    )
    assert thread.messages[-1].text.startswith("Done.")


def test_other_branches_go_on_while_a_question_waits(house: House) -> None:
    say(
        house,
        script(
            [("ask_human", {"question": "And?"}), ("note", {"text": "beside"})],
            [("note", {"text": "after"})],
        ),
    )
    assert happened() == ["note beside"]
    house.desk.decide(asked(house).id, accept(answer="yes"), by="requester-1")
    advance(house, "t-1")
    assert happened() == ["note beside", "note after"]


def test_below_the_floor_the_requester_is_asked_first_and_a_reviewer_still_decides(
    house: House,
) -> None:
    say(house, UNSURE)
    house.desk.decide(asked(house).id, accept(meant=True), by="requester-1")
    advance(house, "t-1")
    assert happened() == []
    approval = asked(house)
    assert approval.kind is RequestKind.APPROVAL
    house.desk.decide(approval.id, {"type": "approve"}, by="reviewer-1")
    advance(house, "t-1")
    assert happened() == ["note n"]


def test_what_was_not_meant_is_not_made(house: House) -> None:
    say(house, UNSURE)
    house.desk.decide(asked(house).id, accept(meant=False), by="requester-1")
    advance(house, "t-1")
    assert (happened(), house.desk.open_requests()) == ([], [])
    assert "did not mean" in heard(house)[0]
