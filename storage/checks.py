"""checks: rows that somebody should look at. Everything is read, nothing is changed."""

from sqlalchemy import bindparam, func, literal, or_, select, union_all

from domain.request import COUNTERSIGNED, RequestKind, RequestState
from domain.thread import ThreadStatus
from storage.effects import UNKNOWN
from storage.schema import AUDIT, JOURNAL, MAIL, REQUESTS, THREADS, TRANSCRIPT, WRITES
from storage.unit import Row, Unit

ROWS_LISTED = 500
# What sleeps in the graph until it is decided; other kinds have no sleeper.
KINDS_WITH_A_TASK = (
    *COUNTERSIGNED,
    RequestKind.ELICITATION,
    RequestKind.ESCALATION,
    RequestKind.OUTCOME,
)


def troubled(unit: Unit) -> list[Row]:
    """Threads that could not go on, stalled or to be tried again: id, status, trouble."""
    return unit.rows(_TROUBLED)


def asleep_without_a_task(unit: Unit) -> list[Row]:
    """Open requests whose thread rests, and in which nothing sleeps until they are decided."""
    resting = unit.rows(_RESTING_REQUESTS)
    return [row for row in resting if not _has_sleeper(unit, row)]


def in_doubt(unit: Unit) -> list[Row]:
    """Calls of which nobody knows whether they happened, with `asked`: the open request, if any."""
    return unit.rows(_IN_DOUBT)


def latest_moments(unit: Unit) -> dict[str, int]:
    """The latest time that each kind of row bears, in milliseconds; empty kinds are left out."""
    return {row["what"]: row["latest"] for row in unit.rows(_LATEST) if row["latest"] is not None}


def _has_sleeper(unit: Unit, row: Row) -> bool:
    """An interrupt's value names its request in plain letters, whatever packs it."""
    name = row["id"].encode()
    written = unit.rows(_INTERRUPTS, this=row["thread_id"])
    return any(name in bytes(found["value"] or b"") for found in written)


_TROUBLED = (
    select(THREADS.c.id, THREADS.c.status, THREADS.c.trouble)
    .where(or_(THREADS.c.status == ThreadStatus.STALLED.value, THREADS.c.failures > 0))
    .order_by(THREADS.c.updated_at)
    .limit(ROWS_LISTED)
)
_RESTING_REQUESTS = (
    select(REQUESTS.c.id, REQUESTS.c.thread_id)
    .join(THREADS, THREADS.c.id == REQUESTS.c.thread_id)
    .where(
        REQUESTS.c.state == RequestState.OPEN.value,
        REQUESTS.c.kind.in_([literal(kind.value) for kind in KINDS_WITH_A_TASK]),
        THREADS.c.status != ThreadStatus.WORKING.value,
        THREADS.c.wake_at.is_(None),
    )
    .limit(ROWS_LISTED)
)
_INTERRUPTS = select(WRITES.c.value).where(
    WRITES.c.thread_id == bindparam("this"), WRITES.c.channel == "__interrupt__"
)
_ASKED = (
    select(REQUESTS.c.id)
    .where(
        REQUESTS.c.thread_id == JOURNAL.c.thread_id,
        REQUESTS.c.call_id == JOURNAL.c.call_id,
        REQUESTS.c.attempt == JOURNAL.c.attempt,
        REQUESTS.c.state == RequestState.OPEN.value,
    )
    .limit(1)
    .scalar_subquery()
)
_IN_DOUBT = (
    select(JOURNAL.c.thread_id, JOURNAL.c.name, _ASKED.label("asked"))
    .where(JOURNAL.c.state == UNKNOWN)
    .order_by(JOURNAL.c.started_at)
    .limit(ROWS_LISTED)
)
_LATEST = union_all(
    select(literal("audit").label("what"), func.max(AUDIT.c.at).label("latest")),
    select(literal("threads"), func.max(THREADS.c.updated_at)),
    select(literal("mail"), func.max(MAIL.c.at)),
    select(literal("transcript"), func.max(TRANSCRIPT.c.at)),
    select(literal("journal"), func.max(JOURNAL.c.started_at)),
)
