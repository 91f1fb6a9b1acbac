"""envelopes: plans that people approved, and what was carried out within each.

A covering is written in the transaction that starts its effect, and taken away in the one that
keeps the effect as failed. So counting them is counting what was done or may have been.
"""

from sqlalchemy import bindparam, delete, func, insert, select, update

from domain.clock import from_milliseconds
from domain.plan import ApprovedPlan, Plan
from storage.rows import packed, unpacked
from storage.schema_law import COVERINGS, ENVELOPES
from storage.unit import Row, Unit


def open_once(unit: Unit, plan: Plan, **columns: object) -> bool:
    """Write an envelope down; False if this call has opened one. Times in milliseconds."""
    return unit.insert_once(
        _INSERT, body=packed(plan.spoken()), closed_at=None, closed_by="", **columns
    )


def find(unit: Unit, envelope_id: str) -> Row | None:
    """One envelope's row, or None."""
    return unit.row(_SELECT, this=envelope_id)


def of_call(unit: Unit, thread_id: str, call_id: str) -> Row | None:
    """The envelope that a call has opened, or None."""
    return unit.row(_OF_CALL, this=thread_id, call_id=call_id)


def in_force(unit: Unit, thread_id: str, now: int) -> list[Row]:
    """The envelopes of a thread that nobody has closed and whose time has not run out."""
    return unit.rows(_IN_FORCE, this=thread_id, now=now)


def of_thread(unit: Unit, thread_id: str) -> list[Row]:
    """All envelopes of a thread, oldest first."""
    return unit.rows(_OF_THREAD, this=thread_id)


def close(unit: Unit, envelope_id: str, by: str, at: int) -> bool:
    """End an envelope; False if somebody has already. What has begun in it is not touched."""
    return unit.change(_CLOSE, this=envelope_id, by=by, at=at) == 1


def cover(unit: Unit, **columns: object) -> bool:
    """Count an effect that begins as one of a step; False if its call is counted already."""
    return unit.insert_once(_COVER, **columns)


def give_back(unit: Unit, thread_id: str, call_id: str) -> None:
    """Take an effect out of the count: it is known not to have happened."""
    unit.change(_GIVE_BACK, this=thread_id, call_id=call_id)


def usage(unit: Unit, envelope_id: str, steps: int) -> tuple[list[int], int]:
    """How often each of `steps` was carried out, and what all of it cost in minor units."""
    used, spent = [0] * steps, 0
    for row in unit.rows(_USAGE, this=envelope_id):
        used[row["step"]] = row["used"]
        spent += row["spent"]
    return used, spent


def plan_of(row: Row) -> Plan:
    """The plan that an envelope holds."""
    return Plan.model_validate(unpacked(row["body"]))


def approved(unit: Unit, row: Row) -> ApprovedPlan:
    """An envelope with what was used of it, as people read it."""
    plan = plan_of(row)
    used, spent = usage(unit, row["id"], len(plan.steps))
    closed_at = row["closed_at"]
    return ApprovedPlan(
        id=row["id"],
        thread_id=row["thread_id"],
        call_id=row["call_id"],
        plan=plan,
        used=tuple(used),
        spent_minor=spent,
        currency=row["currency"],
        by=row["by"],
        at=from_milliseconds(row["at"]),
        valid_until=from_milliseconds(row["valid_until"]),
        closed_at=None if closed_at is None else from_milliseconds(closed_at),
        closed_by=row["closed_by"],
    )


_INSERT = insert(ENVELOPES)
_SELECT = select(ENVELOPES).where(ENVELOPES.c.id == bindparam("this"))
_OF_CALL = select(ENVELOPES).where(
    ENVELOPES.c.thread_id == bindparam("this"), ENVELOPES.c.call_id == bindparam("call_id")
)
_IN_FORCE = (
    select(ENVELOPES)
    .where(
        ENVELOPES.c.thread_id == bindparam("this"),
        ENVELOPES.c.closed_at.is_(None),
        ENVELOPES.c.valid_until > bindparam("now"),
    )
    .order_by(ENVELOPES.c.at, ENVELOPES.c.id)
)
_OF_THREAD = (
    select(ENVELOPES)
    .where(ENVELOPES.c.thread_id == bindparam("this"))
    .order_by(ENVELOPES.c.at, ENVELOPES.c.id)
)
_CLOSE = (
    update(ENVELOPES)
    .where(ENVELOPES.c.id == bindparam("this"), ENVELOPES.c.closed_at.is_(None))
    .values(closed_at=bindparam("at"), closed_by=bindparam("by"))
)
_COVER = insert(COVERINGS)
_GIVE_BACK = delete(COVERINGS).where(
    COVERINGS.c.thread_id == bindparam("this"), COVERINGS.c.call_id == bindparam("call_id")
)
_USAGE = (
    select(
        COVERINGS.c.step,
        func.count().label("used"),
        func.sum(COVERINGS.c.cost_minor).label("spent"),
    )
    .where(COVERINGS.c.envelope_id == bindparam("this"))
    .group_by(COVERINGS.c.step)
)
