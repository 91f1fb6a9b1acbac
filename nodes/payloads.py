"""payloads: what an interrupt shows to clients that speak LangChain's dialect.

Exactly one action each, with `arguments` beside `args`: one well-known inbox reads the former.
"""

from typing import Any

from domain.request import RequestKind
from nodes.context import Context
from nodes.state import Waiting
from storage import requests
from storage.rows import unpacked

APPROVAL_DECISIONS = ["approve", "edit", "reject", "respond"]


def payload(waiting: Waiting, context: Context) -> dict[str, Any]:
    """The interrupt's value: the request's id for the runner, the action for people."""
    if "until" in waiting:
        return {"until": waiting["until"]}
    with context.rooms.storage.view() as unit:
        row = requests.find(unit, waiting["request"])
    assert row is not None
    if row["kind"] == RequestKind.OUTCOME.value:
        return {"request": row["id"], **outcome_form(row["summary"])}
    arguments = unpacked(row["arguments"])
    return {
        "request": row["id"],
        "action_requests": [
            {
                "name": row["name"],
                "args": arguments,
                "arguments": arguments,
                "description": row["summary"],
            }
        ],
        "review_configs": [{"action_name": row["name"], "allowed_decisions": APPROVAL_DECISIONS}],
    }


def outcome_form(message: str) -> dict[str, Any]:
    """The question "did it happen?" as MCP form elicitation."""
    return {
        "mode": "form",
        "message": message,
        "requestedSchema": {
            "type": "object",
            "properties": {
                "happened": {"type": "boolean", "title": "It happened"},
                "retry": {"type": "boolean", "title": "It did not: try again", "default": False},
            },
            "required": ["happened"],
        },
    }
