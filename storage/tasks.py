"""tasks: work in the field as rows. Every change names the state and version it expects, so that of
fifty operators one has the task.
"""

from sqlalchemy import bindparam, insert, or_, select, update

from domain.clock import from_milliseconds
from domain.task import Proof, Task, TaskKind, TaskState
from storage.schema_field import TASKS
from storage.unit import Row, Unit


def post_once(unit: Unit, **columns: object) -> bool:
    """Post a task; False if this attempt of the call has posted one."""
    return unit.insert_once(_INSERT, **columns)


def find(unit: Unit, task_id: str) -> Row | None:
    """One task's row, or None."""
    return unit.row(_SELECT, this=task_id)


def of_call(unit: Unit, thread_id: str, call_id: str, attempt: int) -> Row | None:
    """The task that an attempt of a call has posted, or None."""
    return unit.row(_OF_CALL, this=thread_id, call_id=call_id, attempt=attempt)


def of_thread(unit: Unit, thread_id: str) -> list[Row]:
    """All tasks of a thread, oldest first."""
    return unit.rows(_OF_THREAD, this=thread_id)


def posted(unit: Unit, now: int, limit: int) -> list[Row]:
    """Tasks that anybody may take, those that end first at the top."""
    return unit.rows(_POSTED, now=now, limit=limit)


def held_by(unit: Unit, operator: str) -> list[Row]:
    """The tasks that an operator has and has not ended, those that end first at the top."""
    return unit.rows(_HELD, operator=operator)


def ended_by(unit: Unit, operator: str, limit: int) -> list[Row]:
    """The last tasks that an operator brought to an end, newest first."""
    return unit.rows(_ENDED, operator=operator, limit=limit)


def overdue(unit: Unit, now: int, limit: int) -> list[Row]:
    """Tasks whose deadline has passed and that nobody has shown a proof for."""
    return unit.rows(_OVERDUE, now=now, limit=limit)


def claim(unit: Unit, task_id: str, operator: str, now: int) -> bool:
    """Give a posted task to one operator; False if it is not there to be taken any more."""
    return unit.change(_CLAIM, this=task_id, operator=operator, now=now) == 1


def move(unit: Unit, row: Row, to: TaskState, **changed: object) -> bool:
    """Change a task's state if it still stands as `row` says; whether it did.

    `changed` may name operator, claimed_at, deadline, feedback and ended_at; others stay.
    """
    values = {name: changed.get(name, row[name]) for name in _CHANGEABLE}
    expected = {"this": row["id"], "from_state": row["state"], "from_version": row["version"]}
    return unit.change(_MOVE, **expected, state=to.value, **values) == 1


def task_of(row: Row, proofs: tuple[Proof, ...] = ()) -> Task:
    """A row as the value that people read."""
    claimed_at = row["claimed_at"]
    return Task(
        id=row["id"],
        kind=TaskKind(row["kind"]),
        thread_id=row["thread_id"],
        call_id=row["call_id"],
        state=TaskState(row["state"]),
        version=row["version"],
        description=row["description"],
        location=row["location"],
        reward_minor=row["reward_minor"],
        currency=row["currency"],
        requested_by=row["requested_by"],
        posted_at=from_milliseconds(row["posted_at"]),
        deadline=from_milliseconds(row["deadline"]),
        operator=row["operator"],
        claimed_at=None if claimed_at is None else from_milliseconds(claimed_at),
        feedback=row["feedback"],
        proofs=proofs,
    )


_CHANGEABLE = ("operator", "claimed_at", "deadline", "feedback", "ended_at")
_INSERT = insert(TASKS)
_SELECT = select(TASKS).where(TASKS.c.id == bindparam("this"))
_OF_CALL = select(TASKS).where(
    TASKS.c.thread_id == bindparam("this"),
    TASKS.c.call_id == bindparam("call_id"),
    TASKS.c.attempt == bindparam("attempt"),
)
_OF_THREAD = (
    select(TASKS)
    .where(TASKS.c.thread_id == bindparam("this"))
    .order_by(TASKS.c.posted_at, TASKS.c.id)
)
_POSTED = (
    select(TASKS)
    .where(TASKS.c.state == TaskState.POSTED.value, TASKS.c.deadline > bindparam("now"))
    .order_by(TASKS.c.deadline, TASKS.c.id)
    .limit(bindparam("limit"))
)
_IN_HAND = or_(TASKS.c.state == TaskState.CLAIMED.value, TASKS.c.state == TaskState.PROVEN.value)
_HELD = (
    select(TASKS)
    .where(TASKS.c.operator == bindparam("operator"), _IN_HAND)
    .order_by(TASKS.c.deadline, TASKS.c.id)
)
_ENDED = (
    select(TASKS)
    .where(TASKS.c.operator == bindparam("operator"), TASKS.c.ended_at.is_not(None))
    .order_by(TASKS.c.ended_at.desc(), TASKS.c.id)
    .limit(bindparam("limit"))
)
_OVERDUE = (
    select(TASKS)
    .where(
        or_(TASKS.c.state == TaskState.POSTED.value, TASKS.c.state == TaskState.CLAIMED.value),
        TASKS.c.deadline <= bindparam("now"),
    )
    .limit(bindparam("limit"))
)
_CLAIM = (
    update(TASKS)
    .where(
        TASKS.c.id == bindparam("this"),
        TASKS.c.state == TaskState.POSTED.value,
        TASKS.c.deadline > bindparam("now"),
    )
    .values(
        state=TaskState.CLAIMED.value,
        version=TASKS.c.version + 1,
        operator=bindparam("operator"),
        claimed_at=bindparam("now"),
    )
)
_MOVE = (
    update(TASKS)
    .where(
        TASKS.c.id == bindparam("this"),
        TASKS.c.state == bindparam("from_state"),
        TASKS.c.version == bindparam("from_version"),
    )
    .values(
        {
            "state": bindparam("state"),
            "version": TASKS.c.version + 1,
            **{name: bindparam(name) for name in _CHANGEABLE},
        }
    )
)
