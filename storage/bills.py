"""bills: laws that somebody puts forward. A bill is settled once, by a conditional write."""

from sqlalchemy import bindparam, insert, select, update

from storage.schema_law import BILLS
from storage.unit import Row, Unit

PROPOSED, ENACTED, WITHDRAWN, REFUSED = "proposed", "enacted", "withdrawn", "refused"


def propose(
    unit: Unit, bill_id: str, *, version: str, text: str, note: str, by: str, at: int, against: str
) -> None:
    """Put a bill forward; `against` is the version of the law that it was weighed against."""
    unit.change(
        _INSERT,
        id=bill_id,
        version=version,
        text=text,
        note=note,
        state=PROPOSED,
        proposed_by=by,
        proposed_at=at,
        against=against,
    )


def find(unit: Unit, bill_id: str) -> Row | None:
    """One bill's row, or None."""
    return unit.row(_SELECT, this=bill_id)


def pending(unit: Unit, limit: int) -> list[Row]:
    """Bills that nobody has settled, oldest first."""
    return unit.rows(_PENDING, limit=limit)


def settle(unit: Unit, bill_id: str, state: str, by: str, at: int) -> bool:
    """Settle a bill that nobody has settled; whether it was still open."""
    return unit.change(_SETTLE, this=bill_id, state=state, settled_by=by, settled_at=at) == 1


_INSERT = insert(BILLS).values(
    {
        name: bindparam(name)
        for name in (
            "id",
            "version",
            "text",
            "note",
            "state",
            "proposed_by",
            "proposed_at",
            "against",
        )
    }
)
_SELECT = select(BILLS).where(BILLS.c.id == bindparam("this"))
_PENDING = (
    select(BILLS)
    .where(BILLS.c.state == PROPOSED)
    .order_by(BILLS.c.proposed_at, BILLS.c.id)
    .limit(bindparam("limit"))
)
_SETTLE = (
    update(BILLS)
    .where(BILLS.c.id == bindparam("this"), BILLS.c.state == PROPOSED)
    .values(
        state=bindparam("state"),
        settled_by=bindparam("settled_by"),
        settled_at=bindparam("settled_at"),
    )
)
