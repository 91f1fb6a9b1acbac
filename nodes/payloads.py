"""payloads: what an interrupt shows to clients that speak LangChain's dialect, or MCP's.

Exactly one action each, with `arguments` beside `args`: one well-known inbox reads the former.
"""

from typing import Any

from domain.request import RequestKind
from nodes.context import Context
from nodes.state import Waiting
from storage import requests
from storage.rows import unpacked

DECISIONS = {
    RequestKind.APPROVAL: ["approve", "edit", "reject", "respond"],
    RequestKind.ESCALATION: ["approve", "edit", "reject", "respond"],
}


def payload(waiting: Waiting, context: Context) -> dict[str, Any]:
    """The interrupt's value: the request's id for the runner, the matter for people."""
    if "until" in waiting:
        return {"until": waiting["until"]}
    with context.rooms.storage.view() as unit:
        row = requests.find(unit, waiting["request"])
    assert row is not None
    if row["form"]:
        return {"request": row["id"], **unpacked(row["form"])}
    arguments = unpacked(row["arguments"])
    allowed = DECISIONS[RequestKind(row["kind"])]
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
        "review_configs": [{"action_name": row["name"], "allowed_decisions": allowed}],
    }
