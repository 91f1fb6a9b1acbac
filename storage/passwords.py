"""passwords: one hash a person, and how many attempts in a row were wrong."""

from sqlalchemy import bindparam, insert, select, update

from storage.schema_people import PASSWORDS
from storage.unit import Row, Unit


def find(unit: Unit, person_id: str) -> Row | None:
    """The row of somebody's password, or None for who has none."""
    return unit.row(_SELECT, this=person_id)


def exist(unit: Unit) -> bool:
    """Whether anybody has a password, so that this is no demo any more."""
    return unit.row(_SELECT_ANY) is not None


def keep(unit: Unit, person_id: str, hashed: str, now: int) -> None:
    """Give somebody this password, in the place of any other; failures are forgotten."""
    if unit.change(_CHANGE, this=person_id, hash=hashed, changed_at=now) == 0:
        unit.change(
            _INSERT, person_id=person_id, hash=hashed, changed_at=now, failures=0, locked_until=0
        )


def count_failures(unit: Unit, person_id: str, failures: int, locked_until: int) -> None:
    """Keep how many attempts in a row were wrong, and until when no other one counts."""
    unit.change(_COUNT, this=person_id, failures=failures, locked_until=locked_until)


def hash_anew(unit: Unit, person_id: str, hashed: str) -> None:
    """Keep the same password under another hash."""
    unit.change(_HASH_ANEW, this=person_id, hash=hashed)


_THIS = PASSWORDS.c.person_id == bindparam("this")
_SELECT = select(PASSWORDS).where(_THIS)
_SELECT_ANY = select(PASSWORDS.c.person_id).limit(1)
_INSERT = insert(PASSWORDS)
_CHANGE = (
    update(PASSWORDS)
    .where(_THIS)
    .values(hash=bindparam("hash"), changed_at=bindparam("changed_at"), failures=0, locked_until=0)
)
_COUNT = (
    update(PASSWORDS)
    .where(_THIS)
    .values(failures=bindparam("failures"), locked_until=bindparam("locked_until"))
)
_HASH_ANEW = update(PASSWORDS).where(_THIS).values(hash=bindparam("hash"))
