"""The demo under the shipped law: its planner always says how sure it is, and nothing is drawn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.request import RequestKind
from domain.risk import Risk
from graph.house import House
from policy.limits import Counter
from storage import counters, verdicts
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, open_test_house, say

WISHES = [
    "Refund order 1042, the mug arrived broken, and tell the customer by mail",
    "Plan: credit customer 204 with 10 EUR for the long wait and cancel order 1047",
    "Have somebody take a photo of the front door in Mill Lane before 17:00",
    "Cancel order 1047, it was a mistake",
    "Cancel my order",
]
CREDIT = "Credit customer 204 with 5 EUR for the long wait"
SILENT, DRAWN = "does not say", "Nobody has checked"


@pytest.fixture
def demo(tmp_path: Path, clock: StillClock) -> Iterator[House]:
    """The house as `make run` opens it."""
    with open_test_house(tmp_path / "home", clock=clock, model="", tools="", policy=None) as house:
        yield house


def judged(house: House) -> list[tuple[str, bool, float | None, str]]:
    """Every verdict of the thread: the tool, whether it reads, how sure, and the reasons."""
    with house.rooms.storage.view() as unit:
        rows = verdicts.of_thread(unit, "t-1")
    return [
        (
            row["name"],
            Risk.model_validate(verdicts.inputs_of(row)["risk"]).read_only,
            verdicts.action_of(row).confidence,
            " ".join(each.text for each in verdicts.verdict_of(row).reasons),
        )
        for row in rows
    ]


@pytest.mark.parametrize("wish", WISHES)
def test_whatever_acts_comes_with_a_number_and_is_not_drawn(demo: House, wish: str) -> None:
    say(demo, wish)
    found = judged(demo)
    assert found
    assert [name for name, reads, sure, _ in found if not reads and sure is None] == []
    assert not any(SILENT in words or DRAWN in words for *_, words in found)


def test_an_order_to_take_back_is_carried_out_without_a_number(demo: House) -> None:
    say(demo, CREDIT)
    for request in demo.desk.open_requests():
        # A credit of a house's first days is looked at where the planner itself doubts.
        assert request.kind is RequestKind.APPROVAL
        demo.desk.decide(request.id, {"type": "approve"}, by="reviewer-1")
        advance(demo, "t-1")
    (credit,) = [each for each in demo.effects("t-1") if each.name == "goodwill_credit"]
    demo.deeds.take_back("t-1", credit.call_id, "reviewer-1")
    advance(demo, "t-1")
    assert demo.desk.open_requests() == []
    assert demo.effects("t-1")[-1].name == "withdraw_credit"
    assert demo.effects("t-1")[-1].state == "done"
    with demo.rooms.storage.view() as unit:
        # What was out of the house and came back has been out: the limit remembers it.
        assert counters.used(unit, (Counter("thread", "t-1 EUR", ""),)) == [500]
    *_, (name, _, sure, words) = judged(demo)
    assert (name, sure) == ("withdraw_credit", None)
    assert SILENT not in words
