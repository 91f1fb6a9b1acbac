"""A plan that is put to people is whole: its tools exist, its bounds fit them, and it says all."""

from typing import Any

import pytest

from domain.errors import Invalid
from graph.house import House
from nodes.checking import checked
from tests.fakes.plans import step

NOTE = step("note", text="a")


def planned(house: House, *steps: Any, **given: Any) -> dict[str, Any]:
    return checked(house.rooms, "propose_plan", {"goal": "g", "steps": [*steps], **given})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (step("nothing"), "no tool called nothing"),
        (step("propose_plan", goal="g"), "not for plans"),
        (step("ask_human", question="q"), "not for plans"),
        (step("note", text="a", colour="red"), "takes no colour"),
        (step("note"), "say what text of note may be"),
        (step("note", text={}), "say one of exactly"),
        (step("note", text=7), "step 1: text"),
        (step("note", text={"one_of": ["a", 7]}), "step 1: text"),
        (NOTE | {"fingerprint": "0" * 64}, "note has changed since"),
        (NOTE | {"times": 0}, "times"),
        (NOTE | {"tool": ""}, "tool"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_what_cannot_be_meant_is_refused_in_words(house: House, given: Any, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        planned(house, given)
    assert words in refused.value.sentence


def test_the_law_says_how_many_steps_a_plan_has(house: House) -> None:
    planned(house, *[NOTE] * 20)
    with pytest.raises(Invalid, match="21 steps; the law allows 20"):
        planned(house, *[NOTE] * 21)
    with pytest.raises(Invalid):
        planned(house)


def test_values_become_what_the_tool_takes(house: House) -> None:
    bounds = {"to": {"anything": True}, "amount_minor": {"one_of": ["500", 700]}}
    plan = planned(house, {"tool": "pay", "arguments": bounds})
    assert plan["steps"][0]["arguments"]["amount_minor"] == {"one_of": [500, 700]}


def test_what_a_tool_fills_in_by_itself_is_bounded_and_seen(house: House) -> None:
    where = {"description": {"anything": True}, "location": {"exactly": "Mill Lane"}}
    plan = planned(house, {"tool": "hire_operator", "arguments": where})
    assert plan["steps"][0]["arguments"]["reward_minor"] == {"exactly": 0}


def test_each_step_names_the_tool_as_it_stands(house: House) -> None:
    tool = house.rooms.catalogue.find("note")
    assert tool is not None
    plan = planned(house, NOTE)
    assert plan["steps"][0]["fingerprint"] == tool.fingerprint
    assert checked(house.rooms, "propose_plan", plan) == plan
