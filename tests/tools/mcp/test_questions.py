"""test_questions: a server's form reaches a person only in a shape that a person can be shown."""

from typing import Any

import pytest
from mcp import types

from policy.fitting import Shape
from tools.mcp.questions import Unaskable, form_of


def asked(**properties: Any) -> types.ElicitRequestFormParams:
    schema = {"type": "object", "properties": properties, "required": list(properties)[:1]}
    return types.ElicitRequestFormParams(message="Well?", requestedSchema=schema)


def test_a_form_says_who_asks() -> None:
    form = form_of("github", asked(branch={"type": "string", "title": "Branch"}))
    assert form["message"] == "The server github asks: Well?"
    schema = form["requestedSchema"]
    assert schema["properties"] == {"branch": {"type": "string", "title": "Branch"}}
    assert (schema["required"], schema["additionalProperties"]) == (["branch"], False)


def test_choices_and_bounds_are_kept_and_patterns_are_not() -> None:
    form = form_of(
        "s",
        asked(
            size={"type": "string", "enum": ["s", "m"], "default": "m"},
            kind={"type": "string", "oneOf": [{"const": "a", "title": "A"}]},
            count={"type": "integer", "minimum": 1, "maximum": 9},
            text={"type": "string", "pattern": "(a+)+$", "maxLength": 40, "format": "email"},
        ),
    )
    fields = form["requestedSchema"]["properties"]
    assert fields["size"] == {"type": "string", "enum": ["s", "m"], "default": "m"}
    assert fields["kind"]["enum"] == ["a"]
    assert fields["count"] == {"type": "integer", "minimum": 1, "maximum": 9}
    assert fields["text"] == {"type": "string", "maxLength": 40, "format": "email"}
    Shape(form["requestedSchema"])


@pytest.mark.parametrize(
    "properties",
    [
        {},
        {"password": {"type": "string"}},
        {"value": {"type": "string", "title": "Your API key"}},
        {"value": {"type": "string", "description": "The one-time PIN"}},
        {"value": {"type": "string", "format": "password"}},
        {"value": {"type": "object"}},
        {"value": {"type": "array", "items": {"type": "string"}}},
        {"value": {"type": ["string", "null"]}},
        {"value": "string"},
        {"value": {"type": "string", "enum": [1, 2]}},
        {"value": {"type": "string", "enum": []}},
        {"a b": {"type": "string"}},
        {f"field{number}": {"type": "string"} for number in range(13)},
    ],
    ids=str,
)
def test_what_no_person_should_be_shown_is_not_asked(properties: dict[str, Any]) -> None:
    with pytest.raises(Unaskable):
        form_of("s", asked(**properties))


def test_nobody_is_sent_to_a_web_page() -> None:
    page = types.ElicitRequestURLParams(
        message="Sign in", url="https://evil.example", elicitationId="1"
    )
    with pytest.raises(Unaskable):
        form_of("s", page)


@pytest.mark.parametrize("required", [["other"], "value", [1]], ids=str)
def test_a_field_that_is_not_there_cannot_be_required(required: Any) -> None:
    schema = {"type": "object", "properties": {"value": {}}, "required": required}
    with pytest.raises(Unaskable):
        form_of("s", types.ElicitRequestFormParams(message="?", requestedSchema=schema))
