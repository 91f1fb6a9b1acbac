"""test_stated: what an agent says of its own sureness is read, and what cannot be read is none."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.verdict import Route
from policy.confidence import confidence, stated, stated_of_fields
from policy.context import Context
from tests.fakes.papers import LAW, action

ARGUMENTS = {"amount": 1, "to": "ann", "items": [{"sku": "a"}]}
ODD = (
    st.none()
    | st.booleans()
    | st.text(max_size=3)
    | st.floats()
    | st.integers()
    | st.lists(st.none(), max_size=2)
)


@pytest.mark.parametrize(
    ("given_", "read"),
    [(None, None), (0.5, 0.5), (1, 1.0), (0, 0.0), (1.01, 0.0), (-0.1, 0.0), ("0.9", 0.0)]
    + [(odd, 0.0) for odd in (True, float("nan"), float("inf"), [], {}, 10**400)],
)
def test_a_confidence_is_a_number_from_nought_to_one(given_: Any, read: float | None) -> None:
    assert stated(given_) == read


@pytest.mark.parametrize(
    ("given_", "read"),
    [
        (None, {}),
        ({}, {}),
        ({"amount": 0.9, "to": "very"}, {"amount": 0.9, "to": 0.0}),
        ({"items.0.sku": 0.3, "items": 0.9}, {"items": 0.3}),
        ({"elsewhere": 0.1, "amount": None}, {}),
        (0.9, {"amount": 0.0, "to": 0.0, "items": 0.0}),
        ([0.9], {"amount": 0.0, "to": 0.0, "items": 0.0}),
    ],
)
def test_those_of_arguments_are_read_by_name_or_path(given_: Any, read: dict[str, float]) -> None:
    assert stated_of_fields(given_, ARGUMENTS) == read


@given(ODD | st.dictionaries(st.sampled_from(["amount", "to", "x", "items.0"]), ODD))
def test_whatever_is_said_is_read(given_: Any) -> None:
    read = stated_of_fields(given_, ARGUMENTS)
    assert set(read) <= set(ARGUMENTS)
    assert all(0 <= sure <= 1 for sure in read.values())


def test_one_argument_below_its_threshold_is_enough_for_a_review() -> None:
    sure = action(confidence=0.99)
    (ground,) = confidence(sure, Context(calibrated=0.99, fields={"a": 0.91, "b": 0.92}), LAW)
    assert (ground.route, ground.code) == (Route.REVIEW, "field_confidence")
    assert "a (0.91)" in ground.text
    assert "b" not in ground.text.split(" of ")[1]
