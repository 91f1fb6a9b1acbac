"""enclosures: in which conversations a picture stands that a person sent along with their words."""

from sqlalchemy import bindparam, insert, select

from storage.schema import THREADS
from storage.schema_talk import ENCLOSURES
from storage.unit import Row, Unit


def add(unit: Unit, thread_id: str, digest: str) -> None:
    """Note that a picture stands in a thread; once."""
    unit.insert_once(_INSERT, thread_id=thread_id, digest=digest)


def threads_with(unit: Unit, digest: str) -> list[Row]:
    """The threads in which a picture stands."""
    return unit.rows(_WITH, digest=digest)


_INSERT = insert(ENCLOSURES)
_WITH = (
    select(THREADS)
    .join(ENCLOSURES, ENCLOSURES.c.thread_id == THREADS.c.id)
    .where(ENCLOSURES.c.digest == bindparam("digest"))
)
