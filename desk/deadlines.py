"""deadlines: what nobody decided in time lapses. Expiry never approves (invariant 5)."""

from desk.decisions import close
from domain.request import RequestKind, RequestState
from domain.thread import HOUSE
from storage import requests
from storage.unit import Row, Unit

EXPIRED_AT_ONCE = 200


def expire_overdue(unit: Unit, now: int) -> list[Row]:
    """Expire open requests whose time has passed, some at a time; those that were."""
    return [
        row
        for row in requests.overdue(unit, now, EXPIRED_AT_ONCE)
        if close(unit, row, RequestState.EXPIRED, actor=HOUSE, at=now, why=_why(row))
    ]


def _why(row: Row) -> str:
    afterwards = row["kind"] == RequestKind.RECHECK.value
    return "nobody looked" if afterwards else "nobody decided in time"
