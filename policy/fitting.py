"""fitting: values that came from outside, held against a JSON Schema. Nothing is dropped.

A number or switch that came as text is turned into what the schema asks for when nothing can be
lost by it; everything else is left for the schema to refuse.
"""

import re
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match

from domain.errors import Invalid


class Shape:
    """One schema, ready to hold values against; making it costs more than using it."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._schema = schema
        self._validator = Draft202012Validator(schema, format_checker=FormatChecker())

    def fitted(self, values: dict[str, Any], what: str, code: str) -> dict[str, Any]:
        """`values` as the schema asks for them; raises Invalid `code`, naming `what` they miss."""
        fitting = coerced(values, self._schema)
        fault = best_match(self._validator.iter_errors(fitting))
        if fault is not None:
            where = ".".join(str(part) for part in fault.absolute_path) or "the whole"
            raise Invalid(code, f"{where}: {fault.message[:300]}. Give values that fit {what}.")
        return fitting


def filled(arguments: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """`arguments` with the plain defaults that `schema` states for what was left out.

    So a person sees the value that a call will use, and the law can weigh it.
    """
    properties = schema.get("properties")
    stated = properties if isinstance(properties, dict) else {}
    defaults = {
        name: given["default"]
        for name, given in stated.items()
        if isinstance(given, dict) and isinstance(given.get("default"), str | int | float)
    }
    return {**defaults, **arguments}


def coerced(arguments: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """`arguments` with "99" for a number made 99, and so on, at the top level."""
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return dict(arguments)
    return {name: _coerced_value(value, properties.get(name)) for name, value in arguments.items()}


def _coerced_value(value: Any, schema: Any) -> Any:
    wanted = schema.get("type") if isinstance(schema, dict) else None
    if isinstance(value, float) and wanted == "integer" and value.is_integer():
        return int(value)
    if not isinstance(value, str):
        return value
    text = value.strip()
    if wanted == "integer" and re.fullmatch(r"[+-]?\d{1,15}", text):
        return int(text)
    if wanted == "number" and re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,15})?", text):
        return float(text) if "." in text else int(text)
    if wanted == "boolean" and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    return value
