"""test_escalate: the third same failure hands the whole task to a lead, also over a restart."""

from pathlib import Path
from typing import Any

import pytest

from domain.errors import Forbidden, Invalid
from domain.request import Request, RequestKind
from graph.house import House
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, heard, open_test_house, say
from tests.fakes.model import script
from tests.fakes.world import happened

FAIL = [("refuse", {"reason": "cert"})]
AFTER = [("note", {"text": "after"})]
STORY = script(FAIL, FAIL, FAIL, AFTER)


def escalation(house: House) -> Request:
    (request,) = [
        request for request in house.desk.open_requests() if request.kind is RequestKind.ESCALATION
    ]
    return request


def decide(house: House, decision: dict[str, Any]) -> None:
    house.desk.decide(escalation(house).id, decision, by="lead-1")
    advance(house, "t-1")


def test_two_failures_are_told_and_the_third_goes_to_a_lead(house: House) -> None:
    say(house, STORY)
    assert len(heard(house)) == 2
    assert escalation(house).failures == ("refused: cert",) * 3
    assert escalation(house).route == "lead"
    assert happened() == []


def test_a_reviewer_who_is_no_lead_cannot_decide_it(house: House) -> None:
    say(house, STORY)
    with pytest.raises(Forbidden):
        house.desk.decide(escalation(house).id, {"type": "approve"}, by="reviewer-1")


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ({"type": "respond", "message": "done by phone"}, "done by phone"),
        ({"type": "order", "message": "use the other door"}, "use the other door"),
        ({"type": "reject", "message": "leave it"}, "gave up"),
    ],
)
def test_what_the_lead_says_is_heard_and_the_turn_goes_on(
    house: House, decision: dict[str, Any], words: str
) -> None:
    say(house, STORY)
    decide(house, decision)
    assert words in heard(house)[2]
    assert happened() == ["note after"]


def test_an_order_without_words_is_refused(house: House) -> None:
    say(house, STORY)
    with pytest.raises(Invalid) as refused:
        house.desk.decide(escalation(house).id, {"type": "order"}, by="lead-1")
    assert refused.value.code == "message_missing"


def test_a_retry_that_fails_again_comes_back_with_one_failure_more(house: House) -> None:
    say(house, STORY)
    decide(house, {"type": "approve"})
    assert len(escalation(house).failures) == 4
    assert len(house.effects("t-1")) == 4


def test_a_lapsed_word_of_a_lead_is_a_leads_again_though_the_law_lets_it_go_alone(
    still_house: House, clock: StillClock
) -> None:
    house = still_house
    say(house, STORY)
    house.halt(True, by="admin-1")
    decide(house, {"type": "approve"})
    clock.step(seconds=900)
    house.halt(False, by="admin-1")
    advance(house, "t-1")
    (again,) = house.desk.open_requests()
    assert (again.kind, again.route, again.attempt) == (RequestKind.APPROVAL, "lead", 2)
    assert [reason.code for reason in again.reasons] == ["breaker", "retry"]
    assert len(house.effects("t-1")) == 3
    with pytest.raises(Forbidden):
        house.desk.decide(again.id, {"type": "approve"}, by="reviewer-1")
    house.desk.decide(again.id, {"type": "approve"}, by="lead-1")
    advance(house, "t-1")
    assert len(house.effects("t-1")) == 4
    assert len(escalation(house).failures) == 4


def test_a_retry_with_changed_arguments_runs_what_the_lead_signed(house: House) -> None:
    say(house, STORY)
    edited = {"name": "refuse", "args": {"reason": "other"}}
    decide(house, {"type": "edit", "edited_action": edited})
    assert house.effects("t-1")[3].arguments == {"reason": "other"}


def test_while_a_lead_has_the_task_no_other_action_of_the_thread_starts(house: House) -> None:
    say(house, script(FAIL, FAIL, [*FAIL, ("pay", {"to": "ann", "amount_minor": 5})], AFTER))
    payment = next(r for r in house.desk.open_requests() if r.kind is RequestKind.APPROVAL)
    house.desk.decide(payment.id, {"type": "approve"}, by="reviewer-1")
    advance(house, "t-1")
    assert happened() == []

    decide(house, {"type": "reject"})
    assert happened() == ["pay ann 5", "note after"]


def test_the_count_survives_a_restart(tmp_path: Path, world: Path) -> None:
    with open_test_house(tmp_path) as house:
        say(house, script(FAIL, FAIL))
    with open_test_house(tmp_path) as house:
        say(house, script(FAIL))
        assert len(escalation(house).failures) == 3


def test_a_success_between_resets_the_count_of_the_tool(house: House) -> None:
    say(house, script(FAIL, FAIL, [("note", {"text": "n"})]))
    assert house.desk.open_requests() == []


def test_what_failed_often_enough_is_not_tried_again_by_itself(house: House) -> None:
    say(house, STORY)
    decide(house, {"type": "reject"})
    say(house, script(FAIL))
    assert "not tried again" in heard(house)[-1]
    assert len(house.effects("t-1")) == 4  # three failures and the note after them


def test_a_lead_takes_over_speaks_and_hands_back(house: House) -> None:
    say(house, STORY)
    decide(house, {"type": "take_over"})
    assert house.threads.read("t-1").taken_over_by == "lead-1"

    house.takeovers.speak("t-1", "I will call you.", by="lead-1")
    say(house, script(AFTER))
    assert happened() == []

    house.takeovers.hand_back("t-1", by="lead-1")
    advance(house, "t-1")
    said = house.threads.read("t-1").messages
    assert ("lead-1", "I will call you.") in [(m.by, m.text) for m in said]
    assert happened() == ["note after"]


def test_only_who_took_over_speaks_and_hands_back(house: House) -> None:
    say(house, STORY)
    decide(house, {"type": "take_over"})
    for stranger in ("reviewer-1", "requester-1", "admin-1"):
        with pytest.raises(Forbidden):
            house.takeovers.speak("t-1", "hello", by=stranger)
        with pytest.raises(Forbidden):
            house.takeovers.hand_back("t-1", by=stranger)


def test_a_rejected_call_does_not_come_back_with_one_argument_changed(house: House) -> None:
    say(
        house,
        script(
            [("pay", {"to": "ann", "amount_minor": 500})],
            [("pay", {"to": "ann", "amount_minor": 499})],
            [("pay", {"to": "bob", "amount_minor": 7})],
        ),
    )
    (first,) = house.desk.open_requests()
    house.desk.decide(first.id, {"type": "reject", "message": "no"}, by="reviewer-1")
    advance(house, "t-1")
    assert "already" in heard(house)[1]
    (other,) = house.desk.open_requests()
    assert other.action.arguments == {"to": "bob", "amount_minor": 7}
