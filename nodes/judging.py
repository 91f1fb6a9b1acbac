"""judging: one action before the law, with what this thread already did in mind."""

from domain.action import Action
from domain.clock import to_milliseconds
from domain.verdict import Verdict
from nodes.context import Rooms
from policy import gate
from storage import audit, effects, verdicts
from storage.unit import Unit


def weigh(
    unit: Unit, rooms: Rooms, thread_id: str, action: Action, *, clarified: bool = False
) -> Verdict:
    """The verdict on `action`; nothing is written."""
    states = {row["state"] for row in effects.same(unit, thread_id, action.digest, action.call_id)}
    known = gate.Context(
        repeats_done=effects.DONE in states,
        repeats_unknown=bool(states & {effects.UNKNOWN, effects.STARTED}),
        clarified=clarified,
    )
    return gate.judge(action, known, rooms.law)


def keep_verdict(
    unit: Unit, rooms: Rooms, thread_id: str, turn: int, action: Action, verdict: Verdict
) -> str:
    """Write a verdict and its audit row in the same transaction (B15); the verdict's id."""
    verdict_id, now = rooms.ids.new("ver"), to_milliseconds(rooms.clock.now())
    verdicts.keep(
        unit,
        verdict_id,
        thread_id=thread_id,
        turn=turn,
        action=action,
        verdict=verdict,
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
            **action.model_dump(mode="json", exclude={"risk"}),
            **verdict.model_dump(mode="json"),
        },
    )
    return verdict_id
