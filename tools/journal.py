"""journal: intent, call, outcome. One transaction starts an effect and checks everything again.

Whatever a caller believes, only the rows count: a call begins if and only if `start` wrote its
row, and every guard held in that very transaction.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from domain.clock import Clock, to_milliseconds
from domain.errors import Conflict
from domain.request import RequestState
from domain.thread import AGENT
from storage import audit, counters, effects, envelopes, leases, requests, switches
from storage.rows import packed
from storage.unit import Storage, Unit
from tools.catalogue import Tool
from tools.covering import claimed, count, cover_of
from tools.guards import GUARDS, Guard
from tools.intent import Attempt, Intent


class Journal:
    """Starts effects and keeps what became of them."""

    def __init__(self, storage: Storage, clock: Clock, guards: tuple[Guard, ...] = GUARDS) -> None:
        self._storage = storage
        self._clock = clock
        self._guards = guards

    def start(self, intent: Intent) -> str:
        """Begin an effect; "" if it began, else the code of the guard that refused.

        Nothing that a guard wrote stays after a refusal. Raises Conflict `lease_lost`, or
        `already_started` when this attempt or decision has begun.
        """
        try:
            with self._storage.unit("intent", durable=True) as unit:
                self._begin(unit, intent)
        except _Refused as refused:
            return str(refused)
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
        self,
        attempt: Attempt,
        came_from: str,
        state: str,
        result: str,
        by: str = AGENT,
        then: Callable[[Unit], None] | None = None,
    ) -> bool:
        """Keep what became of an attempt; False if it no longer stood at `came_from`.

        A late `done` needs no lease: it is the truth about its own attempt, whoever carries on.
        `then` writes what follows from it in the same transaction. The disk is not waited for: if
        the power fails here, a row says that the call had begun, and that is asked about.
        """
        now = to_milliseconds(self._clock.now())
        with self._storage.unit(f"effect {state}") as unit:
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
            if settled and state == effects.FAILED:
                # It did not happen, so it cost nothing; what nobody knows stays set aside.
                counters.release(unit, attempt.thread_id, attempt.call_id, attempt.number)
                envelopes.give_back(unit, attempt.thread_id, attempt.call_id)
            if settled:
                _record(unit, attempt, f"effect.{state}", by, now, {"result": result[:500]})
            if settled and then is not None:
                then(unit)
        return settled

    def _begin(self, unit: Unit, intent: Intent) -> None:
        moment = self._clock.now()
        now = to_milliseconds(moment)
        request = requests.find(unit, intent.request_id) if intent.request_id else None
        for guard in self._guards:
            if refusal := guard(unit, intent, request, now):
                raise _Refused(refusal)
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
        if claimed(intent) and (cover := cover_of(unit, intent, now)) is not None:
            count(unit, intent, cover, now)
        _record(
            unit,
            intent.attempt_key,
            "effect.started",
            AGENT,
            now,
            {"request": intent.request_id, "digest": intent.digest},
        )


class _Refused(Exception):
    """A guard's code on its way out of the transaction, which is given up."""


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
