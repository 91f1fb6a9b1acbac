"""test_dialects: every dialect ends in one Decision, and what fits none is refused whole."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.decision import Decision, DecisionType, ReasonCode
from domain.dialects import read_decision
from domain.errors import Invalid

EDIT = Decision(type=DecisionType.EDIT, name="pay", arguments={"to": "ann"})
KEYS = st.sampled_from(
    ["type", "decisions", "action", "args", "content", "edited_action", "message", "name", "x"]
)
WORDS = st.sampled_from(["approve", "accept", "edit", "ignore", "response", "cancel", "answer"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("given_", "read"),
    [
        ({"type": "approve"}, Decision(type=DecisionType.APPROVE)),
        ({"decisions": [{"type": "approve"}]}, Decision(type=DecisionType.APPROVE)),
        (
            {"type": "reject", "message": "no", "reason_code": "wrong_amount"},
            Decision(type=DecisionType.REJECT, message="no", reason_code=ReasonCode.WRONG_AMOUNT),
        ),
        ({"type": "edit", "edited_action": {"name": "pay", "args": {"to": "ann"}}}, EDIT),
        ({"type": "edit", "name": "pay", "arguments": {"to": "ann"}}, EDIT),
        ([{"type": "accept", "args": None}], Decision(type=DecisionType.APPROVE)),
        ([{"type": "ignore"}], Decision(type=DecisionType.REJECT)),
        ([{"type": "response", "args": "hi"}], Decision(type=DecisionType.RESPOND, message="hi")),
        ([{"type": "edit", "args": {"action": "pay", "args": {"to": "ann"}}}], EDIT),
        (
            {"action": "accept", "content": {"happened": True}},
            Decision(type=DecisionType.ANSWER, content={"happened": True}),
        ),
        ({"action": "decline"}, Decision(type=DecisionType.DECLINE)),
        ({"action": "cancel"}, Decision(type=DecisionType.DECLINE)),
        (EDIT, EDIT),
    ],
)
def test_each_dialect_is_read_into_the_same_decision(given_: Any, read: Decision) -> None:
    assert read_decision(given_) == read


@pytest.mark.parametrize(
    "given_",
    [
        None,
        "approve",
        {},
        [],
        {"type": "yes"},
        {"type": []},
        {"type": "approve", "surprise": 1},
        {"type": "approve", "message": None},
        {"type": "approve", "message": "x" * 10_001},
        {"type": "approve", "message": "\ud800"},
        {"type": "reject", "reason_code": "mood"},
        {"decisions": []},
        {"decisions": [{"type": "approve"}, {"type": "approve"}]},
        {"decisions": {"type": "approve"}},
        {"decisions": [{"decisions": [{"type": "approve"}]}]},
        {"decisions": [[{"type": "accept"}]]},
        {"decisions": [{"type": "approve"}], "type": "reject"},
        [{"type": "accept"}, {"type": "ignore"}],
        [{"type": "approve"}],
        [{"type": []}],
        [{"type": "edit", "args": None}],
        [{"type": "edit", "args": {"action": "pay"}}],
        [{"type": "response", "args": {"text": "hi"}}],
        {"type": "edit", "edited_action": None},
        {"type": "edit", "edited_action": {"name": "pay"}},
        {"type": "edit", "edited_action": {"name": "a", "args": {}}, "name": "b"},
        {"type": "edit", "edited_action": {"name": "a", "args": {}}, "arguments": {"b": 1}},
        {"action": "accept"},
        {"action": "accept", "content": "yes"},
        {"action": "maybe"},
        {"action": []},
        {"action": "decline", "surprise": 1},
    ],
)
def test_what_fits_no_dialect_is_refused_whole(given_: Any) -> None:
    with pytest.raises(Invalid) as refused:
        read_decision(given_)
    assert refused.value.code == "decision_malformed"


def test_decisions_wrapped_very_deeply_are_refused_not_followed() -> None:
    nested: dict[str, Any] = {"type": "approve"}
    for _ in range(3000):
        nested = {"decisions": [nested]}
    with pytest.raises(Invalid):
        read_decision(nested)


@given(ANYTHING)
def test_anything_at_all_is_a_decision_or_invalid(given_: Any) -> None:
    with suppress(Invalid):
        assert isinstance(read_decision(given_), Decision)


def test_arguments_that_a_client_sends_empty_are_kept_empty() -> None:
    read = read_decision({"type": "edit", "edited_action": {"name": "pay", "args": {}}})
    assert read.arguments == {}
