"""figures: how long the queue has waited. Read from its oldest requests alone, so that a queue of a
million costs what one of a thousand does; its median is then the median of those.
"""

from collections.abc import Sequence

from domain.clock import from_milliseconds
from domain.waiting import Figures

COUNTED = 1000


def figures_of(opened: Sequence[int], now: int, sla_seconds: int) -> Figures:
    """The figures of requests opened at these milliseconds, oldest first, one beyond COUNTED."""
    counted = opened[:COUNTED]
    ages = [max(now - moment, 0) // 1000 for moment in counted]
    return Figures(
        at=from_milliseconds(now),
        waiting=len(counted),
        is_more=len(opened) > COUNTED,
        late=sum(age > sla_seconds for age in ages),
        sla_seconds=sla_seconds,
        oldest_age_seconds=ages[0] if ages else 0,
        median_age_seconds=(ages[(len(ages) - 1) // 2] + ages[len(ages) // 2]) // 2 if ages else 0,
    )
