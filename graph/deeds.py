"""deeds: the house's verbs about what is about to go out and about what was done: look, hold, take
back. One unit of work each.
"""

from collections.abc import Callable

from domain.clock import to_milliseconds
from domain.errors import Conflict, Forbidden, Missing
from domain.outbox import Staged
from domain.people import JUDGING, Role
from domain.verdict import Route
from graph.outbox import staged_now
from graph.people import People
from graph.undoing import checked_why, order_undo
from nodes.context import Rooms
from storage import audit, effects, holds, threads, transcript, verdicts
from storage.unit import Row, Unit


class Deeds:
    """What is staged, and what is done."""

    def __init__(self, rooms: Rooms, people: People, changed: Callable[[], None]) -> None:
        self._rooms = rooms
        self._people = people
        self._changed = changed

    def outbox(self, by: str | None = None) -> list[Staged]:
        """What goes out next in the whole house, soonest first; for `by`, who must review.

        Raises Forbidden `role_missing`.
        """
        if by is not None and not self._people.get(by).holds(*JUDGING):
            raise Forbidden("role_missing", "Only reviewers and leads see the outbox.")
        with self._rooms.storage.view() as unit:
            return list(staged_now(unit, self._rooms))

    def hold(self, thread_id: str, call_id: str, by: str, why: str = "") -> None:
        """Take an action out of the outbox; it then waits for a signature.

        For its requester, reviewers and leads. Raises Missing, Forbidden, Conflict
        `already_acting`, `already_held`, `not_staged`.
        """
        why, now = checked_why(why), to_milliseconds(self._rooms.clock.now())
        with self._rooms.storage.unit("hold", durable=True) as unit:
            thread, verdict = (
                threads.find(unit, thread_id),
                verdicts.latest(unit, thread_id, call_id),
            )
            if thread is None or verdict is None:
                raise Missing("action_unknown", "There is no such action in this conversation.")
            person = self._people.within(unit, by)
            if thread["owner"] != by and not person.holds(Role.REVIEWER, Role.LEAD):
                raise Forbidden("not_yours", "Only its requester, reviewers and leads can hold it.")
            _require_staged(unit, verdict)
            holds.add(unit, thread_id, call_id, by, why, now)
            threads.wake(unit, thread_id, now)
            stream, payload = audit.thread_stream(thread_id), {"call": call_id, "why": why}
            audit.append(unit, stream, at=now, actor=by, event="action.held", payload=payload)
        self._changed()

    def take_back(self, thread_id: str, call_id: str, by: str, why: str = "") -> None:
        """Order that what was done be taken back; raises as `order_undo` does."""
        with self._rooms.storage.unit("take back", durable=True) as unit:
            person = self._people.within(unit, by)
            order_undo(unit, self._rooms, person, thread_id, call_id, why)
        self._changed()


def _require_staged(unit: Unit, verdict: Row) -> None:
    """Raise Conflict unless this action waits to go out, and has not gone."""
    thread_id, call_id = verdict["thread_id"], verdict["call_id"]
    if effects.latest(unit, thread_id, call_id) is not None:
        raise Conflict("already_acting", "Too late: the agent is already acting on it.")
    held = holds.find(unit, thread_id, call_id)
    if held is not None:
        raise Conflict("already_held", f"{held['by']} has held it already.")
    staged = verdict["outbox_seconds"] and Route(verdict["route"]).acts_alone
    if not staged or transcript.result(unit, thread_id, call_id) is not None:
        raise Conflict("not_staged", "It does not wait in the outbox; there is nothing to hold.")
