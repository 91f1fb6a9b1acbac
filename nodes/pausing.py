"""pausing: wait for time instead of a person, where nobody has to decide anything."""

from datetime import timedelta

from domain.clock import to_milliseconds
from nodes.context import Context
from nodes.state import Waiting

# Refusals of the journal that pass by themselves.
PASSING = ("halted", "not_yet")
PAUSE = timedelta(seconds=2)


def soon(context: Context) -> Waiting:
    """Look again in a moment."""
    return Waiting(until=to_milliseconds(context.rooms.clock.now() + PAUSE))
