"""What acts first is looked at afterwards: filed with its effect, followed once, silent if not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.errors import CountersignError
from domain.request import Request, RequestKind, RequestState
from domain.thread import StepStatus, ThreadStatus
from domain.verdict import Route
from graph.house import House
from graph.sweep import sweep
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, asked, heard, open_test_house, say
from tests.fakes.model import script
from tests.fakes.records import LAW_TEXT_OF_RECORDS, TOOLS_NAME
from tests.fakes.world import happened

RENAME = script([("rename", {"record": 7, "name": "new"})])


@pytest.fixture
def house(tmp_path: Path, world: Path, clock: StillClock) -> Iterator[House]:
    """A house in which every new name is looked at afterwards."""
    law = tmp_path / "law.toml"
    law.write_text(LAW_TEXT_OF_RECORDS)
    with open_test_house(tmp_path / "home", clock=clock, tools=TOOLS_NAME, policy=law) as opened:
        yield opened


def renamed(house: House) -> Request:
    """A record has its new name, and somebody shall look."""
    say(house, RENAME)
    return asked(house)


def rejected(remedy: str, message: str = "that is another record") -> dict[str, Any]:
    return {"type": "reject", "message": message, "content": {"remedy": remedy}}


def test_what_was_done_is_put_before_a_reviewer_and_the_thread_goes_on(house: House) -> None:
    recheck = renamed(house)
    thread = house.threads.read("t-1")
    assert happened() == ["rename 7 new"]
    assert (recheck.kind, recheck.route) == (RequestKind.RECHECK, Route.RECHECK)
    assert recheck.summary == "Was it right? Rename · 7 · new"
    assert recheck.deed is not None
    assert '"previous": "old"' in recheck.deed.result
    assert (recheck.deed.undo, recheck.deed.arguments) == ("rename", {"record": 7, "name": "old"})
    assert (recheck.decide_by - recheck.opened_at).total_seconds() == 3600
    assert thread.status is ThreadStatus.IDLE
    assert thread.waits_for == ()
    assert thread.messages[-1].text.startswith("Done.")
    (step,) = thread.plan
    assert (step.status, step.afterwards) == (StepStatus.DONE, "A reviewer looks at it, too.")


def test_it_is_late_when_its_window_ends_and_not_before(house: House, clock: StillClock) -> None:
    renamed(house)
    clock.step(seconds=3599)
    assert house.desk.queue("reviewer-1").figures.late == 0


def test_what_is_fine_changes_nothing_and_wakes_nobody(house: House) -> None:
    recheck = renamed(house)
    before = house.threads.read("t-1").updated_at
    decided = house.desk.decide(recheck.id, {"type": "approve"}, by="reviewer-1")
    thread = house.threads.read("t-1")
    assert decided.state is RequestState.APPLIED
    assert (thread.status, thread.updated_at) == (ThreadStatus.IDLE, before)
    assert thread.plan[0].afterwards == "reviewer-1 looked at it afterwards: it is fine."
    assert happened() == ["rename 7 new"]


def test_when_nobody_looks_it_lapses_without_a_word(house: House, clock: StillClock) -> None:
    recheck = renamed(house)
    before = house.threads.read("t-1").updated_at
    clock.step(hours=1, seconds=1)
    sweep(house.rooms)
    assert house.desk.read(recheck.id).state is RequestState.EXPIRED
    thread = house.threads.read("t-1")
    assert (thread.status, thread.updated_at) == (ThreadStatus.IDLE, before)
    assert thread.plan[0].afterwards == "Nobody looked at it afterwards."
    (event,) = [each for each in house.trail.read("t-1") if each.event == "request.expired"]
    assert event.payload is not None
    assert event.payload["why"] == "nobody looked"


def test_a_follow_up_reaches_the_agent_as_a_letter_of_the_house(house: House) -> None:
    recheck = renamed(house)
    house.desk.decide(recheck.id, rejected("follow_up", "tell them why"), by="reviewer-1")
    advance(house, "t-1")
    thread = house.threads.read("t-1")
    (letter,) = [message for message in thread.messages if message.speaker == "house"]
    assert "tell them why" in letter.text
    assert "Rename · 7 · new" in letter.text
    assert (letter.about, letter.heard) == ("call_1_1_1", True)
    assert thread.messages[-1].turn == 2
    assert happened() == ["rename 7 new"]
    assert "asked for a follow-up" in thread.plan[0].afterwards


def test_an_alert_asks_a_lead_who_has_as_long_and_is_the_last(house: House) -> None:
    recheck = renamed(house)
    house.desk.decide(recheck.id, rejected("alert", "is this fraud?"), by="reviewer-1")
    alert = asked(house)
    assert (alert.kind, alert.route) == (RequestKind.RECHECK, Route.LEAD)
    assert alert.reasons[0].text == "reviewer-1 raises an alert: “is this fraud?”"
    assert (
        house.threads.read("t-1").plan[0].afterwards == "An alert was raised; a lead looks at it."
    )
    for by, decision, code in (
        ("reviewer-2", {"type": "approve"}, "role_missing"),
        ("lead-1", rejected("alert"), "lead_decides"),
    ):
        with pytest.raises(CountersignError) as refused:
            house.desk.decide(alert.id, decision, by=by)
        assert refused.value.code == code
        assert asked(house).version == alert.version
    house.desk.decide(alert.id, {"type": "approve"}, by="lead-1")
    assert house.desk.open_requests() == []


def test_undone_it_is_undone_once_and_the_agent_hears_of_it(house: House) -> None:
    recheck = renamed(house)
    house.desk.decide(recheck.id, rejected("undo"), by="reviewer-1")
    assert house.threads.read("t-1").plan[0].afterwards == (
        "reviewer-1 ordered that it be taken back; it is under way. “that is another record”"
    )
    advance(house, "t-1")
    assert happened() == ["rename 7 new", "rename 7 old"]
    thread = house.threads.read("t-1")
    assert thread.plan[0].afterwards == "reviewer-1 took it back. “that is another record”"
    assert thread.messages[-1].text.startswith("Done.")
    assert thread.messages[-1].turn == 2
    assert '"name": "old"' in heard(house)[-1]
    assert house.desk.open_requests() == []


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        ({"type": "reject", "message": "wrong"}, "remedy_missing"),
        ({"type": "reject", "message": "wrong", "content": {"remedy": "sue"}}, "remedy_missing"),
        ({"type": "reject", "message": "wrong", "content": {"remedy": ["undo"]}}, "remedy_missing"),
        (rejected("undo", "  "), "message_missing"),
        ({"type": "edit", "name": "rename", "arguments": {}}, "decision_misplaced"),
        ({"type": "respond", "message": "x"}, "decision_misplaced"),
    ],
)
def test_what_does_not_say_what_follows_decides_nothing(
    house: House, decision: dict[str, Any], code: str
) -> None:
    recheck = renamed(house)
    with pytest.raises(CountersignError) as refused:
        house.desk.decide(recheck.id, decision, by="reviewer-1")
    assert refused.value.code == code
    assert asked(house) == recheck


def test_its_requester_does_not_judge_it(house: House) -> None:
    recheck = renamed(house)
    house.people.change_roles("requester-1", ["requester", "reviewer"], by="admin-1")
    with pytest.raises(CountersignError) as refused:
        house.desk.decide(recheck.id, {"type": "approve"}, by="requester-1")
    assert refused.value.code == "own_request"


def test_a_stop_leaves_the_look_afterwards_on_the_desk(house: House) -> None:
    recheck = renamed(house)
    house.threads.stop("t-1", by="requester-1")
    advance(house, "t-1")
    assert asked(house).id == recheck.id


def test_what_a_person_found_out_to_have_happened_is_looked_at_too(house: House) -> None:
    say(house, script([("vanish", {"record": 7})]))
    question = asked(house)
    assert question.kind is RequestKind.OUTCOME
    house.desk.decide(
        question.id, {"action": "accept", "content": {"happened": True}}, by="reviewer-1"
    )
    advance(house, "t-1")
    recheck = asked(house)
    assert recheck.kind is RequestKind.RECHECK
    assert recheck.deed is not None
    assert recheck.deed.undo == ""
    assert "by hand" in recheck.deed.hindrance
    with pytest.raises(CountersignError) as refused:
        house.desk.decide(recheck.id, rejected("undo"), by="reviewer-1")
    assert refused.value.code == "undo_incomplete"
    assert asked(house) == recheck
