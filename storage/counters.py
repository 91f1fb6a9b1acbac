"""counters: how much of each limit is used, and what every attempt has reserved of it.

A counter moves by one conditional update, so it cannot pass its ceiling however many reach for it.
"""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, insert, or_, select, update

from policy.limits import Counter
from storage.schema_law import COUNTERS, RESERVATIONS
from storage.unit import Unit

# As far as a counter without a limit may go; more would not fit its column.
MOST_MINOR = 2**62
SLOTS = 6


def used(unit: Unit, counters: Sequence[Counter]) -> list[int]:
    """What stands in each counter, in minor units; one query for every six."""
    found: dict[tuple[str, str, str], int] = {}
    for first in range(0, len(counters), SLOTS):
        asked = dict(_NOWHERE)
        for slot, counter in enumerate(counters[first : first + SLOTS]):
            asked[f"scope_{slot}"] = counter.scope
            asked[f"key_{slot}"] = counter.key
            asked[f"period_{slot}"] = counter.period
        for row in unit.rows(_USED, **asked):
            found[row["scope"], row["key"], row["period"]] = row["used_minor"]
    return [found.get((each.scope, each.key, each.period), 0) for each in counters]


def reserve(
    unit: Unit,
    thread_id: str,
    call_id: str,
    attempt: int,
    counter: Counter,
    amount_minor: int,
    ceiling_minor: int,
) -> bool:
    """Add an amount to a counter for an attempt if it stays within the ceiling; whether it did.

    On False nothing of it is written, but the counter's empty row may be.
    """
    place = {"scope": counter.scope, "key": counter.key, "period": counter.period}
    if not _added(unit, place, amount_minor, min(ceiling_minor, MOST_MINOR)):
        return False
    named = {"thread_id": thread_id, "call_id": call_id, "attempt": attempt}
    unit.change(_RESERVE, **named, **place, amount_minor=amount_minor, released=False)
    return True


def release(unit: Unit, thread_id: str, call_id: str, attempt: int) -> None:
    """Give back what an attempt has reserved; what was given back before stays as it is."""
    named = {"this": thread_id, "call": call_id, "number": attempt}
    for row in unit.rows(_HELD, **named):
        place = {"of_scope": row["scope"], "of_key": row["key"], "of_period": row["period"]}
        if unit.change(_RELEASE, **named, **place) == 1:
            unit.change(_ADD, **place, amount=-row["amount_minor"], ceiling=MOST_MINOR)


def _added(unit: Unit, place: dict[str, str], amount: int, ceiling: int) -> bool:
    """A counter that does not stand yet stands at nought first."""
    wanted = {f"of_{name}": value for name, value in place.items()}
    if unit.change(_ADD, **wanted, amount=amount, ceiling=ceiling) == 1:
        return True
    unit.insert_once(_BEGIN, **place, used_minor=0)
    return unit.change(_ADD, **wanted, amount=amount, ceiling=ceiling) == 1


_NOWHERE = {f"{name}_{slot}": "" for name in ("scope", "key", "period") for slot in range(SLOTS)}
_USED = select(COUNTERS).where(
    or_(
        *(
            and_(
                COUNTERS.c.scope == bindparam(f"scope_{slot}"),
                COUNTERS.c.key == bindparam(f"key_{slot}"),
                COUNTERS.c.period == bindparam(f"period_{slot}"),
            )
            for slot in range(SLOTS)
        )
    )
)
_BEGIN = insert(COUNTERS)
_ADD = (
    update(COUNTERS)
    .where(
        COUNTERS.c.scope == bindparam("of_scope"),
        COUNTERS.c.key == bindparam("of_key"),
        COUNTERS.c.period == bindparam("of_period"),
        COUNTERS.c.used_minor + bindparam("amount") <= bindparam("ceiling"),
    )
    .values(used_minor=COUNTERS.c.used_minor + bindparam("amount"))
)
_RESERVE = insert(RESERVATIONS)
_ATTEMPT = (
    RESERVATIONS.c.thread_id == bindparam("this"),
    RESERVATIONS.c.call_id == bindparam("call"),
    RESERVATIONS.c.attempt == bindparam("number"),
    RESERVATIONS.c.released.is_(False),
)
_HELD = select(RESERVATIONS).where(*_ATTEMPT)
_RELEASE = (
    update(RESERVATIONS)
    .where(
        *_ATTEMPT,
        RESERVATIONS.c.scope == bindparam("of_scope"),
        RESERVATIONS.c.key == bindparam("of_key"),
        RESERVATIONS.c.period == bindparam("of_period"),
    )
    .values(released=True)
)
