"""outbox: what is staged in the whole house, read from the verdicts of threads that wait for time.

Nothing is kept twice: an action leaves the outbox by being begun, held or answered.
"""

from sqlalchemy import String, and_, bindparam, exists, literal, or_, select, text

from domain.thread import ThreadStatus
from storage.schema import JOURNAL, THREADS, TRANSCRIPT, VERDICTS
from storage.schema_law import HOLDS
from storage.transcript import result_id
from storage.unit import Row, Unit


def staged(unit: Unit, limit: int) -> list[Row]:
    """Verdicts of actions that wait in the outbox, with the `owner` of each thread."""
    return unit.rows(_STAGED, limit=limit)


def of_thread(unit: Unit, thread_id: str) -> list[str]:
    """The calls of one thread that wait in the outbox."""
    return [row["call_id"] for row in unit.rows(_OF_THREAD, this=thread_id)]


_NEWER = VERDICTS.alias("newer")
_CALL = (VERDICTS.c.thread_id, VERDICTS.c.call_id)
_REPLACED = exists().where(
    _NEWER.c.thread_id == _CALL[0],
    _NEWER.c.call_id == _CALL[1],
    _NEWER.c.edition > VERDICTS.c.edition,
)
_BEGUN = exists().where(JOURNAL.c.thread_id == _CALL[0], JOURNAL.c.call_id == _CALL[1])
_HELD = exists().where(HOLDS.c.thread_id == _CALL[0], HOLDS.c.call_id == _CALL[1])
_ANSWERED = exists().where(
    TRANSCRIPT.c.thread_id == _CALL[0],
    TRANSCRIPT.c.message_id == literal(result_id(""), String) + _CALL[1],
)
_WAITS = (
    # Spelled out: with a parameter the database could not use the index of what was staged.
    text("verdicts.outbox_seconds > 0"),
    ~_REPLACED,
    ~_BEGUN,
    ~_HELD,
    ~_ANSWERED,
)
_STAGED = (
    select(VERDICTS, THREADS.c.owner)
    .join(THREADS, THREADS.c.id == VERDICTS.c.thread_id)
    .where(
        or_(
            THREADS.c.status == ThreadStatus.WORKING.value,
            and_(THREADS.c.status == ThreadStatus.WAITING.value, THREADS.c.wake_at.is_not(None)),
        ),
        *_WAITS,
    )
    .order_by(VERDICTS.c.at, VERDICTS.c.call_id)
    .limit(bindparam("limit"))
)
_OF_THREAD = (
    select(VERDICTS.c.call_id)
    .where(VERDICTS.c.thread_id == bindparam("this"), *_WAITS)
    .order_by(VERDICTS.c.at, VERDICTS.c.call_id)
)
