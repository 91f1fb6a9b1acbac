"""remembering: what this thread already knows of a call, so that nobody is asked or tried in vain.

A rejected call does not come back in the same turn with one argument changed, and what has failed
often enough is not tried again without a lead.
"""

from typing import Any

from domain.action import Action
from nodes.context import Context
from nodes.state import Call
from policy.breaker import Attempted, tripped
from storage import effects, requests
from storage.rows import unpacked
from storage.unit import Row, Unit


def remembered(unit: Unit, context: Context, call: Call, action: Action) -> str | None:
    """Why a call is not made again; None when nothing speaks against it."""
    for row in requests.rejected(unit, call["thread_id"], call["turn"], action.name):
        if _nearly_same(row, action):
            return (
                f"{row['decided_by']} rejected this call already; it is not put to people again "
                "with one argument changed. Find another way, or ask the requester."
            )
    failures = failures_of(unit, context, call["thread_id"], action.name, action.digest)
    if failures:
        return f"This has failed {len(failures)} times alike; it is not tried again by itself."
    return None


def failures_of(
    unit: Unit, context: Context, thread_id: str, name: str, digest: str
) -> tuple[str, ...]:
    """The failures that trip the breaker for an action, oldest first; empty while it holds."""
    attempts = [
        Attempted(
            same_action=attempt["digest"] == digest,
            state=attempt["state"],
            error=attempt["result"],
        )
        for attempt in effects.recent(unit, thread_id, name, digest)
    ]
    return tripped(attempts, context.rooms.law.breaker)


def _nearly_same(row: Row, action: Action) -> bool:
    before: dict[str, Any] = unpacked(row["arguments"])
    names = before.keys() | action.arguments.keys()
    changed = [name for name in names if before.get(name) != action.arguments.get(name)]
    return len(changed) <= 1
