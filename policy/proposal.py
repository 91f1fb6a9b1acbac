"""proposal: one line of the batch door as a call: its tool, words, schema, arguments, surroundings.

Clients call the same things by names of their own: OpenAI's `function`, MCP's `inputSchema`. None
is passed over in silence, for a call whose arguments are not seen looks harmless.
"""

import json
from dataclasses import dataclass
from typing import Any

from domain.errors import Invalid
from policy.inference import SCHEMA_WORDS

ARGUMENTS = ("args", "arguments", "input", "tool_input")
SCHEMAS = ("schema", "inputSchema", "input_schema", "parameters", "args_schema")
SAID = ("messages", "history")


@dataclass(frozen=True)
class Proposal:
    """One proposed call. `declared` is the owner's risk profile; `hints` the tool's own word."""

    name: str
    description: str
    schema: Any
    arguments: dict[str, Any]
    context: Any
    declared: Any
    hints: dict[str, Any]


def proposal_of(line: dict[str, Any]) -> Proposal:
    """The call that a line proposes; raises Invalid `line_malformed`."""
    tool = line.get("tool", line.get("function", line.get("name")))
    declared = _unwrapped(tool) if isinstance(tool, dict) else {"name": tool}
    declared |= {
        key: line[key] for key in (*SCHEMAS, "description", "annotations") if line.get(key)
    }
    name = declared.get("name")
    if not isinstance(name, str) or not name.strip():
        raise Invalid("line_malformed", "A line is an object whose tool is the name of one.")
    hints = declared.get("annotations")
    context = _context(line)
    known = context if isinstance(context, dict) else {}
    return Proposal(
        name=name,
        description=str(declared.get("description") or ""),
        schema=_schema(next((declared[key] for key in SCHEMAS if key in declared), None)),
        arguments=_arguments(line, declared),
        context=context,
        declared=line.get("risk", known.get("risk")),
        hints=hints if isinstance(hints, dict) else {},
    )


def read_json(text: str) -> Any:
    """A JSON value; raises ValueError or RecursionError, and Invalid where a name stands twice in
    one object, since nobody can tell which of the two a tool would take.
    """
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Invalid("line_malformed", f"The name {twice[:40]!a} stands twice in one object.")
    return found


def _unwrapped(tool: dict[str, Any]) -> dict[str, Any]:
    """A tool as a client lists it: by itself, or inside `function`."""
    inner = tool.get("function")
    return {**tool, **inner} if isinstance(inner, dict) else {**tool}


def _schema(given: Any) -> Any:
    """The schema of the arguments, where its text or a whole tool stands in its place."""
    if isinstance(given, str):
        given = _parsed(given)
    if not isinstance(given, dict) or "properties" in given:
        return given
    tool = _unwrapped(given)
    inner: Any = next((tool[key] for key in SCHEMAS if isinstance(tool.get(key), dict)), {})
    return inner if inner.keys() & SCHEMA_WORDS else given


def _arguments(line: dict[str, Any], tool: dict[str, Any]) -> dict[str, Any]:
    """The arguments of the call: an object, or the JSON text of one, under one name."""
    given = [each[key] for each in (line, tool) for key in ARGUMENTS if key in each]
    plain = tool.get("parameters")
    if isinstance(plain, dict) and not given and not plain.keys() & SCHEMA_WORDS:
        given = [plain]
    read = [_parsed(each) if isinstance(each, str) else each for each in given]
    if any(each is not None and not isinstance(each, dict) for each in read):
        raise Invalid("line_malformed", "The args of a call are an object.")
    said = [each for each in read if each]
    if any(each != said[0] for each in said):
        raise Invalid("line_malformed", "A line has the args of one call, once.")
    return said[0] if said else {}


def _parsed(text: str) -> Any:
    """Some clients keep objects as JSON text; what is none stays a text."""
    try:
        return read_json(text) if text.strip() else {}
    except (ValueError, RecursionError):
        return text


def _context(line: dict[str, Any]) -> Any:
    """What is said of the situation, with what stands beside it in the line."""
    context = line.get("context")
    beside = {f"{name} of the line": line[name] for name in SAID if line.get(name)}
    if "confidence" not in line and not beside:
        return context
    known = context if isinstance(context, dict) else {"messages": context}
    said = {"confidence": line["confidence"]} if "confidence" in line else {}
    return {**said, **known, **beside}
