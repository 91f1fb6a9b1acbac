"""audit: who did what, in hash-chained streams; a changed, missing or moved row is found.

A row's hash covers a salted digest of its payload, not the payload: payload and salt can be
erased, and the chain still verifies.
"""

import hashlib
import secrets
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import bindparam, insert, select, update

from storage.rows import packed
from storage.schema import AUDIT, AUDIT_HEADS
from storage.unit import Row, Unit

HOUSE = "house"


class Fault(BaseModel):
    """Where a stream stops being believable, and why."""

    model_config = ConfigDict(frozen=True)

    stream: str
    seq: int
    what: str


def thread_stream(thread_id: str) -> str:
    """The name of a thread's own stream."""
    return f"thread:{thread_id}"


def append(
    unit: Unit, stream: str, *, at: int, actor: str, event: str, payload: dict[str, Any]
) -> None:
    """Add one row to a stream, in the transaction of what it speaks of."""
    head = unit.row(_HEAD, this=stream)
    salt, said = secrets.token_urlsafe(16), packed(payload)
    row = {
        "stream": stream,
        "seq": head["seq"] + 1 if head else 1,
        "at": at,
        "actor": actor,
        "event": event,
        "payload_digest": _payload_digest(salt, said),
        "previous": head["hash"] if head else "",
    }
    row["hash"] = _row_hash(row)
    unit.change(_INSERT, **row, payload=said, salt=salt)
    change = _MOVE_HEAD if head else _INSERT_HEAD
    names = {"this": stream} if head else {"stream": stream}
    unit.change(change, **names, seq=row["seq"], hash=row["hash"])


def read(unit: Unit, stream: str) -> list[Row]:
    """A stream's rows in order."""
    return unit.rows(_STREAM, this=stream)


def verify(unit: Unit) -> tuple[int, int, list[Fault]]:
    """How many rows and streams stand, and the first fault of each stream that has one."""
    heads = {row["stream"]: row for row in unit.rows(_HEADS)}
    names = sorted(heads.keys() | {row["stream"] for row in unit.rows(_NAMES)})
    count, faults = 0, []
    for name in names:
        rows = read(unit, name)
        count += len(rows)
        fault = _first_fault(name, rows, heads.get(name))
        if fault:
            faults.append(fault)
    return count, len(names), faults


def _first_fault(stream: str, rows: list[Row], head: Row | None) -> Fault | None:
    previous = ""
    for expected_seq, row in enumerate(rows, start=1):
        if row["seq"] != expected_seq:
            return Fault(stream=stream, seq=expected_seq, what="a row is missing")
        if row["previous"] != previous:
            return Fault(stream=stream, seq=expected_seq, what="the row before it was replaced")
        if row["hash"] != _row_hash(row):
            return Fault(stream=stream, seq=expected_seq, what="the row was changed")
        erased = row["payload"] is None and row["salt"] is None
        if (
            not erased
            and _payload_digest(row["salt"] or "", row["payload"] or "") != (row["payload_digest"])
        ):
            return Fault(stream=stream, seq=expected_seq, what="its payload was changed")
        previous = row["hash"]
    if head is None or head["seq"] != len(rows) or head["hash"] != previous:
        return Fault(stream=stream, seq=len(rows) + 1, what="rows are missing at the end")
    return None


def _payload_digest(salt: str, payload: str) -> str:
    return hashlib.sha256(f"{salt}\n{payload}".encode()).hexdigest()


def _row_hash(row: dict[str, Any]) -> str:
    covered = ("stream", "seq", "at", "actor", "event", "payload_digest", "previous")
    return hashlib.sha256(packed([row[name] for name in covered]).encode()).hexdigest()


_HEAD = select(AUDIT_HEADS).where(AUDIT_HEADS.c.stream == bindparam("this"))
_HEADS = select(AUDIT_HEADS)
_NAMES = select(AUDIT.c.stream).distinct()
_INSERT = insert(AUDIT)
_INSERT_HEAD = insert(AUDIT_HEADS)
_MOVE_HEAD = (
    update(AUDIT_HEADS)
    .where(AUDIT_HEADS.c.stream == bindparam("this"))
    .values(seq=bindparam("seq"), hash=bindparam("hash"))
)
_STREAM = select(AUDIT).where(AUDIT.c.stream == bindparam("this")).order_by(AUDIT.c.seq)
