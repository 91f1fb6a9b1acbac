"""test_digest: what makes two actions the same, and what can have no digest at all."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid
from policy.digest import canonical_digest, digest_of

SAFE_NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(
    allow_nan=False, allow_infinity=False
)
JSON = st.recursive(
    st.none() | st.booleans() | SAFE_NUMBERS | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=4), inner, max_size=4)
    ),
    max_leaves=15,
)
WILD = st.recursive(
    st.none() | st.integers() | st.floats() | st.text() | st.binary(max_size=2) | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.integers(), inner, max_size=3)
    ),
    max_leaves=10,
)


def deep(levels: int) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for _ in range(levels):
        nested = {"a": nested}
    return nested


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=4), JSON, max_size=5))
def test_the_order_of_keys_is_nothing(arguments: dict[str, Any]) -> None:
    turned = dict(reversed(arguments.items()))
    assert digest_of("pay", arguments) == digest_of("pay", turned)


@given(JSON)
def test_a_value_read_back_from_a_row_has_the_same_digest(value: Any) -> None:
    assert canonical_digest(json.loads(json.dumps(value))) == canonical_digest(value)


@given(WILD)
def test_whatever_comes_has_a_digest_or_is_invalid(value: Any) -> None:
    try:
        digest = canonical_digest(value)
    except Invalid:
        return
    assert len(digest) == 64


def test_a_whole_float_is_the_same_number() -> None:
    assert digest_of("pay", {"amount": 1}) == digest_of("pay", {"amount": 1.0})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1}, {"a": "1"}),
        ({"a": 1}, {"a": True}),
        ({"a": None}, {}),
        ({"a": []}, {"a": {}}),
        ({"a": "\u00e9"}, {"a": "e\u0301"}),
        ({"a": "x"}, {"a": "x "}),
    ],
)
def test_different_arguments_have_different_digests(one: Any, other: Any) -> None:
    assert digest_of("pay", one) != digest_of("pay", other)


def test_the_name_of_the_tool_is_in_the_digest() -> None:
    assert digest_of("pay", {}) != digest_of("note", {})


@pytest.mark.parametrize(
    "value",
    [
        2**53,
        -(2**53),
        10**400,
        float("nan"),
        float("inf"),
        "\ud800",
        {"\ud800": 1},
        {1: 2},
        b"bytes",
        {"a", "set"},
        object(),
        deep(100_000),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_has_no_canonical_form_is_refused_in_words(value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        canonical_digest({"a": value})
    assert refused.value.code == "arguments_not_canonical"


def test_the_largest_safe_number_still_has_a_digest() -> None:
    assert len(canonical_digest(2**53 - 1)) == 64
