"""threads: a thread's row, and the list of threads that have something to do.

`wake_at` is the durable wake: whoever changes what a thread waits for sets it to 0 in the same
transaction, so that a lost hint delays a thread but never forgets it.
"""

from datetime import timedelta

from sqlalchemy import bindparam, insert, or_, select, update

from domain.clock import HORIZON
from domain.thread import ThreadStatus
from storage.schema import THREADS
from storage.unit import Row, Unit

AT_ONCE = 0
HORIZON_MILLISECONDS = HORIZON // timedelta(milliseconds=1)


def create(
    unit: Unit, thread_id: str, owner: str, title: str, at: int, fork_of: str | None = None
) -> bool:
    """Begin a thread; False if it exists."""
    return unit.insert_once(
        _INSERT,
        id=thread_id,
        owner=owner,
        title=title,
        fork_of=fork_of,
        created_at=at,
        updated_at=at,
        status=ThreadStatus.IDLE.value,
        mail_seq=0,
        wake_at=None,
        failures=0,
        trouble="",
        taken_over_by=None,
        lease_epoch=0,
        lease_holder="",
        lease_until=0,
    )


def find(unit: Unit, thread_id: str) -> Row | None:
    """A thread's row, or None."""
    return unit.row(_SELECT, this=thread_id)


def listed(unit: Unit, owner: str | None, limit: int) -> list[Row]:
    """The threads of `owner`, or everybody's, last changed first."""
    if owner is None:
        return unit.rows(_SELECT_ALL, limit=limit)
    return unit.rows(_SELECT_OWNED, owner=owner, limit=limit)


def wake(unit: Unit, thread_id: str, at: int) -> None:
    """Say that something happened to a thread; whoever scans next advances it."""
    unit.change(_WAKE, this=thread_id, at=at)


def take_over(unit: Unit, thread_id: str, person_id: str | None) -> None:
    """Note who speaks instead of the agent; None gives the thread back to it."""
    unit.change(_TAKE_OVER, this=thread_id, person=person_id)


def rename(unit: Unit, thread_id: str, title: str) -> None:
    """Call a thread something else; its place in the lists stays."""
    unit.change(_RENAME, this=thread_id, title=title)


def touch(unit: Unit, thread_id: str, at: int) -> None:
    """Note when a thread last changed."""
    unit.change(_TOUCH, this=thread_id, at=at)


def due(unit: Unit, now: int, limit: int) -> list[str]:
    """Ids of threads that a free runner should advance, oldest wake first."""
    rows = unit.rows(_DUE, now=now, horizon=now + HORIZON_MILLISECONDS, limit=limit)
    return [row["id"] for row in rows]


def unsettled(unit: Unit) -> bool:
    """Whether any thread is worked on, or will be without a person's doing."""
    return unit.row(_UNSETTLED) is not None


_INSERT = insert(THREADS)
_SELECT = select(THREADS).where(THREADS.c.id == bindparam("this"))
_SELECT_ALL = select(THREADS).order_by(THREADS.c.updated_at.desc()).limit(bindparam("limit"))
_SELECT_OWNED = (
    select(THREADS)
    .where(THREADS.c.owner == bindparam("owner"))
    .order_by(THREADS.c.updated_at.desc())
    .limit(bindparam("limit"))
)
_WAKE = (
    update(THREADS)
    .where(THREADS.c.id == bindparam("this"))
    .values(wake_at=AT_ONCE, updated_at=bindparam("at"))
)
_TAKE_OVER = (
    update(THREADS)
    .where(THREADS.c.id == bindparam("this"))
    .values(taken_over_by=bindparam("person"))
)
_RENAME = update(THREADS).where(THREADS.c.id == bindparam("this")).values(title=bindparam("title"))
_TOUCH = update(THREADS).where(THREADS.c.id == bindparam("this")).values(updated_at=bindparam("at"))
# What lies beyond the horizon was written under a clock that has since been set back.
LEASE_FREE = or_(
    THREADS.c.lease_until <= bindparam("now"), THREADS.c.lease_until > bindparam("horizon")
)
_DUE = (
    select(THREADS.c.id)
    .where(
        LEASE_FREE,
        or_(
            THREADS.c.status == ThreadStatus.WORKING.value,
            THREADS.c.wake_at <= bindparam("now"),
            THREADS.c.wake_at > bindparam("horizon"),
        ),
    )
    .order_by(THREADS.c.wake_at)
    .limit(bindparam("limit"))
)
_UNSETTLED = (
    select(THREADS.c.id)
    .where(
        or_(
            THREADS.c.status == ThreadStatus.WORKING.value,
            THREADS.c.wake_at.is_not(None),
        )
    )
    .limit(1)
)
