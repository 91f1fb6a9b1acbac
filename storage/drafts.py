"""drafts: the answer that a model is writing in a thread, for people to read along.

A draft is no part of the record: nothing is decided by it, and it goes in the transaction in which
the answer enters the transcript.
"""

from sqlalchemy import bindparam, delete, insert, select, update

from storage.schema import DRAFTS
from storage.unit import Row, Unit


def keep(unit: Unit, thread_id: str, turn: int, step: int, text: str, at: int) -> None:
    """Put this text in the place of whatever was being written in the thread."""
    if not unit.change(_REPLACE, this=thread_id, in_turn=turn, in_step=step, words=text, now=at):
        unit.change(_INSERT, thread_id=thread_id, turn=turn, step=step, text=text, at=at)


def drop(unit: Unit, thread_id: str) -> None:
    """Forget what was being written."""
    unit.change(_DELETE, this=thread_id)


def of_thread(unit: Unit, thread_id: str) -> Row | None:
    """The draft that stands in a thread, also that of a dead runner; or None."""
    return unit.row(_SELECT, this=thread_id)


_THIS = DRAFTS.c.thread_id == bindparam("this")
_INSERT = insert(DRAFTS)
_REPLACE = (
    update(DRAFTS)
    .where(_THIS)
    .values(
        turn=bindparam("in_turn"),
        step=bindparam("in_step"),
        text=bindparam("words"),
        at=bindparam("now"),
    )
)
_DELETE = delete(DRAFTS).where(_THIS)
_SELECT = select(DRAFTS).where(_THIS)
