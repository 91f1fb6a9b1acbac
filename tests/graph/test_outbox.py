"""The outbox: what goes alone waits its time, in which it can be held; then it goes once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from domain.errors import CountersignError
from domain.request import RequestState
from domain.thread import StepStatus, ThreadStatus
from domain.verdict import Mode, Route
from graph.house import House
from storage import threads, verdicts
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, asked, decide, heard, open_test_house, say
from tests.fakes.model import script
from tests.fakes.papers import LAW_TEXT
from tests.fakes.records import TOOLS_NAME
from tests.fakes.world import happened

CALL = "call_1_1_1"
PROMOTE = script([("promote", {"to": "ann", "text": "mugs"})])
SENT = ["promote ann mugs"]


@pytest.fixture
def house(tmp_path: Path, world: Path, clock: StillClock) -> Iterator[House]:
    """A house whose sales mails wait for a minute, as the shipped law has it."""
    with open_test_house(tmp_path / "home", clock=clock, tools=TOOLS_NAME) as opened:
        yield opened


def due(house: House, clock: StillClock) -> list[str]:
    with house.rooms.storage.view() as unit:
        return threads.due(unit, clock.milliseconds, 10)


def staged(house: House) -> None:
    """A sales mail waits in the outbox."""
    say(house, PROMOTE)
    assert happened() == []


def test_a_sales_mail_goes_alone_when_its_minute_is_over(house: House, clock: StillClock) -> None:
    staged(house)
    with house.rooms.storage.view() as unit:
        row = verdicts.latest(unit, "t-1", CALL)
    assert row is not None
    assert (row["route"], row["mode"]) == (Route.AUTO.value, Mode.ON_THE_LOOP.value)
    assert (row["outbox_seconds"], house.desk.open_requests()) == (60, [])
    clock.step(seconds=59, milliseconds=999)
    assert due(house, clock) == []
    advance(house, "t-1")
    assert happened() == []
    clock.step(milliseconds=1)
    assert due(house, clock) == ["t-1"]
    advance(house, "t-1")
    assert happened() == SENT
    assert heard(house) == ["sent"]


def test_while_it_waits_the_plan_and_the_reviewers_see_when_it_goes(
    house: House, clock: StillClock
) -> None:
    staged(house)
    thread = house.threads.read("t-1")
    (step,) = thread.plan
    assert (thread.status, thread.in_outbox) == (ThreadStatus.WAITING, True)
    assert step.status is StepStatus.STAGED
    assert step.since == clock.now()
    assert step.until is not None
    assert (step.until - clock.now()).total_seconds() == 60
    (waiting,) = house.deeds.outbox("reviewer-1")
    assert (waiting.thread_id, waiting.call_id) == ("t-1", CALL)
    assert (waiting.summary, waiting.requested_by) == ("Promote · ann · mugs", "requester-1")
    assert waiting.goes_at == step.until
    clock.step(minutes=1)
    advance(house, "t-1")
    assert house.deeds.outbox("reviewer-1") == []
    assert not house.threads.list()[0].in_outbox


@pytest.mark.parametrize("by", ["requester-1", "reviewer-1", "lead-1"])
def test_held_it_waits_for_a_signature(house: House, clock: StillClock, by: str) -> None:
    staged(house)
    house.deeds.hold("t-1", CALL, by, "wrong price")
    assert house.deeds.outbox("reviewer-1") == []
    clock.step(minutes=2)
    advance(house, "t-1")
    request = asked(house)
    assert request.reasons[0].text == f"{by} (“wrong price”) took it out of the outbox."
    assert happened() == []
    thoughts = [thought.text for thought in house.threads.trace("t-1", 1)[0].thoughts]
    assert "Took it out of the outbox. “wrong price”" in thoughts
    decide(house, {"type": "approve"}, by="reviewer-2")
    assert happened() == SENT


def test_a_hold_is_heard_before_the_time_is_over(house: House) -> None:
    staged(house)
    house.deeds.hold("t-1", CALL, "reviewer-1")
    advance(house, "t-1")
    assert asked(house).reasons[0].text == "reviewer-1 took it out of the outbox."
    decide(house, {"type": "reject", "message": "no"}, by="reviewer-1")
    assert happened() == []


def test_what_was_held_never_goes_alone_again(house: House, clock: StillClock) -> None:
    staged(house)
    house.deeds.hold("t-1", CALL, "reviewer-1")
    advance(house, "t-1")
    house.halt(True, by="admin-1")
    house.desk.decide(asked(house).id, {"type": "approve"}, by="reviewer-2")
    # The signature lapses while the house is halted, so the law is asked once more.
    clock.step(hours=1)
    house.halt(False, by="admin-1")
    advance(house, "t-1")
    clock.step(hours=1)
    advance(house, "t-1")
    assert happened() == []
    assert asked(house).reasons[0].code == "held"


@pytest.mark.parametrize(
    ("by", "code"),
    [("requester-2", "not_yours"), ("operator-1", "not_yours"), ("admin-1", "not_yours")],
)
def test_strangers_hold_nothing(house: House, by: str, code: str) -> None:
    staged(house)
    assert _refused(house, by) == code
    assert len(house.deeds.outbox("reviewer-1")) == 1


def test_of_two_who_hold_it_one_is_told_who_was_first(house: House) -> None:
    staged(house)
    house.deeds.hold("t-1", CALL, "reviewer-1")
    assert _refused(house, "reviewer-2") == "already_held"


def test_too_late_is_said(house: House, clock: StillClock) -> None:
    staged(house)
    clock.step(minutes=1)
    advance(house, "t-1")
    assert _refused(house, "reviewer-1") == "already_acting"
    say(house, script([("unpublish", {"record": 1})]))
    assert _refused(house, "reviewer-1", "call_2_1_1") == "not_staged"
    assert _refused(house, "reviewer-1", "call_9_1_1") == "action_unknown"


def test_only_those_who_judge_see_the_whole_outbox(house: House) -> None:
    with pytest.raises(CountersignError) as refused:
        house.deeds.outbox("requester-1")
    assert refused.value.code == "role_missing"


def test_stopped_it_never_goes_and_the_turn_ends_at_once(house: House, clock: StillClock) -> None:
    staged(house)
    house.threads.stop("t-1", by="requester-1")
    assert due(house, clock) == ["t-1"]
    advance(house, "t-1")
    thread = house.threads.read("t-1")
    assert thread.status is ThreadStatus.IDLE
    assert "Not done:" in thread.messages[-1].text
    clock.step(minutes=2)
    advance(house, "t-1")
    assert happened() == []
    assert _refused(house, "reviewer-1") == "not_staged"


def test_what_waits_beside_it_is_not_held_up(house: House, clock: StillClock) -> None:
    both = [("promote", {"to": "ann", "text": "mugs"}), ("unpublish", {"record": 1})]
    say(house, script(both))
    decide(house, {"type": "approve"})
    assert happened() == ["unpublish 1"]
    clock.step(minutes=1)
    advance(house, "t-1")
    assert happened() == ["unpublish 1", *SENT]
    assert house.threads.read("t-1").status is ThreadStatus.IDLE


def test_a_clock_that_is_set_back_begins_the_wait_anew(house: House, clock: StillClock) -> None:
    staged(house)
    clock.step(hours=-5)
    advance(house, "t-1")
    clock.step(seconds=59)
    advance(house, "t-1")
    assert happened() == []
    clock.step(seconds=1)
    advance(house, "t-1")
    assert happened() == SENT


def test_a_wait_of_many_hours_is_slept_in_legs(
    tmp_path: Path, world: Path, clock: StillClock
) -> None:
    law = tmp_path / "law.toml"
    law.write_text(f"{LAW_TEXT}\n[tools.promote]\noutbox_seconds = 18000\n")
    with open_test_house(tmp_path / "home", clock=clock, tools=TOOLS_NAME, policy=law) as house:
        staged(house)
        for _ in range(4):
            assert due(house, clock) == []
            clock.step(hours=1)
            assert due(house, clock) == ["t-1"]
            advance(house, "t-1")
            assert happened() == []
        assert (house.deeds.outbox("lead-1")[0].goes_at - clock.now()).total_seconds() == 3600
        clock.step(hours=1)
        advance(house, "t-1")
        assert happened() == SENT


def test_a_halted_house_keeps_what_is_due_and_lets_it_go_afterwards(
    house: House, clock: StillClock
) -> None:
    staged(house)
    house.halt(True, by="admin-1")
    clock.step(minutes=2)
    advance(house, "t-1")
    assert happened() == []
    assert len(house.deeds.outbox("reviewer-1")) == 1
    house.halt(False, by="admin-1")
    clock.step(seconds=2)
    advance(house, "t-1")
    assert happened() == SENT


def test_a_held_action_that_is_edited_is_not_staged_again(house: House, clock: StillClock) -> None:
    staged(house)
    house.deeds.hold("t-1", CALL, "requester-1")
    advance(house, "t-1")
    edited = {"type": "edit", "name": "promote", "arguments": {"to": "ann", "text": "pots"}}
    request = asked(house)
    assert house.desk.decide(request.id, edited, by="reviewer-1").state is RequestState.DECIDED
    advance(house, "t-1")
    assert happened() == ["promote ann pots"]


def _refused(house: House, by: str, call_id: str = CALL) -> str:
    with pytest.raises(CountersignError) as told:
        house.deeds.hold("t-1", call_id, by)
    return told.value.code


def test_of_a_hold_and_a_start_at_the_same_moment_one_wins_and_the_other_is_told(
    house: House, clock: StillClock
) -> None:
    outcomes = []
    for number in range(20):
        thread_id = f"t-{number}"
        say(house, PROMOTE, thread_id)
        clock.step(minutes=1)
        outcomes.append(_raced(house, thread_id))
    assert set(outcomes) <= {("already_acting", 1), ("held", 0)}
    assert happened() == SENT * sum(sent for _, sent in outcomes)


def _raced(house: House, thread_id: str) -> tuple[str, int]:
    """What the one who holds is told, and how many mails went."""
    before, gate = len(happened()), Barrier(2)

    def hold() -> str:
        gate.wait()
        try:
            house.deeds.hold(thread_id, CALL, "reviewer-1")
        except CountersignError as refused:
            return refused.code
        return "held"

    with ThreadPoolExecutor(1) as pool:
        told = pool.submit(hold)
        gate.wait()
        advance(house, thread_id)
        answer = told.result()
    return answer, len(happened()) - before
