"""holds: who took an action out of the outbox before it went, and why."""

from sqlalchemy import bindparam, insert, select

from storage.schema_law import HOLDS
from storage.unit import Row, Unit


def add(unit: Unit, thread_id: str, call_id: str, by: str, why: str, at: int) -> bool:
    """Hold a call; False if somebody has held it already. `at` in milliseconds."""
    return unit.insert_once(_INSERT, thread_id=thread_id, call_id=call_id, by=by, why=why, at=at)


def find(unit: Unit, thread_id: str, call_id: str) -> Row | None:
    """Who holds a call, or None."""
    return unit.row(_SELECT, this=thread_id, call_id=call_id)


_INSERT = insert(HOLDS)
_SELECT = select(HOLDS).where(
    HOLDS.c.thread_id == bindparam("this"), HOLDS.c.call_id == bindparam("call_id")
)
