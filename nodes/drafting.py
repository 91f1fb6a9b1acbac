"""drafting: the answer of a step while the model is writing it.

A draft is a courtesy: a disk that is busy costs the reader a piece and never the answer, and an
answer that comes in one piece has none.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from domain.clock import to_milliseconds
from domain.errors import CountersignError, Unavailable
from nodes.context import Context
from nodes.state import Turn
from storage import drafts, leases
from storage.rows import clean
from storage.unit import Unit

PAUSE_SECONDS = 0.25


class Draft:
    """What is written so far in one step; `stands` says whether there is a row of it."""

    def __init__(self, context: Context, state: Turn, step: int) -> None:
        self._context = context
        self._place = (state["thread_id"], state["turn"], step)
        self._pieces: list[str] = []
        self._due_at = 0.0
        self.stands = False

    def grow(self, piece: str) -> None:
        """More was written; raises Conflict `lease_lost` where another runner carries on."""
        self._pieces.append(piece)
        if time.monotonic() < self._due_at:
            return
        self._due_at = time.monotonic() + PAUSE_SECONDS
        with suppress(Unavailable):
            self._keep(legible("".join(self._pieces)))

    def look(self, unit: Unit) -> None:
        """Find out whether a row stands already."""
        self.stands = drafts.of_thread(unit, self._place[0]) is not None

    def clear(self, unit: Unit) -> None:
        """Take the row away in the caller's transaction."""
        drafts.drop(unit, self._place[0])
        self.stands = False

    def drop(self) -> None:
        """Take the row away, if there is one and the lease still holds."""
        if not self.stands:
            return
        with suppress(CountersignError), self._context.rooms.storage.unit("drop draft") as unit:
            leases.require(unit, self._place[0], self._context.lease.epoch)
            self.clear(unit)

    def _keep(self, text: str) -> None:
        rooms = self._context.rooms
        with rooms.storage.unit("draft") as unit:
            leases.require(unit, self._place[0], self._context.lease.epoch)
            drafts.keep(unit, *self._place, text, to_milliseconds(rooms.clock.now()))
        self.stands = True
        rooms.changed()


@contextmanager
def drafting(context: Context, state: Turn, step: int) -> Iterator[Draft]:
    """A draft for a step; it does not outlive a failure."""
    draft = Draft(context, state, step)
    try:
        yield draft
    except BaseException:  # a cancelled turn leaves nothing half-said either
        draft.drop()
        raise


def legible(text: str) -> str:
    """`text` as a page and a column can show it."""
    return clean(text).replace("\x00", "")
