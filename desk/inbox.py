"""inbox: requests are filed once and listed oldest first.

Filing is keyed by the action, not by the caller: a node that runs again finds the request that its
first run filed.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from desk.briefing import summary_of
from desk.figures import late_moment
from domain.action import Action
from domain.clock import Clock, from_milliseconds, to_milliseconds
from domain.ids import Ids
from domain.request import Request, RequestKind, RequestState
from domain.thread import AGENT
from domain.verdict import Route, Verdict
from domain.waiting import Line
from policy.tables import RequestTimes
from storage import audit, proofs, requests
from storage.rows import packed, unpacked
from storage.signers import packed_signers
from storage.unit import Row, Unit


class Inbox:
    """Files and finds requests within the caller's transaction."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids

    def file(
        self,
        unit: Unit,
        kind: RequestKind,
        *,
        thread_id: str,
        action: Action,
        verdict: Verdict,
        verdict_id: str,
        requested_by: str,
        times: RequestTimes,
        attempt: int = 1,
        edition: int = 1,
        form: dict[str, Any] | None = None,
        failures: Sequence[str] = (),
        proof_id: str | None = None,
    ) -> str:
        """File a request unless this edition stands already; the id of the one that stands."""
        now = self._clock.now()
        request_id = self._ids.new("req")
        filed = requests.insert_once(
            unit,
            id=request_id,
            kind=kind.value,
            thread_id=thread_id,
            call_id=action.call_id,
            attempt=attempt,
            edition=edition,
            interrupt_id="",
            state=RequestState.OPEN.value,
            version=1,
            round=1,
            route=verdict.route.value,
            name=action.name,
            arguments=packed(action.arguments),
            digest=action.digest,
            fingerprint=action.fingerprint,
            rationale=action.rationale,
            confidence=packed(action.confidence),
            reasons=packed([reason.model_dump() for reason in verdict.reasons]),
            verdict_id=verdict_id,
            requested_by=requested_by,
            summary=summary_of(kind, action, form),
            form=None if form is None else packed(form),
            failures=packed(list(failures)) if failures else None,
            proof_id=proof_id,
            signers=packed_signers(verdict.signers),
            opened_at=to_milliseconds(now),
            decide_by=to_milliseconds(_later(now, _seconds_to_decide(verdict, times))),
            late_at=to_milliseconds(_later(now, _sla_seconds(verdict, times))),
        )
        if not filed:
            standing = requests.latest(unit, thread_id, action.call_id, kind)
            assert standing is not None
            return str(standing["id"])
        audit.append(
            unit,
            audit.thread_stream(thread_id),
            at=to_milliseconds(now),
            actor=AGENT,
            event="request.opened",
            payload={
                "request": request_id,
                "kind": kind.value,
                "digest": action.digest,
                "route": verdict.route.value,
                "verdict": verdict_id,
            },
        )
        return request_id


def shown(unit: Unit, row: Row) -> Request:
    """A request with the names of those who signed its present round, and the proof it shows."""
    signed = requests.signatures(unit, row["id"], row["round"])
    proof = proofs.find(unit, row["proof_id"]) if row["proof_id"] else None
    return requests.request_of(row, tuple(signature["reviewer"] for signature in signed), proof)


def line_of(row: Row, names: dict[str, str], sla_seconds: int) -> Line:
    """A request as one line of the queue; `sla_seconds` for one that has no time of its own."""
    return Line(
        id=row["id"],
        kind=RequestKind(row["kind"]),
        route=Route(row["route"]),
        summary=row["summary"],
        requested_by=row["requested_by"],
        name=names.get(row["requested_by"], row["requested_by"]),
        confidence=unpacked(row["confidence"]),
        opened_at=from_milliseconds(row["opened_at"]),
        decide_by=from_milliseconds(row["decide_by"]),
        late_at=from_milliseconds(late_moment(row, sla_seconds)),
    )


def _later(moment: datetime, seconds: int) -> datetime:
    return moment + timedelta(seconds=seconds)


def _seconds_to_decide(verdict: Verdict, times: RequestTimes) -> int:
    signers = verdict.signers
    return times.decide_within_seconds if signers is None else signers.decide_within_seconds


def _sla_seconds(verdict: Verdict, times: RequestTimes) -> int:
    return times.sla_seconds if verdict.signers is None else verdict.signers.sla_seconds
