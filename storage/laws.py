"""laws: every text that was ever in force, so that an old verdict can be replayed (B16)."""

from sqlalchemy import bindparam, insert, select, update

from storage.schema import LAWS
from storage.unit import Row, Unit


def keep(unit: Unit, version: str, text: str, at: int) -> bool:
    """Put a law in force; False if it is the one that was last enacted."""
    last = latest(unit)
    if last is not None and last["version"] == version:
        return False
    if not unit.insert_once(_INSERT, version=version, text=text, enacted_at=at):
        unit.change(_AGAIN, this=version, at=at)
    return True


def latest(unit: Unit) -> Row | None:
    """The law enacted last, or None in a new house."""
    return unit.row(_LATEST)


_INSERT = insert(LAWS)
_AGAIN = update(LAWS).where(LAWS.c.version == bindparam("this")).values(enacted_at=bindparam("at"))
_LATEST = select(LAWS).order_by(LAWS.c.enacted_at.desc()).limit(1)
