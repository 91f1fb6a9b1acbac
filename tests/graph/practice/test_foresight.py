"""The practice planner puts a plan before people when it is asked to or the law wants it."""

from pathlib import Path

import pytest

from domain.request import Request, RequestKind
from graph.house import House
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, open_test_house, say
from tests.fakes.papers import LAW_TEXT

WISH = "credit customer 204 with 10 EUR for the long wait and cancel order 1047, it was a mistake"
DEEDS = ["cancel_order", "goodwill_credit"]


def opened(home: Path, law: str = "") -> House:
    """The demo house: the practice planner and the shop."""
    policy = None
    if law:
        policy = home / "law.toml"
        home.mkdir(exist_ok=True)
        policy.write_text(law, encoding="utf-8")
    return open_test_house(home, clock=StillClock(), model="", tools="", policy=policy)


def plan_asked(house: House) -> Request:
    (request,) = house.desk.open_requests()
    assert request.kind is RequestKind.PLAN
    return request


def done(house: House) -> list[str]:
    return [effect.name for effect in house.effects("t-1") if effect.state == "done"]


def answer(house: House) -> str:
    return house.threads.read("t-1").messages[-1].text


def decide(house: House, type_: str) -> None:
    decision = {"type": type_, "message": "leave the order"}
    house.desk.decide(plan_asked(house).id, decision, by="reviewer-1")
    advance(house, "t-1")


@pytest.mark.parametrize("prefix", ["Plan: ", "Please make a plan: ", "plan first: "])
def test_a_sentence_that_begins_with_plan_becomes_one_and_is_then_done(
    tmp_path: Path, prefix: str
) -> None:
    with opened(tmp_path / "home") as house:
        say(house, prefix + WISH)
        asked = plan_asked(house).action.arguments
        assert sorted(each["tool"] for each in asked["steps"]) == DEEDS
        assert (asked["goal"], asked["budget_minor"]) == (WISH, 1000)
        assert not set(DEEDS) & set(done(house))
        decide(house, "approve")
        assert house.desk.open_requests() == []
        assert [name for name in done(house) if name in DEEDS] == sorted(DEEDS, reverse=True)
        assert answer(house).count("Done:") == 2


@pytest.mark.parametrize("type_", ["reject", "respond"])
def test_a_plan_that_nobody_agreed_to_is_not_done(tmp_path: Path, type_: str) -> None:
    with opened(tmp_path / "home") as house:
        say(house, f"Plan: {WISH}")
        decide(house, type_)
        assert "leave the order" in answer(house)
        assert not set(DEEDS) & set(done(house))
        # The next request is a new matter.
        say(house, "cancel order 1047, it was a mistake")
        assert "cancel_order" in done(house)


def test_where_the_law_wants_the_plan_first_one_is_proposed(tmp_path: Path) -> None:
    law = f"{LAW_TEXT}\n[tools.goodwill_credit]\nplan_first = true\n"
    with opened(tmp_path / "home", law) as house:
        say(house, "Credit customer 204 with 10 EUR for the long wait")
        steps = plan_asked(house).action.arguments["steps"]
        assert [each["tool"] for each in steps] == ["goodwill_credit"]
        decide(house, "approve")
        assert "goodwill_credit" in done(house)
        (plan,) = house.threads.read("t-1").approved
        assert plan.used == (1,)


def test_the_same_words_without_the_prefix_ask_for_no_plan(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as house:
        say(house, WISH)
        assert "propose_plan" not in done(house)
        assert RequestKind.PLAN not in {request.kind for request in house.desk.open_requests()}
