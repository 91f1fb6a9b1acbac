"""payloads: what an interrupt shows to clients that speak LangChain's dialect, or MCP's.

Exactly one action each, with `arguments` beside `args`: one well-known inbox reads the former.
"""

from typing import Any

from domain.request import COUNTERSIGNED, RequestKind
from nodes.state import Waiting
from storage.rows import unpacked
from storage.unit import Row

DECISIONS = {
    **{kind: ["approve", "edit", "reject", "respond"] for kind in COUNTERSIGNED},
    RequestKind.ESCALATION: ["approve", "edit", "reject", "respond"],
}


def waiting_for(row: Row) -> Waiting:
    """Sleep until a request is settled: its id for the runner, the matter for people."""
    return {"request": row["id"], **_matter(row)}


def _matter(row: Row) -> dict[str, Any]:
    if row["form"]:
        return dict(unpacked(row["form"]))
    arguments = unpacked(row["arguments"])
    allowed = DECISIONS[RequestKind(row["kind"])]
    return {
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
