"""pool: the field's verbs: see, take, prove, give back, withdraw. One unit of work each.

A photo is made harmless and kept before the transaction that names it, so that no transaction waits
for a decoder; one that no proof comes to name is a file nobody can see.
"""

from collections.abc import Callable, Sequence

from domain.clock import to_milliseconds
from domain.errors import Conflict, Forbidden, Missing
from domain.people import JUDGING, Person, Role
from domain.task import Task, TaskKind, TaskState
from graph.enclosing import sees_enclosed
from graph.letters import tell
from graph.people import People
from graph.proving import file_proof
from nodes.context import Rooms
from pool import claims, offers, proofs
from pool.photos import kept
from storage import proofs as shown
from storage import tasks
from storage.unit import Row, Unit

TASKS_LISTED = 200
ENDED_LISTED = 20


class Pool:
    """The house's verbs about tasks in the field."""

    def __init__(self, rooms: Rooms, people: People, changed: Callable[[], None]) -> None:
        self._rooms = rooms
        self._people = people
        self._changed = changed

    def offers(self, by: str, kind: str = "", location: str = "") -> list[Task]:
        """The tasks that an operator may take, those that end first at the top (A22).

        `location` is any part of a place's name. Raises Forbidden `role_missing`.
        """
        claims.require_operator(self._people.get(by))
        now = to_milliseconds(self._rooms.clock.now())
        with self._rooms.storage.view() as unit:
            return [
                tasks.task_of(row)
                for row in tasks.posted(unit, now, TASKS_LISTED)
                if row["requested_by"] != by
                and (not kind or row["kind"] == TaskKind(kind).value)
                and location.casefold().strip() in row["location"].casefold()
            ]

    def mine(self, by: str) -> list[Task]:
        """The tasks that an operator has in hand, then the last ones that ended."""
        claims.require_operator(self._people.get(by))
        with self._rooms.storage.view() as unit:
            rows = [*tasks.held_by(unit, by), *tasks.ended_by(unit, by, ENDED_LISTED)]
            return [_whole(unit, row) for row in rows]

    def read(self, task_id: str, by: str) -> Task:
        """One task with its proofs; raises Missing `task_unknown`."""
        person = self._people.get(by)
        with self._rooms.storage.view() as unit:
            row = self._row(unit, task_id)
            if not _sees(row, person):
                raise _unknown()
            return _whole(unit, row)

    def claim(self, task_id: str, by: str) -> Task:
        """Take a task; raises Forbidden, Conflict `task_taken` that says who was first."""
        person = self._people.get(by)
        with self._rooms.storage.unit("claim", durable=True) as unit:
            claims.claim(unit, self._rooms.clock, self._row(unit, task_id), person)
            claimed = _whole(unit, self._row(unit, task_id))
        self._changed()
        return claimed

    def give_back(self, task_id: str, by: str) -> Task:
        """Put a task back among the offers; raises Forbidden, Conflict."""
        person = self._people.get(by)
        with self._rooms.storage.unit("give back", durable=True) as unit:
            claims.give_back(unit, self._rooms.clock, self._row(unit, task_id), person)
            given = tasks.task_of(self._row(unit, task_id))
        self._changed()
        return given

    def submit_proof(
        self, task_id: str, photos: Sequence[bytes], note: str, by: str, device: str = ""
    ) -> Task:
        """Show that a task is done: photos as they came, and a note. A reviewer judges it.

        Raises Invalid, Forbidden or Conflict with the task as it was.
        """
        person, now = self._people.get(by), to_milliseconds(self._rooms.clock.now())
        with self._rooms.storage.view() as unit:
            row = self._row(unit, task_id)
            proofs.require_due(row, person, now)
            proofs.require_complete(row, len(photos), note)
        drawn = [kept(self._rooms.blobs, content) for content in photos]
        with self._rooms.storage.unit("proof", durable=True) as unit:
            row, clock, ids = self._row(unit, task_id), self._rooms.clock, self._rooms.ids
            proof, digest = proofs.submit(unit, clock, ids, row, person, drawn, note, device)
            file_proof(unit, self._rooms, row, proof, digest)
            proven = _whole(unit, self._row(unit, task_id))
        self._changed()
        return proven

    def withdraw(self, task_id: str, by: str) -> Task:
        """Take back a task one asked for, while no proof waits; raises Forbidden, Conflict."""
        now = to_milliseconds(self._rooms.clock.now())
        with self._rooms.storage.unit("withdraw task", durable=True) as unit:
            row = self._row(unit, task_id)
            if row["requested_by"] != by:
                raise Forbidden("not_yours", "Only who asked can withdraw a task.")
            if row["state"] not in (TaskState.POSTED.value, TaskState.CLAIMED.value):
                raise Conflict("task_over", f"This task is {row['state']}; it stays as it is.")
            if offers.end(unit, row, TaskState.WITHDRAWN, by, now):
                tell(unit, row, TaskState.WITHDRAWN, now)
            withdrawn = _whole(unit, self._row(unit, task_id))
        self._changed()
        return withdrawn

    def photo(self, digest: str, by: str) -> bytes:
        """A photo as JPEG, for who may see where it was shown: a task, or a conversation.

        Raises Missing `photo_unknown`.
        """
        person = self._people.get(by)
        with self._rooms.storage.view() as unit:
            seen = any(_sees(row, person) for row in shown.tasks_showing(unit, digest))
            seen = seen or sees_enclosed(unit, digest, person)
        if not seen:
            raise Missing("photo_unknown", "There is no such photo, or none you may see.")
        return self._rooms.blobs.read(digest)

    def _row(self, unit: Unit, task_id: str) -> Row:
        row = tasks.find(unit, task_id)
        if row is None:
            raise _unknown()
        return row


def _whole(unit: Unit, row: Row) -> Task:
    return tasks.task_of(row, shown.of_task(unit, row["id"]))


def _sees(row: Row, person: Person) -> bool:
    if person.holds(*JUDGING) or person.id in (row["requested_by"], row["operator"]):
        return True
    return person.holds(Role.OPERATOR) and row["state"] == TaskState.POSTED.value


def _unknown() -> Missing:
    return Missing("task_unknown", "There is no such task, or none you may see.")
