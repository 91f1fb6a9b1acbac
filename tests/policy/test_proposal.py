"""test_proposal: a line is a call by whatever names its client has; none is passed over."""

from typing import Any

import pytest

from domain.errors import Invalid
from policy.proposal import proposal_of, read_json

SCHEMA = {"type": "object", "properties": {"ship": {"type": "string"}}, "required": ["ship"]}
TOOL = {"name": "dock_ship", "description": "Moors a ship", "parameters": SCHEMA}
ARGS = {"ship": "Aurora"}


@pytest.mark.parametrize(
    "line",
    [
        {"tool": "dock_ship", "description": "Moors a ship", "schema": SCHEMA, "args": ARGS},
        {**TOOL, "args": ARGS},
        {**TOOL, "tool": "dock_ship", "arguments": '{"ship": "Aurora"}'},
        {"tool": {"type": "function", "function": TOOL}, "input": ARGS},
        {"type": "function", "function": {**TOOL, "arguments": '{"ship": "Aurora"}'}},
        {"tool": {**TOOL, "parameters": None, "inputSchema": SCHEMA}, "args": {}, "input": ARGS},
        {
            **TOOL,
            "parameters": None,
            "schema": {"type": "function", "function": TOOL},
            "args": ARGS,
        },
        {"name": "dock_ship", "description": "Moors a ship", "input_schema": SCHEMA, "args": ARGS},
    ],
    ids=str,
)
def test_the_same_call_in_other_words_is_the_same_call(line: dict[str, Any]) -> None:
    call = proposal_of(line)
    assert (call.name, call.description) == ("dock_ship", "Moors a ship")
    assert (call.schema, call.arguments) == (SCHEMA, ARGS)


def test_parameters_that_are_no_schema_are_the_arguments() -> None:
    assert proposal_of({"tool": "dock_ship", "parameters": ARGS}).arguments == ARGS


def test_a_schema_may_be_a_text() -> None:
    assert proposal_of({"tool": "a", "schema": '{"type": "object"}'}).schema == {"type": "object"}
    assert proposal_of({"tool": "a", "schema": "a ship"}).schema == "a ship"


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"tool": " "},
        {"tool": {"function": {}}},
        {"tool": "dock_ship", "args": []},
        {"tool": "dock_ship", "args": "Aurora"},
        {"tool": "dock_ship", "args": 7},
        {"tool": "dock_ship", "args": ARGS, "arguments": {"ship": "Borealis"}},
    ],
    ids=str,
)
def test_a_line_that_names_no_call_or_two_is_refused(line: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        proposal_of(line)
    assert refused.value.code == "line_malformed"


def test_what_stands_beside_a_context_is_part_of_it() -> None:
    said = [{"role": "tool", "content": "x"}]
    line = {"tool": "dock_ship", "confidence": 0.9, "messages": said, "context": {"source": "m"}}
    assert proposal_of(line).context == {
        "confidence": 0.9,
        "source": "m",
        "messages of the line": said,
    }
    assert proposal_of({"tool": "a", "context": said, "confidence": 1}).context == {
        "messages": said,
        "confidence": 1,
    }


def test_a_name_that_stands_twice_is_refused_by_name() -> None:
    with pytest.raises(Invalid, match="'sum' stands twice"):
        read_json('{"args": {"sum": 1, "sum": 99999}}')
