"""office: files and signs requests on a bare database, without a graph above it."""

from typing import Any

from desk import decisions
from desk.decisions import Terms
from desk.inbox import Inbox
from desk.questions import outcome_form
from domain.action import Action
from domain.decision import Decision
from domain.people import Person
from domain.request import RequestKind
from domain.verdict import Route, Signers
from storage import requests, verdicts
from storage.rows import unpacked
from storage.signers import packed_signers
from storage.unit import Row, Storage
from tests.fakes.clock import StillClock
from tests.fakes.ids import CountingIds
from tests.fakes.papers import LAW, action, verdict


class Office:
    """Ann's thread `t-1` asks; whoever is named signs."""

    def __init__(self, storage: Storage, clock: StillClock) -> None:
        self.storage = storage
        self.clock = clock
        self.ids = CountingIds()
        self.inbox = Inbox(clock, self.ids)

    def judge(self, given: Action, route: Route) -> Row:
        """A verdict's row as the gate would have left it."""
        with self.storage.unit("verdict") as unit:
            verdicts.keep(
                unit,
                self.ids.new("ver"),
                thread_id="t-1",
                turn=1,
                action=given,
                verdict=verdict(route),
                inputs={},
                at=self.clock.milliseconds,
            )
            row = verdicts.latest(unit, "t-1", given.call_id)
        assert row is not None
        return row

    def file(
        self,
        route: Route = Route.REVIEW,
        kind: RequestKind = RequestKind.APPROVAL,
        given: Action | None = None,
        attempt: int = 1,
        edition: int = 1,
    ) -> str:
        """A request on the desk; its id."""
        given = given or action({"text": "hello"})
        row = self.judge(given, route)
        with self.storage.unit("request") as unit:
            return self.inbox.file(
                unit,
                kind,
                thread_id="t-1",
                attempt=attempt,
                edition=edition,
                action=given,
                verdict=verdict(route),
                verdict_id=row["id"],
                requested_by="ann",
                times=LAW.request,
                form=outcome_form("hello") if kind is RequestKind.OUTCOME else None,
            )

    def row(self, request_id: str) -> Row:
        """The request as it stands."""
        with self.storage.view() as unit:
            row = requests.find(unit, request_id)
        assert row is not None
        return row

    def row_for(self, signers: Signers) -> Row:
        """A request that the law put before these signers."""
        return {**self.row(self.file()), "signers": packed_signers(signers)}

    def sign(
        self,
        request_id: str,
        person: Person,
        type_: str = "approve",
        terms: Terms | None = None,
        row: Row | None = None,
        **said: Any,
    ) -> bool:
        """Sign as this person, on the row as it stands or as it was shown before."""
        row = row or self.row(request_id)
        decision = Decision.model_validate({"type": type_, **said})
        terms = terms or Terms(unpacked(row["arguments"]), row["digest"])
        with self.storage.unit("decide") as unit:
            return decisions.sign(
                unit,
                self.clock,
                row,
                person,
                decision,
                terms,
                LAW.request.valid_for_seconds,
            )
