"""clock: where time comes from, always UTC. Rows keep milliseconds, values keep datetimes."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time; the house is built with one, nothing else asks the machine."""

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


# No lease, pause or call is planned further ahead than this. What lies beyond was written under a
# clock that has since been set back, and holds nobody up.
HORIZON = timedelta(hours=2)


def is_over(until: int, now: int) -> bool:
    """Whether the moment `until` (milliseconds) has come, or can no longer be believed."""
    return until <= now or until > now + HORIZON // timedelta(milliseconds=1)


def to_milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970 in UTC, as rows keep them."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def from_milliseconds(milliseconds: int) -> datetime:
    """The aware UTC moment that a row's milliseconds stand for."""
    return _EPOCH + timedelta(milliseconds=milliseconds)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
