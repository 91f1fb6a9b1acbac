"""journal: intent, call, outcome. One transaction starts an effect and checks everything again.

Whatever a caller believes, only the rows count: a call begins if and only if `start` wrote its
row, and the guards below all held in that very transaction.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.clock import Clock, is_over, to_milliseconds
from domain.decision import DecisionType
from domain.errors import Conflict
from domain.request import RequestKind, RequestState
from domain.verdict import Route
from policy.digest import digest_of
from policy.duties import signatures_needed
from storage import audit, effects, leases, requests, switches
from storage.rows import packed, unpacked
from storage.unit import Row, Storage, Unit
from tools.catalogue import Tool


@dataclass(frozen=True)
class Lease:
    """The right to write for a thread; stale as soon as a higher epoch exists."""

    thread_id: str
    epoch: int


@dataclass(frozen=True)
class Attempt:
    """Which try of which call an effect is."""

    thread_id: str
    call_id: str
    number: int


@dataclass(frozen=True)
class Intent:
    """One call about to begin, and what it rests on: a verdict alone, or a decided request."""

    lease: Lease
    call_id: str
    attempt: int
    tool: Tool
    arguments: dict[str, Any]
    verdict: Row
    request_id: str | None

    @property
    def attempt_key(self) -> Attempt:
        """The attempt that this intent would start."""
        return Attempt(self.lease.thread_id, self.call_id, self.attempt)

    @property
    def digest(self) -> str:
        """The digest of what would run, computed anew."""
        return digest_of(self.tool.name, self.arguments)

    @property
    def key(self) -> str:
        """The idempotency key of this attempt, the same after every crash."""
        named = f"{self.lease.thread_id}\n{self.call_id}\n{self.attempt}\n{self.digest}"
        return hashlib.sha256(named.encode()).hexdigest()


ESCALATED = "escalated"
Guard = Callable[[Unit, Intent, Row | None, int], str]


class Journal:
    """Starts effects and keeps what became of them."""

    def __init__(
        self, storage: Storage, clock: Clock, guards: "tuple[Guard, ...] | None" = None
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._guards = GUARDS if guards is None else guards

    def start(self, intent: Intent) -> str:
        """Begin an effect; "" if it began, else the code of the guard that refused.

        Raises Conflict `lease_lost`, or `already_started` when this attempt or decision has begun.
        """
        moment = self._clock.now()
        now = to_milliseconds(moment)
        with self._storage.unit("intent", durable=True) as unit:
            request = requests.find(unit, intent.request_id) if intent.request_id else None
            for guard in self._guards:
                if refusal := guard(unit, intent, request, now):
                    return refusal
            started = effects.start(
                unit,
                thread_id=intent.lease.thread_id,
                call_id=intent.call_id,
                attempt=intent.attempt,
                name=intent.tool.name,
                arguments=packed(intent.arguments),
                digest=intent.digest,
                fingerprint=intent.tool.fingerprint,
                request_id=intent.request_id,
                verdict_id=intent.verdict["id"],
                epoch=intent.lease.epoch,
                started_at=now,
                call_deadline=_deadline(moment, intent.tool),
            )
            if not started or (request and not requests.move(unit, request, RequestState.APPLIED)):
                raise Conflict("already_started", "This action has already been started.")
            _record(
                unit,
                intent.attempt_key,
                "effect.started",
                "agent",
                now,
                {"request": intent.request_id, "digest": intent.digest},
            )
        return ""

    def take_over(self, intent: Intent) -> str:
        """Call an idempotent tool again with the same key; "" if so, else "halted" or "ended"."""
        moment = self._clock.now()
        with self._storage.unit("take over", durable=True) as unit:
            leases.require(unit, intent.lease.thread_id, intent.lease.epoch)
            if switches.thrown(unit, switches.HALT):
                return "halted"
            taken = effects.take_over(
                unit,
                intent.lease.thread_id,
                intent.call_id,
                intent.attempt,
                intent.lease.epoch,
                _deadline(moment, intent.tool),
            )
        return "" if taken else "ended"

    def settle(
        self, attempt: Attempt, came_from: str, state: str, result: str, by: str = "agent"
    ) -> bool:
        """Keep what became of an attempt; False if it no longer stood at `came_from`.

        A late `done` needs no lease: it is the truth about its own attempt, whoever carries on.
        """
        now = to_milliseconds(self._clock.now())
        with self._storage.unit(f"effect {state}", durable=True) as unit:
            settled = effects.settle(
                unit,
                attempt.thread_id,
                attempt.call_id,
                attempt.number,
                came_from=came_from,
                state=state,
                result=result,
                at=now,
            )
            if settled:
                _record(unit, attempt, f"effect.{state}", by, now, {"result": result[:500]})
        return settled


def lease_is_current(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """Only the newest epoch of a thread starts anything; raises Conflict `lease_lost`."""
    leases.require(unit, intent.lease.thread_id, intent.lease.epoch)
    return ""


def house_is_not_halted(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """The kill switch stops every new effect."""
    return "halted" if switches.thrown(unit, switches.HALT) else ""


def no_lead_has_the_task(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """While an escalation is open, nothing else of its thread starts."""
    escalation = requests.open_of(unit, intent.lease.thread_id, RequestKind.ESCALATION)
    return ESCALATED if escalation is not None else ""


def authority_stands(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """The verdict says auto, or a request about this very call was decided in favour."""
    if request is None:
        alone = intent.verdict["route"] == Route.AUTO.value and intent.request_id is None
        return "" if alone else "not_authorised"
    about = (request["thread_id"], request["call_id"])
    if about != (intent.lease.thread_id, intent.call_id):
        return "foreign_request"
    if request["state"] != RequestState.DECIDED.value:
        return "not_decided"
    if request["kind"] == RequestKind.OUTCOME.value:
        retry = unpacked(request["content"] or "{}").get("retry") is True
        return "" if retry else "not_authorised"
    agreed = (DecisionType.APPROVE.value, DecisionType.EDIT.value)
    return "" if request["decision_type"] in agreed else "not_authorised"


def decision_is_in_force(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """A decision starts something from `effective_at` on, and before `valid_until`."""
    if request is None:
        return ""
    if now < request["effective_at"]:
        return "lapsed" if is_over(request["effective_at"], now) else "not_yet"
    return "" if now < request["valid_until"] else "lapsed"


def digest_is_what_was_shown(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """What was shown is what runs (invariant 3)."""
    agreed = request["decided_digest"] if request else intent.verdict["digest"]
    return "" if agreed == intent.digest else "other_arguments"


def tool_is_what_was_shown(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """The tool's words, schema and risk are those that were judged."""
    agreed = request["fingerprint"] if request else intent.verdict["fingerprint"]
    return "" if agreed == intent.tool.fingerprint else "tool_changed"


def quorum_is_met(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """Enough different people signed this digest in this round, and none refused."""
    if request is None:
        return ""
    signed = requests.signatures(unit, request["id"], request["round"])
    refused = [row for row in signed if row["decision_type"] == DecisionType.REJECT.value]
    agreeing = [row for row in signed if row["digest"] == intent.digest]
    enough = len(agreeing) >= signatures_needed(Route(request["route"]))
    return "" if enough and not refused else "quorum_missing"


def last_attempt_failed(unit: Unit, intent: Intent, request: Row | None, now: int) -> str:
    """A new attempt needs the one before it known as failed (invariant 2)."""
    last = effects.latest(unit, intent.lease.thread_id, intent.call_id)
    if last is None:
        return "" if intent.attempt == 1 else "not_authorised"
    follows = intent.attempt == last["attempt"] + 1 and last["state"] == effects.FAILED
    return "" if follows else "attempt_open"


GUARDS: tuple[Guard, ...] = (
    lease_is_current,
    house_is_not_halted,
    no_lead_has_the_task,
    authority_stands,
    decision_is_in_force,
    digest_is_what_was_shown,
    tool_is_what_was_shown,
    quorum_is_met,
    last_attempt_failed,
)


def _record(
    unit: Unit, attempt: Attempt, event: str, actor: str, now: int, payload: dict[str, Any]
) -> None:
    audit.append(
        unit,
        audit.thread_stream(attempt.thread_id),
        at=now,
        actor=actor,
        event=event,
        payload={"call": attempt.call_id, "attempt": attempt.number, **payload},
    )


def _deadline(moment: datetime, tool: Tool) -> int:
    return to_milliseconds(moment + timedelta(seconds=tool.timeout_seconds))
