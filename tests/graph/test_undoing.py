"""Taking back what was done: ordered once, judged like any call, signed by who ordered it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import CountersignError
from domain.request import Request, RequestKind
from domain.thread import StepStatus
from domain.verdict import Route
from graph.house import House
from storage import verdicts
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, asked, decide, heard, open_test_house, say
from tests.fakes.model import script
from tests.fakes.papers import LAW_TEXT
from tests.fakes.records import TOOLS_NAME
from tests.fakes.world import happened

CALL, UNDOING = "call_1_1_1", "call_2_1_1"


@pytest.fixture
def house(tmp_path: Path, world: Path, clock: StillClock) -> Iterator[House]:
    """A house with tools that can be taken back."""
    with open_test_house(tmp_path / "home", clock=clock, tools=TOOLS_NAME) as opened:
        yield opened


def do(house: House, tool: str, **arguments: object) -> None:
    """Have something done that nobody has to sign for."""
    say(house, script([(tool, arguments)]))
    assert house.effects("t-1")[-1].state == "done"


def take_back(house: House, call_id: str = CALL, by: str = "reviewer-1", why: str = "") -> None:
    house.deeds.take_back("t-1", call_id, by, why)
    advance(house, "t-1")


def refused(house: House, by: str, call_id: str = CALL) -> str:
    """With which code an order is refused; it changes nothing."""
    before = (house.threads.read("t-1"), house.trail.read("t-1"))
    with pytest.raises(CountersignError) as told:
        house.deeds.take_back("t-1", call_id, by)
    assert (house.threads.read("t-1"), house.trail.read("t-1")) == before
    return told.value.code


def test_what_goes_alone_is_taken_back_alone(house: House) -> None:
    do(house, "rename", record=7, name="new")
    assert house.threads.read("t-1").plan[0].undo == "rename"
    take_back(house, why="wrong record")
    assert happened() == ["rename 7 new", "rename 7 old"]
    assert house.desk.open_requests() == []
    first, undo = house.threads.read("t-1").plan
    assert (first.afterwards, first.undo) == ("reviewer-1 took it back. “wrong record”", "")
    assert (undo.call_id, undo.status, undo.undo) == (UNDOING, StepStatus.DONE, "rename")
    (letter,) = [m for m in house.threads.read("t-1").messages if m.speaker == "house"]
    assert "reviewer-1 takes this back: Rename · 7 · new. “wrong record”" in letter.text
    assert refused(house, "reviewer-2") == "already_undone"
    first_thought = house.threads.trace("t-1", 2)[0].thoughts[0]
    assert (first_thought.by, first_thought.text) == (
        "reviewer-1",
        "Ordered that something be taken back. “wrong record”",
    )


def test_the_order_is_its_authors_signature_where_the_law_wants_one(house: House) -> None:
    do(house, "publish", record=7)
    take_back(house, why="not ready")
    assert happened() == ["publish 7", "unpublish 7"]
    effect = house.effects("t-1")[-1]
    request = house.desk.read(effect.request_id)
    assert (request.kind, request.route) == (RequestKind.APPROVAL, Route.REVIEW)
    assert request.signed_by == ("reviewer-1",)
    assert request.requested_by == "requester-1"
    assert request.reasons[0].text == "reviewer-1 takes this back: Publish · 7. “not ready”"
    assert heard(house)[-1] == "gone"


def test_an_order_is_no_guess_that_anybody_must_be_sure_of(tmp_path: Path, world: Path) -> None:
    silent = LAW_TEXT.replace("unstated = 0.85", "unstated = 0.0")
    strict = silent.replace('below_floor = "ask"', 'below_floor = "refuse"')
    drawn = strict.replace("uncalibrated_sample = 0.0", "uncalibrated_sample = 1.0")
    with _under(tmp_path, "", drawn) as house:
        say(house, script([("rename", {"record": 7, "name": "new", "_confidence": 1.0})]))
        decide(house, {"type": "approve"})
        take_back(house)
        assert happened() == ["rename 7 new", "rename 7 old"]
        assert house.desk.open_requests() == []
        with house.rooms.storage.view() as unit:
            verdict = verdicts.latest(unit, "t-1", UNDOING)
    assert verdict is not None
    assert (verdict["route"], verdicts.inputs_of(verdict)["context"]["guessed"]) == ("auto", False)


def test_what_the_agent_takes_back_by_itself_is_its_guess(tmp_path: Path, world: Path) -> None:
    silent = LAW_TEXT.replace("unstated = 0.85", "unstated = 0.0")
    strict = silent.replace('below_floor = "ask"', 'below_floor = "refuse"')
    with _under(tmp_path, "", strict) as house:
        say(house, script([("rename", {"record": 7, "name": "old"})]))
        assert happened() == []
        assert "The law refuses this call" in heard(house)[-1]


def waiting(house: House) -> Request:
    """The request that an order has led to, with no signature yet."""
    request = asked(house)
    assert (request.kind, request.signed_by) == (RequestKind.APPROVAL, ())
    assert happened() == ["publish 7"]
    return request


def test_what_takes_a_lead_waits_for_one_when_a_reviewer_orders_it(
    tmp_path: Path, world: Path
) -> None:
    with _under(tmp_path, '[tools.unpublish]\nrole = "lead"') as house:
        do(house, "publish", record=7)
        take_back(house)
        waiting(house)
        assert "under way" in house.threads.read("t-1").plan[0].afterwards
        decide(house, {"type": "approve"}, by="lead-1")
        assert happened() == ["publish 7", "unpublish 7"]


def test_two_signatures_are_one_more_than_the_order(tmp_path: Path, world: Path) -> None:
    text = LAW_TEXT.replace('irreversible_external = "review"', 'irreversible_external = "two"')
    with _under(tmp_path, "", text) as house:
        do(house, "publish", record=7)
        take_back(house)
        assert asked(house).signed_by == ("reviewer-1",)
        assert happened() == ["publish 7"]
        decide(house, {"type": "approve"}, by="reviewer-2")
        assert happened() == ["publish 7", "unpublish 7"]


def test_a_checklist_is_not_ticked_by_an_order(tmp_path: Path, world: Path) -> None:
    with _under(tmp_path, '[tools.unpublish]\nchecklist = ["Nobody reads it"]') as house:
        do(house, "publish", record=7)
        take_back(house)
        waiting(house)
        decide(house, {"type": "approve", "checked": ["Nobody reads it"]}, by="reviewer-1")
        assert happened() == ["publish 7", "unpublish 7"]


def test_an_old_order_is_no_signature_any_more(house: House, clock: StillClock) -> None:
    do(house, "publish", record=7)
    house.deeds.take_back("t-1", CALL, "reviewer-1")
    clock.step(minutes=15)
    advance(house, "t-1")
    waiting(house)


def test_who_has_lost_the_role_since_has_signed_nothing(house: House) -> None:
    do(house, "publish", record=7)
    house.deeds.take_back("t-1", CALL, "reviewer-1")
    house.people.change_roles("reviewer-1", ["operator"], by="admin-1")
    advance(house, "t-1")
    waiting(house)


def test_what_the_law_refuses_is_refused_at_once(tmp_path: Path, world: Path) -> None:
    with _under(tmp_path, "[tools.unpublish]\nplan_first = true") as house:
        do(house, "publish", record=7)
        assert refused(house, "reviewer-1") == "undo_refused"


@pytest.mark.parametrize(
    ("by", "code"),
    [
        ("requester-1", "role_missing"),
        ("requester-2", "role_missing"),
        ("operator-1", "role_missing"),
        ("admin-1", "role_missing"),
        ("nobody", "person_unknown"),
    ],
)
def test_who_could_not_have_signed_for_it_takes_nothing_back(
    house: House, by: str, code: str
) -> None:
    do(house, "rename", record=7, name="new")
    assert refused(house, by) == code


def test_nobody_takes_back_what_was_done_for_themselves(house: House) -> None:
    house.people.change_roles("requester-1", ["requester", "reviewer", "lead"], by="admin-1")
    do(house, "rename", record=7, name="new")
    assert refused(house, "requester-1") == "own_request"


def test_what_a_lead_signed_for_is_not_a_reviewers_to_take_back(
    tmp_path: Path, world: Path
) -> None:
    with _under(tmp_path, '[tools.publish]\nautonomy = 0.0\nrole = "lead"') as house:
        say(house, script([("publish", {"record": 7})]))
        decide(house, {"type": "approve"}, by="lead-1")
        assert refused(house, "reviewer-1") == "skill_missing"
        take_back(house, by="lead-1")
        assert happened() == ["publish 7", "unpublish 7"]


def test_a_second_order_hears_of_the_first_while_it_is_under_way(house: House) -> None:
    do(house, "rename", record=7, name="new")
    house.deeds.take_back("t-1", CALL, "reviewer-1")
    assert refused(house, "reviewer-2") == "already_ordered"
    advance(house, "t-1")
    assert happened() == ["rename 7 new", "rename 7 old"]


def test_what_failed_to_be_taken_back_can_be_ordered_again(house: House) -> None:
    do(house, "break_off", record=7)
    take_back(house)
    assert heard(house)[-1] == "It failed, nothing happened: cannot mend 7"
    first = house.threads.read("t-1").plan[0]
    assert first.afterwards == "reviewer-1 ordered that it be taken back, but that was not done."
    assert first.undo == "mend"
    take_back(house, by="reviewer-2")
    assert [step.status for step in house.threads.read("t-1").plan] == [
        StepStatus.DONE,
        StepStatus.FAILED,
        StepStatus.FAILED,
    ]


def test_what_was_rejected_can_be_ordered_again(house: House, clock: StillClock) -> None:
    do(house, "publish", record=7)
    house.deeds.take_back("t-1", CALL, "reviewer-1")
    clock.step(minutes=15)
    advance(house, "t-1")
    decide(house, {"type": "reject"}, by="reviewer-2")
    assert happened() == ["publish 7"]
    take_back(house)
    assert happened() == ["publish 7", "unpublish 7"]


def test_an_undo_can_itself_be_taken_back(house: House) -> None:
    do(house, "rename", record=7, name="new")
    take_back(house)
    take_back(house, UNDOING, by="reviewer-2")
    assert happened() == ["rename 7 new", "rename 7 old", "rename 7 new"]


def test_what_nothing_takes_back_says_so(house: House) -> None:
    say(house, script([("mend", {"record": 7})]))
    assert refused(house, "reviewer-1") == "not_done"
    assert refused(house, "reviewer-1", "call_9_9_9") == "action_unknown"
    say(house, script([("unpublish", {"record": 7})]))
    decide(house, {"type": "approve"})
    assert refused(house, "reviewer-1", "call_2_1_1") == "undo_missing"


def test_a_conversation_in_a_persons_hand_has_to_be_handed_back_first(house: House) -> None:
    do(house, "rename", record=7, name="new")
    house.takeovers.take("t-1", by="lead-1")
    assert refused(house, "reviewer-1") == "taken_over"


def test_a_stop_of_the_requester_does_not_reach_what_a_reviewer_ordered(house: House) -> None:
    do(house, "publish", record=7)
    house.deeds.take_back("t-1", CALL, "reviewer-1")
    house.threads.stop("t-1", by="requester-1")
    advance(house, "t-1")
    assert happened() == ["publish 7", "unpublish 7"]
    assert house.threads.read("t-1").messages[-1].text.startswith("Stopped, as you asked.")


def test_nor_does_it_withdraw_the_request_that_an_order_led_to(
    house: House, clock: StillClock
) -> None:
    do(house, "publish", record=7)
    house.deeds.take_back("t-1", CALL, "reviewer-1")
    clock.step(minutes=15)
    advance(house, "t-1")
    request = waiting(house)
    house.threads.stop("t-1", by="requester-1")
    advance(house, "t-1")
    with pytest.raises(CountersignError) as told:
        house.desk.withdraw(request.id, by="requester-1")
    assert told.value.code == "not_yours"
    decide(house, {"type": "approve"}, by="reviewer-2")
    assert happened() == ["publish 7", "unpublish 7"]


def test_an_order_and_a_new_message_are_heard_together(house: House) -> None:
    do(house, "rename", record=7, name="new")
    house.deeds.take_back("t-1", CALL, "reviewer-1")
    # The scripted model counts what the house proposes as its own first step.
    say(house, script([], [("rename", {"record": 8, "name": "other"})]))
    assert happened() == ["rename 7 new", "rename 7 old", "rename 8 other"]


def test_a_rehearsal_takes_nothing_back(house: House) -> None:
    do(house, "rename", record=7, name="new")
    take_back(house)
    fork = house.threads.fork("t-1", by="requester-1", turn=2)
    advance(house, fork)
    assert happened() == ["rename 7 new", "rename 7 old"]
    assert house.effects(fork) == []


def _under(tmp_path: Path, terms: str, text: str = LAW_TEXT) -> House:
    law = tmp_path / "law.toml"
    law.write_text(f"{text}\n{terms}\n")
    return open_test_house(tmp_path / "home", tools=TOOLS_NAME, policy=law)
