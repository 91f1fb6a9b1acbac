"""test_outcomes: what nobody knows is put to a person, until the call itself answers."""

import time
from typing import Any

import pytest

from desk.deadlines import expire_overdue
from domain.errors import Conflict
from graph.house import House
from storage import verdicts
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, asked, decide, heard, say, states
from tests.fakes.model import script
from tests.fakes.patience import wait_for
from tests.fakes.world import happened

LOSE = script([("lose", {"what": "a"})])
HAPPENED = {"action": "accept", "content": {"happened": True}}
NOT_HAPPENED = {"action": "accept", "content": {"happened": False}}
AGAIN = {"action": "accept", "content": {"happened": False, "retry": True}}


def test_what_nobody_knows_is_asked_and_never_told_as_failed(house: House) -> None:
    say(house, LOSE)
    assert (heard(house), states(house)) == ([], [("unknown", 1)])
    assert asked(house).kind == "outcome"
    assert house.threads.read("t-1").plan[0].status == "waiting"


@pytest.mark.parametrize(
    ("answer", "left", "deeds"),
    [
        (HAPPENED, [("done", 1)], ["lose a"]),
        (NOT_HAPPENED, [("failed", 1)], ["lose a"]),
        (AGAIN, [("failed", 1), ("unknown", 2)], ["lose a", "lose a"]),
    ],
)
def test_what_a_person_says_of_the_outcome_becomes_its_end(
    house: House, answer: dict[str, Any], left: list[tuple[str, int]], deeds: list[str]
) -> None:
    say(house, LOSE)
    decide(house, answer)
    assert (states(house), happened()) == (left, deeds)


def test_a_question_that_nobody_answers_leaves_both_possible(
    still_house: House, clock: StillClock
) -> None:
    say(still_house, LOSE)
    clock.step(hours=5)
    with still_house.rooms.storage.unit("expire") as unit:
        assert len(expire_overdue(unit, clock.milliseconds)) == 1
    advance(still_house, "t-1")
    assert states(still_house) == [("unknown", 1)]
    assert "failed" not in heard(still_house)[0]


def test_a_question_about_the_past_cannot_be_withdrawn(house: House) -> None:
    say(house, LOSE)
    with pytest.raises(Conflict) as refused:
        house.desk.withdraw(asked(house).id, by="requester-1")
    assert refused.value.code == "already_acting"


@pytest.mark.parametrize("answer", [HAPPENED, NOT_HAPPENED])
def test_an_answer_that_was_used_cannot_be_undone(house: House, answer: dict[str, Any]) -> None:
    say(house, LOSE)
    question = asked(house)
    decide(house, answer)
    with pytest.raises(Conflict) as refused:
        house.desk.undo(question.id, by="reviewer-1")
    assert refused.value.code == "already_acting"
    assert house.desk.open_requests() == []


def test_a_new_try_that_was_taken_back_in_time_is_not_made(
    still_house: House, clock: StillClock
) -> None:
    say(still_house, LOSE)
    question = asked(still_house)
    still_house.halt(True, by="admin-1")
    decide(still_house, AGAIN)
    still_house.desk.undo(question.id, by="reviewer-1")
    still_house.halt(False, by="admin-1")
    clock.step(seconds=3)
    advance(still_house, "t-1")
    assert (happened(), states(still_house)) == (["lose a"], [("failed", 1)])
    assert still_house.desk.open_requests() == []


def test_a_new_try_whose_word_has_lapsed_is_the_laws_to_allow(
    still_house: House, clock: StillClock
) -> None:
    say(still_house, LOSE)
    still_house.halt(True, by="admin-1")
    decide(still_house, AGAIN)
    clock.step(seconds=900)
    still_house.halt(False, by="admin-1")
    advance(still_house, "t-1")
    assert states(still_house) == [("failed", 1), ("unknown", 2)]
    assert still_house.desk.read(asked(still_house).id).kind == "outcome"
    with still_house.rooms.storage.view() as unit:
        assert len(verdicts.of_thread(unit, "t-1")) == 2


def test_a_call_that_ends_late_answers_its_own_question(house: House) -> None:
    house.threads.send("t-1", script([("hang", {"seconds": 0.5})]), by="requester-1")
    house.runner.drain()
    question = asked(house)
    wait_for(lambda: states(house) == [("done", 1)])
    house.runner.drain()
    assert house.desk.read(question.id).state == "withdrawn"
    assert heard(house) == ["at last"]


def test_a_late_ending_leaves_the_question_about_another_attempt_alone(house: House) -> None:
    house.threads.send("t-1", script([("hang", {"seconds": 0.6})]), by="requester-1")
    house.runner.drain()
    house.desk.decide(asked(house).id, AGAIN, by="reviewer-1")
    house.runner.drain()
    second = asked(house)
    time.sleep(0.5)
    house.runner.drain()
    assert second.attempt == 2
    assert house.effects("t-1")[0].state == "failed"
    wait_for(lambda: states(house)[1][0] == "done")
    house.runner.drain()
    assert heard(house) == ["at last"]
