"""desk: read, decide, undo and withdraw requests. One unit of work each; no graph is touched.

Here the rooms meet: an edit is checked by the catalogue and judged by the law before the desk
settles it, all in the transaction of the decision.
"""

from collections.abc import Callable
from typing import Any

from desk import decisions, inbox
from desk.decisions import Terms
from domain.action import Action
from domain.clock import to_milliseconds
from domain.decision import Decision, DecisionType
from domain.dialects import read_decision
from domain.errors import Conflict, Forbidden, Invalid, Missing
from domain.people import Person, Role
from domain.request import Request, RequestKind, RequestState
from domain.verdict import Route, Verdict
from graph.people import People
from graph.proving import follow, require_not_own
from nodes.context import Rooms
from nodes.judging import keep_verdict, weigh
from policy.digest import digest_of
from policy.duties import may_sign, signatures_needed
from storage import requests, verdicts
from storage.rows import unpacked
from storage.unit import Row, Unit

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
            return [
                self._shown(unit, row)
                for row in requests.opened(unit, REQUESTS_LISTED)
                if by is None or row["kind"] != RequestKind.ELICITATION.value
            ]

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
            decisions.require_open(row, version, to_milliseconds(self._rooms.clock.now()))
            decisions.require_standing(row, person)
            if row["kind"] == RequestKind.PROOF.value:
                require_not_own(unit, row, person)
            decisions.require_fitting(row, read)
            read = decisions.filled_in(row, read)
            if read.type is DecisionType.EDIT:
                standing = self._decide_edit(unit, row, person, read)
            else:
                terms = Terms(unpacked(row["arguments"]), row["digest"])
                self._sign(unit, row, person, read, terms)
                standing = row["id"]
            if row["kind"] == RequestKind.PROOF.value:
                follow(unit, self._rooms, self._row(unit, standing), person.id)
            shown = self._shown(unit, self._row(unit, standing))
        self._changed()
        return shown

    def undo(self, request_id: str, by: str) -> Request:
        """Take back a decision that has started nothing; raises Conflict `already_acting`."""
        with self._rooms.storage.unit("undo", durable=True) as unit:
            person = self._people.within(unit, by)
            decisions.revoke(unit, self._rooms.clock, self._row(unit, request_id), person)
            shown = self._shown(unit, self._row(unit, request_id))
        self._changed()
        return shown

    def withdraw(self, request_id: str, by: str) -> Request:
        """Take back what one asked for, while it is open; raises Forbidden, Conflict."""
        with self._rooms.storage.unit("withdraw", durable=True) as unit:
            row = self._row(unit, request_id)
            if row["requested_by"] != self._people.get(by).id:
                raise Forbidden("not_yours", "Only who asked can withdraw a request.")
            if row["kind"] != RequestKind.APPROVAL.value:
                raise Conflict("already_acting", "It has been started; it cannot be withdrawn.")
            now = to_milliseconds(self._rooms.clock.now())
            decisions.require_open(row, None, now)
            decisions.close(
                unit, row, RequestState.WITHDRAWN, actor=by, at=now, why="withdrawn by its owner"
            )
            shown = self._shown(unit, self._row(unit, request_id))
        self._changed()
        return shown

    def _decide_edit(self, unit: Unit, row: Row, person: Person, decision: Decision) -> str:
        """Settle an edit, or put a new request in its place; the id of the one that stands."""
        arguments = self._rooms.catalogue.checked(row["name"], decision.arguments or {})
        terms = Terms(arguments, digest_of(row["name"], arguments))
        action = self._edited(unit, row, terms)
        verdict = weigh(unit, self._rooms, row["thread_id"], action)
        if verdict.route is Route.REFUSE:
            reasons = " ".join(reason.text for reason in verdict.reasons)
            raise Invalid("edit_refused", f"The law refuses these arguments: {reasons}")
        demanded = max((verdict.route, Route(row["route"])), key=lambda route: route.rank)
        if signatures_needed(demanded) == 1 and may_sign(person, demanded):
            self._sign(unit, row, person, decision, terms)
            return str(row["id"])
        if row["kind"] != RequestKind.APPROVAL.value:
            raise Invalid("edit_needs_two", "Two people must sign this; give an order instead.")
        demand = verdict.model_copy(update={"route": demanded})
        return self._supersede(unit, row, person, action, demand)

    def _edited(self, unit: Unit, row: Row, terms: Terms) -> Action:
        tool = self._rooms.catalogue.find(row["name"])
        before = verdicts.find(unit, row["verdict_id"])
        assert tool is not None
        assert before is not None
        return verdicts.action_of(before).model_copy(
            update={
                "arguments": terms.arguments,
                "digest": terms.digest,
                "fingerprint": tool.fingerprint,
                "risk": tool.risk,
            }
        )

    def _supersede(
        self, unit: Unit, row: Row, person: Person, action: Action, verdict: Verdict
    ) -> str:
        """Ask those who may agree to the edit; its author is one of its signers."""
        now = to_milliseconds(self._rooms.clock.now())
        why = f"edited by {person.id}; the edit asks for {verdict.route.value}"
        decisions.close(unit, row, RequestState.SUPERSEDED, actor=person.id, at=now, why=why)
        thread_id, before = row["thread_id"], verdicts.find(unit, row["verdict_id"])
        assert before is not None
        verdict_id = keep_verdict(unit, self._rooms, thread_id, before["turn"], action, verdict)
        new_id = self._rooms.inbox.file(
            unit,
            RequestKind.APPROVAL,
            thread_id=thread_id,
            attempt=row["attempt"],
            edition=row["edition"] + 1,
            action=action,
            verdict=verdict,
            verdict_id=verdict_id,
            requested_by=row["requested_by"],
            times=self._rooms.law.request,
        )
        if may_sign(person, verdict.route):
            approval = Decision(type=DecisionType.APPROVE)
            terms = Terms(action.arguments, action.digest)
            self._sign(unit, self._row(unit, new_id), person, approval, terms)
        return new_id

    def _sign(self, unit: Unit, row: Row, person: Person, decision: Decision, terms: Terms) -> None:
        valid_for_seconds = self._rooms.law.request.valid_for_seconds
        decisions.sign(unit, self._rooms.clock, row, person, decision, terms, valid_for_seconds)

    def _shown(self, unit: Unit, row: Row) -> Request:
        request, tool = inbox.shown(unit, row), self._rooms.catalogue.find(row["name"])
        if tool is None or tool.undo is None:
            return request
        return request.model_copy(update={"undo": tool.undo.tool})

    def _row(self, unit: Unit, request_id: str) -> Row:
        row = requests.find(unit, request_id)
        if row is None:
            raise Missing("request_unknown", "There is no such request; read the queue again.")
        return row

    def _require_reviewer(self, by: str) -> None:
        if not self._people.get(by).holds(Role.REVIEWER, Role.LEAD, Role.ADMIN):
            raise Forbidden("role_missing", "Only reviewers and leads see the queue.")
