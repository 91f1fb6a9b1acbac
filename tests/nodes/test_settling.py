"""test_settling: an action comes to its end through its rows, however often its node is entered."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.house import House
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, asked, decide, heard, open_test_house, say, states
from tests.fakes.model import script
from tests.fakes.world import happened

PAY = script([("pay", {"to": "ann", "amount_minor": 500})])
HAPPENED = {"action": "accept", "content": {"happened": True}}
AGAIN = {"action": "accept", "content": {"happened": False, "retry": True}}


def test_what_the_law_allows_happens_at_once(house: House) -> None:
    say(house, script([("note", {"text": "a"})]))
    assert (happened(), heard(house)) == (["note a"], ["noted"])
    (effect,) = house.effects("t-1")
    assert (effect.request_id, effect.state) == ("auto", "done")
    assert effect.reason


def test_what_needs_a_signature_waits_for_it_and_then_happens_once(house: House) -> None:
    say(house, PAY)
    assert (happened(), house.threads.read("t-1").status) == ([], "waiting")
    request = asked(house)
    decide(house, {"type": "approve"})
    for _ in range(3):
        advance(house, "t-1")
    assert happened() == ["pay ann 500"]
    assert house.effects("t-1")[0].request_id == request.id
    assert house.desk.read(request.id).state == "applied"


def test_looking_in_while_nobody_has_decided_changes_nothing(house: House) -> None:
    say(house, PAY)
    before = asked(house)
    for _ in range(3):
        advance(house, "t-1")
    assert asked(house) == before
    assert happened() == []


@pytest.mark.parametrize(
    ("decision", "word", "status"),
    [
        ({"type": "reject", "message": "too much"}, "too much", "refused"),
        ({"type": "respond", "message": "it is paid already"}, "it is paid already", "done"),
    ],
)
def test_what_a_person_says_instead_reaches_the_model(
    house: House, decision: dict[str, Any], word: str, status: str
) -> None:
    say(house, PAY)
    decide(house, decision)
    assert word in heard(house)[0]
    assert (happened(), house.effects("t-1")) == ([], [])
    assert house.threads.read("t-1").plan[0].status == status


def test_an_edited_action_runs_as_it_was_edited(house: House) -> None:
    say(house, PAY)
    args = {"to": "bob", "amount_minor": "400"}
    decide(house, {"type": "edit", "edited_action": {"name": "pay", "args": args}})
    assert happened() == ["pay bob 400"]
    assert house.effects("t-1")[0].arguments == {"to": "bob", "amount_minor": 400}


def test_one_branch_does_not_wait_for_the_decision_of_another(house: House) -> None:
    pays = [("pay", {"to": name, "amount_minor": 500}) for name in ("ann", "bob")]
    say(house, script([*pays, ("note", {"text": "a"})]))
    assert happened() == ["note a"]
    first, second = house.desk.open_requests()
    house.desk.decide(second.id, {"type": "approve"}, by="reviewer-1")
    advance(house, "t-1")
    assert happened() == ["note a", f"pay {second.action.arguments['to']} 500"]
    house.desk.decide(first.id, {"type": "reject"}, by="reviewer-1")
    advance(house, "t-1")
    assert house.threads.read("t-1").status == "idle"


def test_what_a_tool_says_did_not_happen_is_told_as_failed(house: House) -> None:
    say(house, script([("refuse", {"reason": "closed"})]))
    assert "refused: closed" in heard(house)[0]
    assert states(house) == [("failed", 1)]


def test_a_decision_that_lapsed_before_it_was_used_is_asked_for_again(
    still_house: House, clock: StillClock
) -> None:
    say(still_house, PAY)
    old = asked(still_house)
    still_house.desk.decide(old.id, {"type": "approve"}, by="reviewer-1")
    clock.step(seconds=900)
    advance(still_house, "t-1")
    assert happened() == []
    assert still_house.desk.read(old.id).state == "superseded"
    assert asked(still_house).id != old.id
    decide(still_house, {"type": "approve"})
    assert happened() == ["pay ann 500"]


def test_the_kill_switch_holds_everything_and_lets_it_go_on(
    still_house: House, clock: StillClock
) -> None:
    still_house.halt(True, by="admin-1")
    say(still_house, script([("note", {"text": "a"}), ("pay", {"to": "ann", "amount_minor": 5})]))
    decide(still_house, {"type": "approve"})
    assert (happened(), still_house.threads.read("t-1").status) == ([], "waiting")
    still_house.halt(False, by="admin-1")
    clock.step(seconds=3)
    advance(still_house, "t-1")
    assert sorted(happened()) == ["note a", "pay ann 5"]


def cut_off(at: str) -> Callable[[str], None]:
    """A boundary that dies the first time it is reached."""
    died: list[str] = []

    def boundary(name: str) -> None:
        if name == at and not died:
            died.append(name)
            raise RuntimeError(name)

    return boundary


@pytest.mark.parametrize("at", ["before call", "after call"])
def test_a_call_that_was_cut_off_is_asked_about_after_its_deadline_and_not_before(
    tmp_path: Path, world: Path, clock: StillClock, at: str
) -> None:
    with open_test_house(tmp_path / "home", clock=clock, boundary=cut_off(at)) as house:
        say(house, script([("note", {"text": "a"})]))
        advance(house, "t-1")
        assert (states(house), house.desk.open_requests()) == ([("started", 1)], [])
        clock.step(seconds=1)
        advance(house, "t-1")
        assert states(house) == [("unknown", 1)]
        decide(house, AGAIN if at == "before call" else HAPPENED)
        assert happened() == ["note a"]


def test_an_idempotent_call_that_was_cut_off_is_made_again_with_the_same_key(
    tmp_path: Path, world: Path
) -> None:
    with open_test_house(tmp_path / "home", boundary=cut_off("after call")) as house:
        say(house, script([("post", {"text": "a"})]))
        decide(house, {"type": "approve"})
        advance(house, "t-1")
        assert (states(house), len(happened())) == ([("done", 1)], 1)
