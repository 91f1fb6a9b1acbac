"""knowing: the facts that the law looks at beside an action, gathered from the rows.

They are read in the transaction that keeps the verdict, so that nothing changes in between.
"""

import hashlib
from typing import Any

from domain.action import Action
from nodes.context import Rooms
from policy.context import Context
from storage import briefs, effects, verdicts
from storage.unit import Unit

_LOTS = 2**52


def knowledge(
    unit: Unit, rooms: Rooms, thread_id: str, action: Action, *, clarified: bool
) -> Context:
    """All that is known around `action` in its thread."""
    return Context(
        clarified=clarified,
        lot=_lot(unit, rooms, thread_id, action.call_id),
        brief=briefs.find(unit, thread_id),
        **_repeats(unit, thread_id, action),
    )


def _repeats(unit: Unit, thread_id: str, action: Action) -> dict[str, Any]:
    states = {row["state"] for row in effects.same(unit, thread_id, action.digest, action.call_id)}
    return {
        "repeats_done": effects.DONE in states,
        "repeats_unknown": bool(states & {effects.UNKNOWN, effects.STARTED}),
    }


def _lot(unit: Unit, rooms: Rooms, thread_id: str, call_id: str) -> float:
    """Drawn once for a call, in [0, 1): another look at it is no other draw."""
    before = verdicts.latest(unit, thread_id, call_id)
    if before is not None:
        drawn: float = verdicts.inputs_of(before).get("context", {}).get("lot", 1.0)
        return drawn
    seed = rooms.ids.new("lot").encode()
    return int.from_bytes(hashlib.sha256(seed).digest()[:8]) % _LOTS / _LOTS
