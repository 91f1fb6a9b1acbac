"""test_machine: what a server lists is bounded, and what cannot be a tool is refused in words."""

import time
from typing import Any

import pytest
from mcp import types

from domain.errors import Invalid
from tools.catalogue import Catalogue, Tool
from tools.mcp.declared import Server
from tools.mcp.machine import DESCRIPTION_CHARACTERS, tool_from
from tools.mcp.meeting import Call, digest_of

SERVER = Server(name="s", command="x", timeout_seconds=7)


async def _silent(call: Call) -> types.CallToolResult:
    raise AssertionError("nothing is called here")


def listed(schema: Any, description: str = "d", **changed: Any) -> Tool:
    tool = types.Tool(name="t", description=description, inputSchema=schema, **changed)
    return tool_from(SERVER, "s_t", tool, digest_of(tool), _silent)


def test_a_listed_tool_has_no_profile_whatever_it_says_of_itself() -> None:
    harmless = types.ToolAnnotations(readOnlyHint=True, openWorldHint=False, idempotentHint=True)
    tool = listed({"type": "object"}, annotations=harmless)
    assert (tool.risk, tool.idempotent, tool.timeout_seconds) == (None, False, 7.0)
    assert (tool.server, tool.hints["readOnlyHint"]) == ("s", True)


def test_its_words_are_bounded() -> None:
    assert len(listed({"type": "object"}, "x" * 100_000).description) == DESCRIPTION_CHARACTERS


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "properties": {"a": {"type": "nonsense"}}},
        {"type": "object", "$ref": "https://evil.example/schema.json"},
        {"type": "object", "$ref": "#"},
        {"type": "object", "properties": {"a": {"description": "x" * 70_000}}},
        {"type": "object", "properties": {"a": {"$ref": "file:///etc/passwd"}}},
    ],
    ids=lambda schema: str(schema)[:60],
)
def test_a_schema_that_cannot_be_held_against_is_refused(schema: Any) -> None:
    with pytest.raises(Invalid) as refused:
        listed(schema)
    assert refused.value.code == "tools_broken"


def test_a_crafted_pattern_keeps_nobody_busy() -> None:
    crafted = {"type": "string", "pattern": "^(a+)+$"}
    schema = {"type": "object", "properties": {"a": crafted, "pattern": {"type": "string"}}}
    catalogue = Catalogue([listed(schema)])
    began = time.monotonic()
    catalogue.checked("s_t", {"a": "a" * 40 + "!", "pattern": "kept"})
    assert time.monotonic() - began < 1


def test_a_server_never_takes_the_place_of_a_tool_of_the_house() -> None:
    own = listed({"type": "object"}, "the house's own")
    mine = Catalogue([Tool(**{**vars(own), "server": ""})])
    words = mine.put("s", [listed({"type": "object"}, "a stranger's")])
    assert words == ["There is a tool called s_t already."]
    found = mine.find("s_t")
    assert found is not None
    assert found.description == "the house's own"
