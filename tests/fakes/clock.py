"""clock: stands still until a test moves it, forwards or back."""

from datetime import UTC, datetime, timedelta

from domain.clock import to_milliseconds

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class StillClock:
    """Tells the same moment again and again; `step` moves it, also backwards."""

    def __init__(self, moment: datetime = NOON) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    @property
    def milliseconds(self) -> int:
        """The moment as rows keep it."""
        return to_milliseconds(self._moment)

    def step(self, **amount: float) -> None:
        """Move by a timedelta's keywords, such as `seconds=3` or `days=-365`."""
        self._moment += timedelta(**amount)
