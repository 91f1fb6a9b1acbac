"""stops: how far a requester has told the agent to stop. A stop reaches what was asked before it.

It is a number of mail: what the agent proposed having heard nothing newer is stopped, whichever
turn or step it stands in. So a message written after the stop is a new matter. What the house
itself proposes, a reviewer has ordered; no stop of a requester reaches that.
"""

from sqlalchemy import bindparam, func, insert, select

from domain.thread import HOUSE
from storage import transcript
from storage.rows import unpacked
from storage.schema_talk import STOPS
from storage.unit import Unit


def add(unit: Unit, thread_id: str, mail_seq: int, by: str, at: int) -> bool:
    """Stop everything that was asked up to `mail_seq`; False if that is stopped already."""
    return unit.insert_once(_INSERT, thread_id=thread_id, mail_seq=mail_seq, by=by, at=at)


def latest(unit: Unit, thread_id: str) -> int:
    """The last mail that a stop reaches; 0 where nobody has stopped anything."""
    row = unit.row(_LATEST, this=thread_id)
    return int(row["mail_seq"] or 0) if row else 0


def reaches(unit: Unit, thread_id: str, call_id: str) -> bool:
    """Whether a call was proposed on the strength of mail that a stop reaches."""
    last = latest(unit, thread_id)
    if not last:
        return False
    proposed = transcript.answer(unit, thread_id, *transcript.place_of(call_id))
    if proposed is None or proposed["by"] == HOUSE:
        return False
    return int(unpacked(proposed["body"])["mail_seq"]) <= last


_INSERT = insert(STOPS)
_LATEST = select(func.max(STOPS.c.mail_seq).label("mail_seq")).where(
    STOPS.c.thread_id == bindparam("this")
)
