"""schemas: a stranger's schema, made fit to hold arguments against.

Patterns are left out: a crafted one could keep the house busy for hours, and the server holds its
own arguments against them anyway.
"""

import json
from typing import Any

SCHEMA_CHARACTERS = 60_000
_NESTED = ("items", "additionalProperties", "not", "if", "then", "else", "contains")
_NESTED_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_NESTED_TABLES = ("properties", "$defs", "definitions", "dependentSchemas")


def safe_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema` without patterns; raises ValueError where it is too large or points outside."""
    if len(json.dumps(schema)) > SCHEMA_CHARACTERS:
        raise ValueError(f"its schema has more than {SCHEMA_CHARACTERS:,} characters")
    kept: dict[str, Any] = _safe(schema)
    return kept


def _safe(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key not in _LEFT_OUT}
    if "patternProperties" in schema:
        kept["additionalProperties"] = True
    if not str(kept.get("$ref", "#")).startswith("#"):
        raise ValueError("its schema points to another document")
    for key in _NESTED:
        if key in kept:
            kept[key] = _safe(kept[key])
    for key in _NESTED_LISTS:
        if isinstance(kept.get(key), list):
            kept[key] = [_safe(each) for each in kept[key]]
    for key in _NESTED_TABLES:
        if isinstance(kept.get(key), dict):
            kept[key] = {name: _safe(each) for name, each in kept[key].items()}
    return kept


_LEFT_OUT = (
    "pattern",
    "patternProperties",
    "propertyNames",
    "$schema",
    "$id",
    "$dynamicRef",
    "$recursiveRef",
)
