"""switches: the house's few yes-or-no facts, such as the kill switch."""

from sqlalchemy import bindparam, insert, select, update

from storage.schema import SWITCHES
from storage.unit import Unit

HALT = "halt"


def thrown(unit: Unit, name: str) -> bool:
    """Whether a switch is on; one never touched is off."""
    row = unit.row(_SELECT, this=name)
    return bool(row and row["thrown"])


def throw(unit: Unit, name: str, on: bool) -> None:
    """Turn a switch on or off."""
    if not unit.insert_once(_INSERT, name=name, thrown=on):
        unit.change(_UPDATE, this=name, thrown=on)


_SELECT = select(SWITCHES).where(SWITCHES.c.name == bindparam("this"))
_INSERT = insert(SWITCHES)
_UPDATE = (
    update(SWITCHES).where(SWITCHES.c.name == bindparam("this")).values(thrown=bindparam("thrown"))
)
