"""figures: how long the queue has waited. Read from its oldest requests alone, so that a queue of a
million costs what one of a thousand does; its median is then the median of those.
"""

from collections.abc import Sequence

from domain.clock import from_milliseconds
from domain.waiting import Figures
from storage.unit import Row

COUNTED = 1000


def figures_of(rows: Sequence[Row], now: int, sla_seconds: int) -> Figures:
    """The figures of requests as `waiting.moments` gives them, oldest first, one beyond COUNTED."""
    counted = rows[:COUNTED]
    ages = [max(now - row["opened_at"], 0) // 1000 for row in counted]
    # Whole seconds past: one that was to be decided this very second is not late yet.
    overdue = [(now - late_moment(row, sla_seconds)) // 1000 for row in counted]
    return Figures(
        at=from_milliseconds(now),
        waiting=len(counted),
        is_more=len(rows) > COUNTED,
        late=sum(seconds > 0 for seconds in overdue),
        sla_seconds=sla_seconds,
        oldest_age_seconds=ages[0] if ages else 0,
        median_age_seconds=(ages[(len(ages) - 1) // 2] + ages[len(ages) // 2]) // 2 if ages else 0,
        overdue_seconds=max([0, *overdue]),
    )


def late_moment(row: Row, sla_seconds: int) -> int:
    """From when on a request is late (B15); those of older houses have the law's usual time."""
    if row["late_at"] is not None:
        return int(row["late_at"])
    return int(row["opened_at"]) + sla_seconds * 1000
