"""questions: what a form asks, as MCP's form elicitation has it: a message and a flat schema."""

from typing import Any

TEXT_ANSWER = "answer"


def outcome_form(summary: str) -> dict[str, Any]:
    """Did it happen? For an effect whose end nobody knows."""
    return _form(
        f"Nobody knows whether this happened: {summary}",
        {
            "happened": {"type": "boolean", "title": "It happened"},
            "retry": {"type": "boolean", "title": "It did not: try again", "default": False},
        },
        ["happened"],
    )


def meaning_form(summary: str, sure: float | None) -> dict[str, Any]:
    """Is this what you meant? For an action that the agent is too unsure of (X2)."""
    doubt = "" if sure is None else f" The agent is only {sure:.2f} sure."
    return _form(
        f"Is this what you meant: {summary}?{doubt}",
        {"meant": {"type": "boolean", "title": "Yes, this is what I meant"}},
        ["meant"],
    )


def asked_form(question: str, options: list[str], fields: dict[str, Any]) -> dict[str, Any]:
    """What the agent itself asks: named fields, a choice, or a line of text."""
    if fields:
        required = [name for name, field in fields.items() if "default" not in field]
        return _form(question, fields, required)
    field: dict[str, Any] = {"type": "string", "title": "Your answer"}
    field |= {"enum": options} if options else {"minLength": 1, "maxLength": 5000}
    return _form(question, {TEXT_ANSWER: field}, [TEXT_ANSWER])


def _form(message: str, properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "mode": "form",
        "message": message,
        "requestedSchema": {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        },
    }
