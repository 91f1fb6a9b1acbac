"""mail: what a thread must hear. Nothing is marked read: a reader keeps the last seq it saw."""

from typing import Any

from sqlalchemy import bindparam, insert, select, update

from domain.thread import Speaker
from storage import enclosures, threads
from storage.rows import packed, unpacked
from storage.schema import MAIL, THREADS
from storage.unit import Row, Unit

LONG_FROM_NOW = 2**62


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

    `attached` may hold `photos` (digests); a letter of the house has the `task` it speaks of, or
    the call it is `about`, what a `reviewer` wrote in it, and the number of the order to take that
    call back (`takeback`), if it is one.
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
    if attached and not _is_of_the_house(attached):
        for digest in attached["photos"]:
            enclosures.add(unit, thread_id, digest)
    threads.wake(unit, thread_id, at)
    return True


def speaker_of(letter: Row) -> Speaker:
    """Who wrote a letter: one that speaks of a task or of what was done is the house's."""
    attached = unpacked(letter["attached"]) if letter["attached"] else {}
    return Speaker.HOUSE if _is_of_the_house(attached) else Speaker.USER


def takeback_of(letter: Row) -> tuple[str, int] | None:
    """The call that a letter orders to be taken back and the order's number, or None."""
    attached = unpacked(letter["attached"]) if letter["attached"] else {}
    number = attached.get("takeback")
    return None if number is None else (attached["about"], number)


def above(unit: Unit, thread_id: str, seq: int) -> list[Row]:
    """Mail after `seq`, oldest first."""
    return unit.rows(_ABOVE, this=thread_id, after=seq)


def last_of(unit: Unit, thread_id: str, by: str, until: int | None = None) -> Row | None:
    """What this person wrote to a thread last, or last up to a moment; letters are not theirs."""
    latest = LONG_FROM_NOW if until is None else until
    return unit.row(_LAST_OF, this=thread_id, by=by, until=latest)


def _is_of_the_house(attached: dict[str, Any]) -> bool:
    return bool(attached.get("task") or attached.get("about"))


def last_of_owner(unit: Unit, thread_id: str, limit: int) -> list[str]:
    """What the thread's requester wrote last, newest first."""
    return [row["text"] for row in unit.rows(_LAST_OF_OWNER, this=thread_id, limit=limit)]


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
_LAST_OF_OWNER = (
    select(MAIL.c.text)
    .join(THREADS, THREADS.c.id == MAIL.c.thread_id)
    .where(MAIL.c.thread_id == bindparam("this"), MAIL.c.by == THREADS.c.owner)
    .order_by(MAIL.c.seq.desc())
    .limit(bindparam("limit"))
)
_LAST_OF = (
    select(MAIL.c.text, MAIL.c.at)
    .where(
        MAIL.c.thread_id == bindparam("this"),
        MAIL.c.by == bindparam("by"),
        MAIL.c.at <= bindparam("until"),
    )
    .order_by(MAIL.c.seq.desc())
    .limit(1)
)
