"""plans: the house's verb about plans that people approved. Ending one needs no reason and no form;
opening one is never a verb: only a signed call does it.
"""

from collections.abc import Callable

from domain.clock import to_milliseconds
from domain.errors import Conflict, Forbidden, Missing
from domain.people import JUDGING
from domain.plan import ApprovedPlan
from graph.people import People
from nodes.context import Rooms
from nodes.revoking import revoke
from storage import envelopes, threads


class Plans:
    """Closes approved plans."""

    def __init__(self, rooms: Rooms, people: People, changed: Callable[[], None]) -> None:
        self._rooms = rooms
        self._people = people
        self._changed = changed

    def close(self, envelope_id: str, by: str) -> ApprovedPlan:
        """End a plan: nothing more goes alone because of it; the plan as it then stands.

        For whoever owns its conversation, or reviews. Raises Missing `plan_unknown`, Forbidden
        `not_your_thread`, Conflict `plan_closed`.
        """
        now, person = to_milliseconds(self._rooms.clock.now()), self._people.get(by)
        with self._rooms.storage.unit("close plan", durable=True) as unit:
            row = envelopes.find(unit, envelope_id)
            if row is None:
                raise Missing("plan_unknown", "There is no such plan; read the conversation again.")
            thread = threads.find(unit, row["thread_id"])
            assert thread is not None
            if thread["owner"] != by and not person.holds(*JUDGING):
                raise Forbidden("not_your_thread", "Only its owner or a reviewer closes a plan.")
            if not revoke(unit, row, by, now):
                raise Conflict("plan_closed", f"{row['closed_by']} has closed this plan already.")
            threads.touch(unit, row["thread_id"], now)
            closed = envelopes.find(unit, envelope_id)
            assert closed is not None
            standing = envelopes.approved(unit, closed)
        self._changed()
        return standing
