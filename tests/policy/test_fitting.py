"""test_arguments: what a model sends is turned into what the schema asks for, or refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.tools import StructuredTool

from domain.errors import Invalid
from policy.fitting import coerced
from tools.catalogue import catalogue_of

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "amount": {"type": "integer"},
        "rate": {"type": "number"},
        "urgent": {"type": "boolean"},
        "to": {"type": "string"},
        "lines": {"type": "array", "items": {"type": "integer"}},
    },
    "additionalProperties": False,
}
TOOLS = catalogue_of(
    [StructuredTool.from_function(lambda **_: "", name="pay", description="", args_schema=SCHEMA)]
)


@pytest.mark.parametrize(
    ("name", "given_", "read"),
    [
        ("amount", "99", 99),
        ("amount", " +99 ", 99),
        ("amount", "-5", -5),
        ("amount", 99.0, 99),
        ("rate", "0.25", 0.25),
        ("rate", "7", 7),
        ("urgent", "TRUE", True),
        ("urgent", "false", False),
        ("to", "99", "99"),
        ("lines", [1, 2], [1, 2]),
    ],
)
def test_a_value_that_came_as_text_is_read_when_nothing_can_be_lost(
    name: str, given_: Any, read: Any
) -> None:
    checked = TOOLS.checked("pay", {name: given_})
    assert checked == {name: read}
    assert type(checked[name]) is type(read)


@pytest.mark.parametrize(
    ("name", "given_"),
    [
        ("amount", "99.5"),
        ("amount", 99.5),
        ("amount", "ninety"),
        ("amount", "1e3"),
        ("amount", "0x10"),
        ("amount", "1_000"),
        ("amount", "9" * 16),
        ("amount", ""),
        ("amount", None),
        ("amount", True),
        ("amount", "true"),
        ("amount", float("nan")),
        ("amount", float("inf")),
        ("amount", [99]),
        ("amount", {"minor": 99}),
        ("rate", "1,5"),
        ("rate", "nan"),
        ("rate", True),
        ("urgent", "yes"),
        ("urgent", 1),
        ("to", 99),
        ("to", None),
        ("lines", "1"),
        ("lines", ["1"]),
        ("amuont", 99),
        ("idempotency_key", "mine"),
        ("", 1),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_dropped(name: str, given_: Any) -> None:
    with pytest.raises(Invalid) as refused:
        TOOLS.checked("pay", {name: given_})
    assert refused.value.code == "arguments_invalid"


def test_a_tool_that_is_not_there_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        TOOLS.checked("p" * 500, {})
    assert refused.value.code == "tool_unknown"
    assert len(refused.value.sentence) < 200


def test_the_given_arguments_are_left_as_they_were() -> None:
    given_ = {"amount": "99"}
    TOOLS.checked("pay", given_)
    assert given_ == {"amount": "99"}


@given(st.dictionaries(st.text(max_size=3), st.integers() | st.text() | st.floats() | st.none()))
def test_without_properties_nothing_is_touched(arguments: dict[str, Any]) -> None:
    assert coerced(arguments, {}) is not arguments
    assert repr(coerced(arguments, {})) == repr(arguments)


@given(st.text() | st.integers() | st.floats(allow_nan=False) | st.booleans())
def test_reading_twice_changes_nothing_more(value: Any) -> None:
    for name in ("amount", "rate", "urgent", "to"):
        once = coerced({name: value}, SCHEMA)
        assert coerced(once, SCHEMA) == once
