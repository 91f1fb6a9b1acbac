"""laws: every text that was ever in force, so that an old verdict can be replayed (B16)."""

from sqlalchemy import bindparam, insert, or_, select

from storage.schema_law import LAWS
from storage.unit import Row, Unit

SHIPPED, FILE, BILL = "shipped", "file", "bill"


def keep(
    unit: Unit,
    version: str,
    text: str,
    at: int,
    source: str = FILE,
    proposed_by: str | None = None,
    seconded_by: str | None = None,
) -> bool:
    """Put a law in force; False if it is the one that was last enacted.

    Nobody proposed what a file states.
    """
    last = latest(unit)
    if last is not None and last["version"] == version:
        return False
    unit.change(
        _INSERT,
        seq=last["seq"] + 1 if last else 1,
        version=version,
        text=text,
        enacted_at=at,
        source=source,
        proposed_by=proposed_by,
        seconded_by=seconded_by,
    )
    return True


def latest(unit: Unit) -> Row | None:
    """The law enacted last, or None in a new house."""
    return unit.row(_LATEST)


def latest_seq(unit: Unit) -> int:
    """The number of the law enacted last; 0 in a new house. Costs next to nothing."""
    found = unit.row(_LATEST_SEQ)
    return 0 if found is None else int(found["seq"])


def latest_of_files(unit: Unit) -> Row | None:
    """The last text that came from a file and not from a bill, or None."""
    return unit.row(_LATEST_OF_FILES)


def find(unit: Unit, version: str) -> Row | None:
    """A text by its version, or None."""
    return unit.row(_SELECT, version=version)


def newest_first(unit: Unit, limit: int) -> list[Row]:
    """The texts that came into force, the last one first."""
    return unit.rows(_NEWEST_FIRST, limit=limit)


_INSERT = insert(LAWS)
_ORDERED = select(LAWS).order_by(LAWS.c.seq.desc())
_LATEST = _ORDERED.limit(1)
_LATEST_SEQ = _LATEST.with_only_columns(LAWS.c.seq)
_LATEST_OF_FILES = _LATEST.where(or_(LAWS.c.source.is_(None), LAWS.c.source != BILL))
_SELECT = _LATEST.where(LAWS.c.version == bindparam("version"))
_NEWEST_FIRST = _ORDERED.limit(bindparam("limit"))
