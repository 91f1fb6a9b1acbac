"""A clock that is set back holds nobody up and lets nothing through."""

from graph.house import House
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, asked, say
from tests.fakes.model import script
from tests.fakes.world import happened

PAY = script([("pay", {"to": "ann", "amount_minor": 500})])


def test_a_decision_from_the_future_is_asked_for_anew(
    still_house: House, clock: StillClock
) -> None:
    say(still_house, PAY)
    still_house.desk.decide(asked(still_house).id, {"type": "approve"}, by="reviewer-1")
    clock.step(days=-365)
    advance(still_house, "t-1")
    assert happened() == []

    still_house.desk.decide(asked(still_house).id, {"type": "approve"}, by="reviewer-1")
    advance(still_house, "t-1")
    assert happened() == ["pay ann 500"]


def test_a_decision_a_second_ahead_waits_for_its_second(
    still_house: House, clock: StillClock
) -> None:
    say(still_house, PAY)
    still_house.desk.decide(asked(still_house).id, {"type": "approve"}, by="reviewer-1")
    clock.step(seconds=-1)
    advance(still_house, "t-1")
    assert (happened(), still_house.desk.open_requests()) == ([], [])

    clock.step(seconds=5)
    advance(still_house, "t-1")
    assert happened() == ["pay ann 500"]


def test_a_pause_written_before_the_jump_ends_at_once(
    still_house: House, clock: StillClock
) -> None:
    still_house.halt(on=True, by="lead-1")
    say(still_house, script([("note", {"text": "n"})]))
    still_house.halt(on=False, by="lead-1")
    clock.step(days=-365)
    advance(still_house, "t-1")
    assert happened() == ["note n"]
