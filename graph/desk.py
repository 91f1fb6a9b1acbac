"""desk: read, decide, pass up, undo and withdraw requests. One unit of work each; no graph is
touched: a resume carries no authority, the thread that wakes reads the row.
"""

from collections.abc import Callable
from typing import Any

from desk import answers, decisions, eligibility, inbox
from desk.decisions import Terms
from desk.figures import COUNTED, figures_of
from desk.passing import pass_up
from domain.clock import to_milliseconds
from domain.decision import Decision, DecisionType
from domain.dialects import read_decision
from domain.errors import Conflict, Forbidden, Missing
from domain.people import JUDGING, Person
from domain.request import COUNTERSIGNED, Request, RequestKind, RequestState
from domain.waiting import Queue, Workplace
from graph import rechecking
from graph.editing import decide_edit, sign
from graph.outbox import staged_now
from graph.people import People
from graph.proving import follow, require_not_own
from graph.showing import names_of, shown
from nodes.context import Rooms
from storage import requests, takebacks, waiting
from storage.rows import unpacked
from storage.unit import Row, Unit

LINES_LISTED = 50
REQUESTS_LISTED = 500


class Desk:
    """The house's verbs about requests."""

    def __init__(self, rooms: Rooms, people: People, changed: Callable[[], None]) -> None:
        self._rooms = rooms
        self._people = people
        self._changed = changed

    def open_requests(self, by: str | None = None) -> list[Request]:
        """What waits for people, oldest first; for `by`, who must review, without the questions
        that are for requesters.
        """
        if by is not None:
            self._require_reviewer(by)
        with self._rooms.storage.view() as unit:
            listed = requests.opened if by is None else waiting.rows
            return [self._shown(unit, row) for row in listed(unit, REQUESTS_LISTED)]

    def queue(self, by: str) -> Queue:
        """The desk at a glance: its oldest requests, and how long all of them have waited."""
        self._require_reviewer(by)
        with self._rooms.storage.view() as unit:
            return self._queue(unit)

    def workplace(self, by: str, opened: str = "", last: str = "") -> Workplace:
        """The queue with the request `opened`, else the oldest, and how the request `last` stands.

        One read for what one page shows; raises Missing `request_unknown`, Forbidden.
        """
        self._require_reviewer(by)
        with self._rooms.storage.view() as unit:
            queue = self._queue(unit)
            named = opened or (queue.lines[0].id if queue.lines else "")
            standing = requests.find(unit, last) if last else None
            return Workplace(
                queue=queue,
                opened=self._shown(unit, self._row(unit, named)) if named else None,
                last=RequestState(standing["state"]) if standing else None,
            )

    def read(self, request_id: str, by: str | None = None) -> Request:
        """One request in any state; raises Missing `request_unknown`, Forbidden."""
        with self._rooms.storage.view() as unit:
            row = self._row(unit, request_id)
            if by is not None and row["requested_by"] != by:
                self._require_reviewer(by)
            return self._shown(unit, row)

    def decide(
        self,
        request_id: str,
        decision: Decision | dict[str, Any] | list[Any],
        by: str,
        version: int | None = None,
    ) -> Request:
        """Decide a request, in any dialect; the request as it stands afterwards.

        Raises Invalid, Forbidden or Conflict with everything as before. An edit that asks for more
        than its author may give is not lost: a new request, signed by them, takes its place.
        """
        read = read_decision(decision)
        with self._rooms.storage.unit("decide", durable=True) as unit:
            person, row = self._people.within(unit, by), self._row(unit, request_id)
            self._require_decidable(unit, row, person, version)
            answers.require_fitting(row, read)
            read = answers.filled_in(row, read)
            if read.type is DecisionType.EDIT:
                standing = decide_edit(unit, self._rooms, row, person, read)
            else:
                terms = Terms(unpacked(row["arguments"]), row["digest"])
                sign(unit, self._rooms, row, person, read, terms)
                standing = row["id"]
            if row["kind"] == RequestKind.PROOF.value:
                follow(unit, self._rooms, self._row(unit, standing), person.id)
            if row["kind"] == RequestKind.RECHECK.value:
                rechecking.follow(unit, self._rooms, self._row(unit, standing), person)
            standing_now = self._shown(unit, self._row(unit, standing))
        self._changed()
        return standing_now

    def pass_up(
        self, request_id: str, by: str, version: int | None = None, note: str = ""
    ) -> Request:
        """Ask a lead instead of a reviewer, once; raises Invalid, Forbidden, Conflict."""
        with self._rooms.storage.unit("pass up", durable=True) as unit:
            person, row = self._people.within(unit, by), self._row(unit, request_id)
            self._require_decidable(unit, row, person, version)
            pass_up(unit, self._rooms.clock, row, person, note)
            standing = self._shown(unit, self._row(unit, request_id))
        self._changed()
        return standing

    def undo(self, request_id: str, by: str) -> Request:
        """Take back a decision that has started nothing; raises Conflict `already_acting`."""
        with self._rooms.storage.unit("undo", durable=True) as unit:
            person = self._people.within(unit, by)
            decisions.revoke(unit, self._rooms.clock, self._row(unit, request_id), person)
            standing = self._shown(unit, self._row(unit, request_id))
        self._changed()
        return standing

    def withdraw(self, request_id: str, by: str) -> Request:
        """Take back what one asked for, until it begins; raises Forbidden, Conflict."""
        with self._rooms.storage.unit("withdraw", durable=True) as unit:
            row = self._row(unit, request_id)
            if row["requested_by"] != self._people.get(by).id:
                raise Forbidden("not_yours", "Only who asked can withdraw a request.")
            if RequestKind(row["kind"]) not in COUNTERSIGNED:
                raise Conflict("already_acting", "It has been started; it cannot be withdrawn.")
            order = takebacks.carried_by(unit, row["thread_id"], row["call_id"])
            if order is not None:
                raise Forbidden("not_yours", f"{order['by']} ordered this; it is not yours.")
            now = to_milliseconds(self._rooms.clock.now())
            if row["state"] != RequestState.DECIDED.value:
                eligibility.require_open(row, None, now)
            # Agreed and not begun yet: the intent and this write name the same state and version.
            decisions.close(
                unit, row, RequestState.WITHDRAWN, actor=by, at=now, why="withdrawn by its owner"
            )
            standing = self._shown(unit, self._row(unit, request_id))
        self._changed()
        return standing

    def _queue(self, unit: Unit) -> Queue:
        now = to_milliseconds(self._rooms.clock.now())
        sla_seconds = self._rooms.law.request.sla_seconds
        rows = waiting.lines(unit, LINES_LISTED)
        names = names_of(unit, {row["requested_by"] for row in rows})
        return Queue(
            figures=figures_of(waiting.moments(unit, COUNTED + 1), now, sla_seconds),
            lines=tuple(inbox.line_of(row, names, sla_seconds) for row in rows),
            outbox=staged_now(unit, self._rooms),
        )

    def _shown(self, unit: Unit, row: Row) -> Request:
        return shown(unit, self._rooms, row)

    def _row(self, unit: Unit, request_id: str) -> Row:
        row = requests.find(unit, request_id)
        if row is None:
            raise Missing("request_unknown", "There is no such request; read the queue again.")
        return row

    def _require_decidable(self, unit: Unit, row: Row, person: Person, version: int | None) -> None:
        """Raise Conflict or Forbidden unless this person may decide this version now."""
        eligibility.require_open(row, version, to_milliseconds(self._rooms.clock.now()))
        eligibility.require_standing(row, person)
        if row["kind"] == RequestKind.PROOF.value:
            require_not_own(unit, row, person)

    def _require_reviewer(self, by: str) -> None:
        if not self._people.get(by).holds(*JUDGING):
            raise Forbidden("role_missing", "Only reviewers and leads see the queue.")
