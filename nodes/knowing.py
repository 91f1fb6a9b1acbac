"""knowing: the facts that the law looks at beside an action, gathered from the rows.

They are read in the transaction that keeps the verdict, so that nothing changes in between.
"""

import hashlib
from typing import Any

from domain.action import Action
from domain.risk import Risk
from nodes.context import Rooms
from nodes.covering import covering
from nodes.listening import mood_of
from nodes.origins import origins
from nodes.spending import spending
from nodes.supervising import is_new
from nodes.trusting import trust
from policy.context import Context
from policy.taking import taken_for
from storage import briefs, effects, holds, verdicts
from storage.unit import Row, Unit

_LOTS = 2**52


def knowledge(
    unit: Unit, rooms: Rooms, thread_id: str, action: Action, *, clarified: bool
) -> Context:
    """All that is known around `action` in its thread."""
    brief = briefs.find(unit, thread_id)
    covered_by, budget = covering(unit, rooms, thread_id, action)
    limits, new_recipient = spending(unit, rooms, thread_id, action, brief)
    return Context(
        clarified=clarified,
        covered_by=covered_by,
        uses=(*limits, *budget),
        new_recipient=new_recipient,
        brief=brief,
        is_new=is_new(unit, rooms.law, action),
        sentiment=mood_of(unit, rooms, thread_id, action),
        taken_for=_taken_for(rooms, action),
        **origins(unit, rooms, thread_id, action, brief),
        **trust(unit, rooms, action),
        **_before(unit, rooms, thread_id, action.call_id),
        **_repeats(unit, thread_id, action),
    )


def _taken_for(rooms: Rooms, action: Action) -> Risk | None:
    """What a tool that says nothing of its risk would do by its words."""
    tool = rooms.catalogue.find(action.name)
    if action.risk is not None or tool is None:
        return None
    _, risk = taken_for(tool.name, tool.description, tool.schema, action.arguments)
    return risk


def _repeats(unit: Unit, thread_id: str, action: Action) -> dict[str, Any]:
    states = {row["state"] for row in effects.same(unit, thread_id, action.digest, action.call_id)}
    return {
        "repeats_done": effects.DONE in states,
        "repeats_unknown": bool(states & {effects.UNKNOWN, effects.STARTED}),
    }


def _before(unit: Unit, rooms: Rooms, thread_id: str, call_id: str) -> dict[str, Any]:
    """What was fixed for a call before it comes to the law again: its lot, and who held it.

    A lot is drawn once for a call, in [0, 1): another look at it is no other draw.
    """
    before = verdicts.latest(unit, thread_id, call_id)
    if before is None:
        seed = rooms.ids.new("lot").encode()
        return {"lot": int.from_bytes(hashlib.sha256(seed).digest()[:8]) % _LOTS / _LOTS}
    drawn = verdicts.inputs_of(before).get("context", {}).get("lot", 1.0)
    held = holds.find(unit, thread_id, call_id)
    return {"lot": drawn, "held_by": _holder(held) if held is not None else ""}


def _holder(held: Row) -> str:
    return f"{held['by']} (“{held['why']}”)" if held["why"] else str(held["by"])
