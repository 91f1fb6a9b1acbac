"""pausing: wait for time instead of a person, where nobody has to decide anything."""

from datetime import timedelta

from domain.clock import to_milliseconds
from nodes.context import Context
from nodes.state import Waiting
from storage import verdicts
from storage.unit import Row

# Refusals of the journal that pass by themselves.
PASSING = ("halted", "not_yet")
PAUSE = timedelta(seconds=2)
# Nobody sleeps longer at once: what lies far ahead is not believed (`domain.clock.HORIZON`).
LEG = timedelta(hours=1)


def soon(context: Context) -> Waiting:
    """Look again in a moment."""
    return Waiting(until=to_milliseconds(context.rooms.clock.now() + PAUSE))


def until_it_goes(context: Context, verdict: Row) -> Waiting:
    """Wait in the outbox. `staged` lets every wake look again: it may be held, or stopped."""
    leg = to_milliseconds(context.rooms.clock.now() + LEG)
    return Waiting(until=min(verdicts.goes_at(verdict), leg), staged=True)
