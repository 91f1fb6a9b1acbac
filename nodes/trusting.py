"""trusting: how far the agent's word goes: what its numbers have meant, and those of arguments."""

from typing import Any

from domain.action import Action
from nodes.context import Rooms
from policy.calibration import calibrated
from storage import calibrations
from storage.unit import Unit


def trust(unit: Unit, rooms: Rooms, action: Action) -> dict[str, Any]:
    """Who stated the confidence, what it has meant so far, and the confidences of arguments.

    A read is not weighed by any of it.
    """
    if action.risk is not None and action.risk.read_only:
        return {}
    return {
        "source": rooms.source,
        "calibrated": _calibrated(unit, rooms, action),
        "fields": action.fields,
    }


def _calibrated(unit: Unit, rooms: Rooms, action: Action) -> float | None:
    if action.confidence is None:
        return None
    curve = calibrations.latest(unit, rooms.source)
    return None if curve is None else calibrated(curve, action.confidence)
