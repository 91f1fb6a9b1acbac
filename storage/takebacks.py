"""takebacks: orders to take an effect back, and the call that each became.

An order whose call was never made, or is known to have failed, leaves room for another.
"""

from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update

from storage import effects, transcript
from storage.rows import packed
from storage.schema_law import TAKEBACKS
from storage.unit import Row, Unit

# How far an order has come.
ORDERED, DONE, NOT_DONE = "ordered", "done", "not_done"


def order(
    unit: Unit,
    thread_id: str,
    call_id: str,
    *,
    number: int,
    name: str,
    arguments: dict[str, Any],
    by: str,
    why: str,
    at: int,
) -> bool:
    """Order that a call be taken back by the tool `name`; False if that number stands already."""
    return unit.insert_once(
        _INSERT,
        thread_id=thread_id,
        call_id=call_id,
        number=number,
        name=name,
        arguments=packed(arguments),
        by=by,
        why=why,
        at=at,
        carried_by=None,
    )


def latest(unit: Unit, thread_id: str, call_id: str) -> Row | None:
    """The last order about a call, or None."""
    return unit.row(_LATEST, this=thread_id, call_id=call_id)


def find(unit: Unit, thread_id: str, call_id: str, number: int) -> Row | None:
    """One order, or None."""
    return unit.row(_SELECT, this=thread_id, call_id=call_id, number=number)


def carried_by(unit: Unit, thread_id: str, call_id: str) -> Row | None:
    """The order that a call of the house carries out, or None."""
    return unit.row(_CARRIED, this=thread_id, call_id=call_id)


def of_thread(unit: Unit, thread_id: str) -> list[Row]:
    """All orders of a thread, oldest first."""
    return unit.rows(_OF_THREAD, this=thread_id)


def carry(unit: Unit, order: Row, by_call: str) -> bool:
    """Note which call carries an order out; False if another does."""
    return unit.change(_CARRY, **_key(order), by_call=by_call) == 1


def state_of(unit: Unit, order: Row) -> str:
    """How far an order has come: ordered, done, or known not to be done."""
    if order["carried_by"] is None:
        return ORDERED
    effect = effects.latest(unit, order["thread_id"], order["carried_by"])
    if effect is not None and effect["state"] == effects.DONE:
        return DONE
    if effect is not None and effect["state"] != effects.FAILED:
        return ORDERED
    told = transcript.result(unit, order["thread_id"], order["carried_by"])
    return ORDERED if told is None else NOT_DONE


def _key(order: Row) -> dict[str, Any]:
    return {
        "this": order["thread_id"],
        "call_id": order["call_id"],
        "number": order["number"],
    }


_INSERT = insert(TAKEBACKS)
_CALL = (TAKEBACKS.c.thread_id == bindparam("this"), TAKEBACKS.c.call_id == bindparam("call_id"))
_NUMBERED = (*_CALL, TAKEBACKS.c.number == bindparam("number"))
_SELECT = select(TAKEBACKS).where(*_NUMBERED)
_LATEST = select(TAKEBACKS).where(*_CALL).order_by(TAKEBACKS.c.number.desc()).limit(1)
_CARRIED = select(TAKEBACKS).where(
    TAKEBACKS.c.thread_id == bindparam("this"), TAKEBACKS.c.carried_by == bindparam("call_id")
)
_OF_THREAD = (
    select(TAKEBACKS)
    .where(TAKEBACKS.c.thread_id == bindparam("this"))
    .order_by(TAKEBACKS.c.at, TAKEBACKS.c.call_id, TAKEBACKS.c.number)
)
_CARRY = (
    update(TAKEBACKS)
    .where(
        *_NUMBERED,
        or_(TAKEBACKS.c.carried_by.is_(None), TAKEBACKS.c.carried_by == bindparam("by_call")),
    )
    .values(carried_by=bindparam("by_call"))
)
