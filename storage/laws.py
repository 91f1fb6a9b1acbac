"""laws: every text that was ever in force, so that an old verdict can be replayed (B16)."""

from sqlalchemy import insert, select

from storage.schema_law import LAWS
from storage.unit import Row, Unit


def keep(
    unit: Unit,
    version: str,
    text: str,
    at: int,
    proposed_by: str | None = None,
    seconded_by: str | None = None,
) -> bool:
    """Put a law in force; False if it is the one that was last enacted.

    Nobody proposed what a file states.
    """
    last = latest(unit)
    if last is not None and last["version"] == version:
        return False
    seq = last["seq"] + 1 if last else 1
    unit.change(
        _INSERT,
        seq=seq,
        version=version,
        text=text,
        enacted_at=at,
        proposed_by=proposed_by,
        seconded_by=seconded_by,
    )
    return True


def latest(unit: Unit) -> Row | None:
    """The law enacted last, or None in a new house."""
    return unit.row(_LATEST)


_INSERT = insert(LAWS)
_LATEST = select(LAWS).order_by(LAWS.c.seq.desc()).limit(1)
