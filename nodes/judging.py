"""judging: one action before the law, with all that the house knows of it in mind."""

from typing import Any

from pydantic import BaseModel

from domain.action import Action
from domain.clock import to_milliseconds
from domain.verdict import Route, Verdict
from nodes.context import Rooms
from nodes.knowing import knowledge
from policy.context import Context
from policy.gate import judge
from storage import audit, verdicts
from storage.unit import Unit


def weigh(
    unit: Unit, rooms: Rooms, thread_id: str, action: Action, *, clarified: bool = False
) -> tuple[Verdict, Context]:
    """The verdict on `action` and the facts that it rests on; nothing is written."""
    rooms = rooms.under_one_law()
    known = knowledge(unit, rooms, thread_id, action, clarified=clarified)
    return judge(action, known, rooms.law), known


def keep_verdict(
    unit: Unit,
    rooms: Rooms,
    thread_id: str,
    turn: int,
    action: Action,
    verdict: Verdict,
    known: Context,
    least: Route = Route.AUTO,
) -> str:
    """Write a verdict and its audit row in the same transaction (B15); the verdict's id.

    `least` is what had to be asked whatever the law says of these facts.
    """
    verdict_id, now = rooms.ids.new("ver"), to_milliseconds(rooms.clock.now())
    inputs = {
        "risk": None if action.risk is None else _told(action.risk),
        "context": _told(known),
        **({} if least is Route.AUTO else {"least": least.value}),
    }
    verdicts.keep(
        unit,
        verdict_id,
        thread_id=thread_id,
        turn=turn,
        action=action,
        verdict=verdict,
        inputs=inputs,
        at=now,
    )
    audit.append(
        unit,
        audit.thread_stream(thread_id),
        at=now,
        actor="law",
        event="verdict",
        payload={
            "verdict": verdict_id,
            **_told(action, but={"risk"}),
            **_told(verdict),
        },
    )
    return verdict_id


def _told(value: BaseModel, but: set[str] | None = None) -> dict[str, Any]:
    """What was said, as plain data: what a value's silence means is no news and takes up room."""
    return value.model_dump(mode="json", exclude_defaults=True, exclude=but)
