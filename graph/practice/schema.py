"""schema: reads bound tools.

Schemas come from strangers: whatever is missing, mistyped or nested too deep is left out in
silence, and a tool that cannot be read at all is no tool.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from graph.practice.thesaurus import LOOKING, TELLING, VERBS
from graph.practice.tool import EXTRAS, Parameter, Tool
from graph.practice.words import content_stems, name_stems, name_words, stem, words

_DEEPEST = 4


def read_tools(raw: Iterable[Any]) -> tuple[Tool, ...]:
    """The tools in OpenAI's form that can be read, the first of each name."""
    tools: dict[str, Tool] = {}
    for each in raw:
        function = each.get("function") if isinstance(each, Mapping) else None
        if isinstance(function, Mapping) and isinstance(function.get("name"), str):
            tool = _tool(function)
            tools.setdefault(tool.name, tool)
    tools.pop("", None)
    return tuple(tools.values())


def marked_tool(specifications: Iterable[Mapping[str, Any]], mark: str) -> str:
    """The name of the bound tool whose schema carries `mark`, or ""."""
    for specification in specifications:
        function = _mapping(specification.get("function"))
        if _mapping(function.get("parameters")).get(mark) is True:
            return str(function["name"])
    return ""


def _tool(function: Mapping[str, Any]) -> Tool:
    schema = _mapping(function.get("parameters"))
    parameters = _fields(schema, schema, 0)
    examples = schema.get("examples")
    description = _text(function.get("description"))
    marked = schema.get("readOnlyHint")
    return Tool(
        name=function["name"],
        description=description,
        examples=tuple(
            each[:500]
            for each in (examples if isinstance(examples, list) else [])[:20]
            if isinstance(each, str)
        ),
        read_only=marked
        if isinstance(marked, bool)
        else _only_looks(function["name"], description),
        parameters=tuple(
            replace(each, of_tool=bool(each.stems & name_stems(function["name"])))
            for each in parameters
            if each.name not in EXTRAS
        ),
        extras=frozenset(each.name for each in parameters if each.name in EXTRAS),
    )


def _only_looks(name: str, description: str) -> bool:
    """Only where name and description agree; a doubtful tool counts as one that acts."""
    named = name_words(name)
    if not named or {"and", "or", "then", "out", "in"} & set(named):
        return False
    first, said = stem(named[0]), content_stems(description)[:1]
    if first not in LOOKING or any(word not in LOOKING for word in said):
        return False
    later = [found.stem for found in words(" ".join(re.findall(_JOINED, description)))]
    return all(word in LOOKING | TELLING or word not in VERBS for word in later)


def _fields(
    schema: Mapping[str, Any], root: Mapping[str, Any], depth: int
) -> tuple[Parameter, ...]:
    required = schema.get("required")
    named = (
        {each for each in required if isinstance(each, str)}
        if isinstance(required, list)
        else set()
    )
    return tuple(
        _parameter(name, _mapping(each), name in named, root, depth)
        for name, each in list(_mapping(schema.get("properties")).items())[:100]
        if isinstance(name, str) and name
    )


def _parameter(
    name: str, given: Mapping[str, Any], required: bool, root: Mapping[str, Any], depth: int
) -> Parameter:
    schema = _resolved(given, root)
    kind = _type(schema)
    deeper = depth < _DEEPEST
    return Parameter(
        name=name,
        type=kind,
        description=_text(given.get("description") or schema.get("description")),
        format=_text(schema.get("format")),
        choices=_choices(schema),
        required=required and "default" not in given,
        minimum=_bound(schema, "minimum", "exclusiveMinimum", _HAIR),
        maximum=_bound(schema, "maximum", "exclusiveMaximum", -_HAIR),
        longest=int(_number(schema.get("maxLength")) or 0) or None,
        item=_parameter(name, _mapping(schema.get("items")), True, root, depth + 1)
        if kind == "array" and deeper
        else None,
        fields=_fields(schema, root, depth + 1) if kind == "object" and deeper else (),
    )


def _resolved(given: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """The branch of a reference or a choice of schemas that can be filled."""
    schema = given
    for _ in range(_DEEPEST):
        reference = schema.get("$ref")
        branches = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
        if isinstance(reference, str):
            schema = _pointed(reference, root)
        elif isinstance(branches, list):
            useful = [_mapping(each) for each in branches if _mapping(each).get("type") != "null"]
            schema = useful[0] if useful else {}
        else:
            break
    return schema


def _pointed(reference: str, root: Mapping[str, Any]) -> Mapping[str, Any]:
    found = root
    for part in reference.removeprefix("#/").split("/"):
        found = _mapping(found.get(part))
    return found


def _type(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((each for each in kind if isinstance(each, str) and each != "null"), None)
    if isinstance(kind, str):
        return kind
    if "properties" in schema:
        return "object"
    return "array" if "items" in schema else "string"


def _choices(schema: Mapping[str, Any]) -> tuple[Any, ...]:
    listed = schema.get("enum")
    if "const" in schema:
        listed = [schema["const"]]
    found = listed if isinstance(listed, list) else []
    return tuple(each for each in found[:200] if isinstance(each, str | int | float | bool))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    return value[:4000] if isinstance(value, str) else ""


def _bound(
    schema: Mapping[str, Any], inclusive: str, exclusive: str, inward: float
) -> float | None:
    outside = _number(schema.get(exclusive))
    return _number(schema.get(inclusive)) if outside is None else outside + inward


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e300 else None


_HAIR = 1e-9
_JOINED = re.compile(r"\b(?:and|then|or)\s+(\w+)", re.IGNORECASE)
