"""mail: what a thread must hear. Nothing is marked read: a reader keeps the last seq it saw."""

from typing import Any

from sqlalchemy import bindparam, insert, select, update

from storage import threads
from storage.rows import packed
from storage.schema import MAIL, THREADS
from storage.unit import Row, Unit


def post(
    unit: Unit,
    thread_id: str,
    message_id: str,
    by: str,
    text: str,
    at: int,
    attached: dict[str, Any] | None = None,
) -> bool:
    """Leave mail for a thread and wake it; False if this message id was posted before.

    `attached` makes it a letter of the house: the task it speaks of, and its photos.
    """
    if unit.row(_POSTED, this=thread_id, message_id=message_id):
        return False
    seq = unit.rows(_NEXT_SEQ, this=thread_id)[0]["mail_seq"]
    unit.change(
        _INSERT,
        thread_id=thread_id,
        seq=seq,
        message_id=message_id,
        by=by,
        text=text,
        attached=None if attached is None else packed(attached),
        at=at,
    )
    threads.wake(unit, thread_id, at)
    return True


def above(unit: Unit, thread_id: str, seq: int) -> list[Row]:
    """Mail after `seq`, oldest first."""
    return unit.rows(_ABOVE, this=thread_id, after=seq)


_POSTED = select(MAIL.c.seq).where(
    MAIL.c.thread_id == bindparam("this"), MAIL.c.message_id == bindparam("message_id")
)
_NEXT_SEQ = (
    update(THREADS)
    .where(THREADS.c.id == bindparam("this"))
    .values(mail_seq=THREADS.c.mail_seq + 1)
    .returning(THREADS.c.mail_seq)
)
_INSERT = insert(MAIL)
_ABOVE = (
    select(MAIL)
    .where(MAIL.c.thread_id == bindparam("this"), MAIL.c.seq > bindparam("after"))
    .order_by(MAIL.c.seq)
)
