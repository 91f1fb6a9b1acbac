"""deadlines: what nobody decided in time lapses. Expiry never approves (invariant 5)."""

from desk.decisions import close
from domain.request import RequestState
from storage import requests
from storage.unit import Unit

EXPIRED_AT_ONCE = 200


def expire_overdue(unit: Unit, now: int) -> int:
    """Expire open requests whose time has passed, some at a time; how many were."""
    overdue = requests.overdue(unit, now, EXPIRED_AT_ONCE)
    return sum(
        close(
            unit,
            row,
            RequestState.EXPIRED,
            actor="house",
            at=now,
            why="nobody decided in time",
        )
        for row in overdue
    )
