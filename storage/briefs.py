"""briefs: what a person fixed for a thread before its run (D2). One each, never replaced."""

from sqlalchemy import bindparam, insert, select

from domain.brief import Brief
from storage.schema_law import BRIEFS
from storage.unit import Unit


def keep(unit: Unit, thread_id: str, brief: Brief, by: str, at: int) -> bool:
    """Fix a thread's brief; False if it has one, which then stays. `at` in milliseconds."""
    return unit.insert_once(
        _INSERT, thread_id=thread_id, body=brief.model_dump_json(), by=by, at=at
    )


def find(unit: Unit, thread_id: str) -> Brief | None:
    """The brief of a thread, or None."""
    row = unit.row(_SELECT, this=thread_id)
    return None if row is None else Brief.model_validate_json(row["body"])


_INSERT = insert(BRIEFS)
_SELECT = select(BRIEFS).where(BRIEFS.c.thread_id == bindparam("this"))
