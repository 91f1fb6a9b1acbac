"""test_hints: what a tool's metadata says of its danger, and what it may not say."""

from typing import Any

import pytest

from domain.errors import Invalid
from domain.risk import Reversibility, Risk
from tools.hints import is_idempotent, risk_of

READS = {"readOnlyHint": True}
CLOSED = {"openWorldHint": False}
MILD = {"destructiveHint": False}
HINTS = ("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint")


def test_a_full_profile_wins_over_every_hint() -> None:
    profile = {"reversibility": "effort", "regulation": "guidance"}
    risk = risk_of("t", {"risk": profile, "readOnlyHint": True, "destructiveHint": True})
    assert risk == Risk.model_validate(profile)


def test_a_profile_may_be_given_as_the_house_knows_it() -> None:
    assert risk_of("t", {"risk": Risk(read_only=True)}) == Risk(read_only=True)


@pytest.mark.parametrize("profile", [None, "low", [], {"reversable": 1}, {"cost": {"argument": 1}}])
def test_a_broken_profile_is_refused_and_never_replaced_by_hints(profile: Any) -> None:
    with pytest.raises(Invalid, match="t's risk profile is wrong") as refused:
        risk_of("t", {"risk": profile, **READS, **CLOSED})
    assert refused.value.code == "tools_broken"


def test_a_read_of_the_house_itself_is_told_from_one_in_the_open_world() -> None:
    closed = risk_of("t", {**READS, **CLOSED})
    unsaid = risk_of("t", READS)
    assert closed is not None
    assert unsaid is not None
    assert (closed.read_only, closed.external) == (True, False)
    assert (unsaid.read_only, unsaid.external) == (True, True)
    assert risk_of("t", {**READS, "openWorldHint": True}) is None


def test_a_mild_effect_in_a_closed_world_takes_effort_to_take_back() -> None:
    risk = risk_of("t", {**MILD, **CLOSED})
    assert risk == Risk(external=False, reversibility=Reversibility.EFFORT)


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        CLOSED,
        MILD,
        {"idempotentHint": True},
        {"readOnlyHint": False},
        {"destructiveHint": True, **CLOSED},
        {"openWorldHint": True, **MILD},
    ],
)
def test_what_is_not_said_is_the_worst_so_there_is_no_profile(metadata: dict[str, Any]) -> None:
    assert risk_of("t", metadata) is None


def test_hints_that_contradict_each_other_take_the_worse() -> None:
    assert risk_of("t", {**READS, **CLOSED, "destructiveHint": True}) is None


@pytest.mark.parametrize("name", HINTS)
@pytest.mark.parametrize("value", ["yes", "true", "false", 1, 0, [], {}])
def test_a_hint_of_another_type_never_makes_a_tool_safer(name: str, value: Any) -> None:
    """Taken for the worst it could say, whatever the others say."""
    worst = {"readOnlyHint": False, "idempotentHint": False}.get(name, True)
    for others in (READS, {**READS, **CLOSED}, {**MILD, **CLOSED}, {**READS, **MILD, **CLOSED}):
        assert risk_of("t", {**others, name: value}) == risk_of("t", {**others, name: worst})
    assert is_idempotent("t", None, {name: value}) is False


@pytest.mark.parametrize("others", [{}, READS, {**READS, **CLOSED}, {**MILD, **CLOSED}])
def test_a_hint_that_is_null_is_one_that_was_not_given(others: dict[str, Any]) -> None:
    """As the official SDK writes annotations that a server left out."""
    nulls = dict.fromkeys(HINTS)
    assert risk_of("t", {"title": None, **nulls, **others}) == risk_of("t", others)
    assert is_idempotent("t", None, nulls) is False


@pytest.mark.parametrize(
    ("metadata", "risk", "idempotent"),
    [
        ({}, None, False),
        ({"idempotentHint": True}, None, True),
        ({"idempotent": True}, None, True),
        ({"idempotent": False, "idempotentHint": True}, None, False),
        ({}, Risk(read_only=True), True),
        ({"idempotent": True}, Risk(), True),
        ({}, Risk(), False),
    ],
)
def test_a_call_may_be_made_twice_only_where_it_says_so_or_reads(
    metadata: dict[str, Any], risk: Risk | None, idempotent: bool
) -> None:
    assert is_idempotent("t", risk, metadata) is idempotent


@pytest.mark.parametrize("value", ["no", "true", 0, 1, []])
def test_our_own_word_on_keys_is_refused_when_it_is_no_yes_or_no(value: Any) -> None:
    with pytest.raises(Invalid, match="t's idempotent is") as refused:
        is_idempotent("t", None, {"idempotent": value})
    assert refused.value.code == "tools_broken"
