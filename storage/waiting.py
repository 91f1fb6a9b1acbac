"""waiting: the reviewers' queue: open requests, oldest first, without questions to requesters.

Every query walks the index of the queue and stops at its limit, however many wait behind.
"""

from sqlalchemy import bindparam, select

from domain.request import RequestKind, RequestState
from storage.schema import REQUESTS
from storage.unit import Row, Unit


def rows(unit: Unit, limit: int) -> list[Row]:
    """The oldest requests, whole."""
    return unit.rows(_WAITING, limit=limit)


def lines(unit: Unit, limit: int) -> list[Row]:
    """The oldest requests in few words; an agent's long texts are left where they are."""
    return unit.rows(_LINES, limit=limit)


def moments(unit: Unit, limit: int) -> list[Row]:
    """When each of the oldest requests was opened, and from when on it is late."""
    return unit.rows(_MOMENTS, limit=limit)


_WAITING = (
    select(REQUESTS)
    .where(
        REQUESTS.c.state == RequestState.OPEN.value,
        REQUESTS.c.kind != RequestKind.ELICITATION.value,
    )
    .order_by(REQUESTS.c.opened_at, REQUESTS.c.id)
    .limit(bindparam("limit"))
)
_LINES = _WAITING.with_only_columns(
    REQUESTS.c.id,
    REQUESTS.c.kind,
    REQUESTS.c.route,
    REQUESTS.c.summary,
    REQUESTS.c.requested_by,
    REQUESTS.c.confidence,
    REQUESTS.c.opened_at,
    REQUESTS.c.decide_by,
    REQUESTS.c.late_at,
)
_MOMENTS = _WAITING.with_only_columns(REQUESTS.c.opened_at, REQUESTS.c.late_at)
