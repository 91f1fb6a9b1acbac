"""test_playbook: a file is read whole, or refused with its name, the line and what to mend."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.brief import Brief, Playbook
from domain.errors import Invalid
from domain.verdict import Route
from policy.playbook import read_playbook

KNOWN = ("look", "note", "pay")
GOOD = """
title = "Pay somebody"
goal = "Pay what is owed."
constraints = ["Not more than is owed."]
tools = ["note"]
budget_minor = 5000
autonomy = 0.5

[[steps]]
what = "Look it up"
tool = "look"

[[steps]]
what = "Pay it"
tool = "pay"
checkpoint = "review"

[[steps]]
what = "Pay the rest"
tool = "pay"
checkpoint = "lead"

[[steps]]
what = "Think of what is missing"
"""


def read(text: str) -> Playbook:
    return read_playbook(text, "pay.toml", "pay", KNOWN)


def refusal(text: str) -> str:
    with pytest.raises(Invalid) as refused:
        read(text)
    assert refused.value.code == "playbook_broken"
    return refused.value.sentence


def test_a_playbook_makes_a_brief() -> None:
    assert read(GOOD) == Playbook(
        name="pay",
        title="Pay somebody",
        brief=Brief(
            goal="Pay what is owed.",
            constraints=("Not more than is owed.",),
            steps=(
                "Look it up (look)",
                "Pay it (pay)",
                "Pay the rest (pay)",
                "Think of what is missing",
            ),
            tools=("look", "pay", "note"),
            budget_minor=5000,
            autonomy=0.5,
            checkpoints={"pay": Route.LEAD},
            playbook="pay",
        ),
    )


def test_without_steps_and_tools_every_tool_is_allowed() -> None:
    assert read("").brief == Brief(playbook="pay")
    assert read("").title == "pay"
    assert read("tools = []").brief.tools == ()
    assert read('[[steps]]\nwhat = "Think"').brief.tools is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("goal = ", "pay.toml is not TOML"),
        ("goal = 'a'\n= 'b'", "at line 2"),
        ("[" * 5000, "pay.toml is not TOML"),
        ("# first\ngaol = 'a'", "line 2, gaol: "),
        ("goal = 5", "line 1, goal: "),
        (f"goal = '{'x' * 2001}'", "line 1, goal: "),
        ("budget_minor = true", "line 1, budget_minor: "),
        ("budget_minor = '5'", "line 1, budget_minor: "),
        ("budget_minor = -1", "line 1, budget_minor: "),
        ("budget_minor = 9223372036854775808", "line 1, budget_minor: "),
        ("currency = 'euro'", "line 1, currency: "),
        ("autonomy = nan", "line 1, autonomy: "),
        ("autonomy = 1.1", "line 1, autonomy: "),
        ("autonomy = 'all'", "line 1, autonomy: "),
        ("tools = [\n  'note',\n  'erase',\n]", "line 1, tools.1: the house has no tool"),
        (GOOD.replace('"review"', '"maybe"'), "line 16, steps.1.checkpoint: "),
        (GOOD.replace('tool = "look"', 'tool = "erase"'), "line 11, steps.0.tool: the house"),
        (GOOD + 'checkpoint = "two"', "line 23, steps.3: a checkpoint stands before a tool"),
        ("[[steps]]\ntool = 'pay'", "line 1, steps.0.what: Field required"),
        ("\n".join(["[[steps]]\nwhat = 'x'"] * 21), "line 1, steps: "),
        (f"constraints = {['x'] * 21}", "line 1, constraints: "),
    ],
)
def test_a_broken_one_is_refused_with_the_line_and_the_reason(text: str, said: str) -> None:
    told = refusal(text)
    assert said in told
    assert told.startswith("pay.toml")
    assert told.endswith("the other playbooks stay.")


def test_every_fault_is_told_at_once() -> None:
    told = refusal("goal = 5\nautonomy = 2")
    assert "line 1" in told
    assert "line 2" in told


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Invalid):
        assert read(text).name == "pay"
