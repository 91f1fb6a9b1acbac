"""relaying: a question that a server asks in the middle of a call, put to the requester.

The call waits for the answer within its own deadline, as the server does. The answer goes to the
server alone and authorises nothing here.
"""

import asyncio
from contextlib import suppress
from typing import Any

from desk.decisions import close
from domain.clock import to_milliseconds
from domain.decision import DecisionType
from domain.errors import CountersignError
from domain.request import RequestKind, RequestState
from domain.thread import HOUSE
from nodes.context import Context
from nodes.state import Call
from storage import audit, effects, leases, requests, stops, threads, verdicts
from storage.rows import unpacked
from storage.unit import Row, Unit
from tools.asking import NOBODY, Ask, Reply
from tools.intent import Intent

LOOK_SECONDS = 0.2
# Below this, no person could answer in time.
LEAST_SECONDS = 1
# The server has this long to end the call when nobody has answered.
GRACE_MILLISECONDS = 1000
# The first edition: "is this what you meant?".
HOUSES_OWN = 1


def relay_of(intent: Intent, context: Context) -> Ask | None:
    """The requester, for this call's server; None for a tool of the house."""
    return _Relay(intent, context) if intent.tool.server else None


def withdraw_questions(call: Call, context: Context) -> None:
    """A call that was cut off hears no answer any more; take what its server asked off the desk."""
    with context.rooms.storage.view() as unit:
        left = _left(unit, call)
    if left:
        with context.rooms.storage.unit("withdraw question") as unit:
            for request in _left(unit, call):
                _close(unit, context, request)
        context.rooms.changed()


class _Relay:
    """The requester of one attempt, as its server has to do with them."""

    def __init__(self, intent: Intent, context: Context) -> None:
        self._intent, self._context = intent, context
        self._told = False

    async def __call__(self, form: dict[str, Any]) -> Reply:
        """The requester's reply; `cancel` where nobody answers while the call goes on."""
        intent, context = self._intent, self._context
        try:
            request_id = _filed(intent, context, form)
        except CountersignError:  # another runner has the thread, so this call is nobody's
            return NOBODY
        if not request_id:
            return NOBODY
        context.rooms.changed()
        try:
            while True:
                with context.rooms.storage.view() as unit:
                    request, until = requests.find(unit, request_id), _until(unit, intent)
                assert request is not None
                if request["state"] != RequestState.OPEN.value:
                    return _heard(context, request)
                if _now(context) >= until:
                    return NOBODY
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            _withdraw(context, request_id)

    async def stopped(self) -> None:
        """Return once the requester has stopped the agent, and never for what others ordered."""
        thread_id, call_id = self._intent.lease.thread_id, self._intent.call_id
        reached = False
        while not reached:
            await asyncio.sleep(LOOK_SECONDS)
            with suppress(CountersignError), self._context.rooms.storage.view() as unit:
                reached = stops.reaches(unit, thread_id, call_id)

    def unplaced(self, why: str) -> None:
        """Say in the thread's trail, once a call, that a server asked and why nobody heard it."""
        if self._told:
            return
        self._told, thread_id = True, self._intent.lease.thread_id
        storage = self._context.rooms.storage
        with suppress(CountersignError), storage.unit("unplaced question") as unit:
            audit.append(
                unit,
                audit.thread_stream(thread_id),
                at=_now(self._context),
                actor=HOUSE,
                event="question.unplaced",
                payload={"call": self._intent.call_id, "why": why},
            )


def _filed(intent: Intent, context: Context, form: dict[str, Any]) -> str:
    """The id of the question's request; "" where the call is over, or all but over."""
    rooms, thread_id, call_id = context.rooms, intent.lease.thread_id, intent.call_id
    with rooms.storage.unit("question of a server") as unit:
        leases.require(unit, thread_id, intent.lease.epoch)
        thread = threads.find(unit, thread_id)
        seconds = (_until(unit, intent) - _now(context)) // 1000
        if thread is None or seconds < LEAST_SECONDS:
            return ""
        before = requests.latest(unit, thread_id, call_id, RequestKind.ELICITATION)
        action = verdicts.action_of(intent.verdict).model_copy(
            update={"arguments": intent.arguments, "digest": intent.digest}
        )
        judged = verdicts.verdict_of(intent.verdict)
        return rooms.inbox.file(
            unit,
            RequestKind.ELICITATION,
            thread_id=thread_id,
            action=action,
            verdict=judged.model_copy(update={"signers": None}),
            verdict_id=intent.verdict["id"],
            requested_by=str(thread["owner"]),
            times=rooms.law.request.model_copy(update={"decide_within_seconds": seconds}),
            attempt=intent.attempt,
            edition=(before["edition"] if before else HOUSES_OWN) + 1,
            form=form,
        )


def _heard(context: Context, request: Row) -> Reply:
    """What a settled question says; who answered it is told that it was heard."""
    if request["state"] != RequestState.DECIDED.value:
        return NOBODY
    with context.rooms.storage.unit("apply answer") as unit:
        if not requests.move(unit, request, RequestState.APPLIED):
            return NOBODY
    if request["decision_type"] == DecisionType.ANSWER.value:
        return Reply("accept", unpacked(request["content"]))
    return Reply("decline")


def _withdraw(context: Context, request_id: str) -> None:
    """Nobody hears an answer any more."""
    with context.rooms.storage.unit("withdraw question") as unit:
        request = requests.find(unit, request_id)
        if request is not None and request["state"] == RequestState.OPEN.value:
            _close(unit, context, request)
    context.rooms.changed()


def _close(unit: Unit, context: Context, request: Row) -> None:
    now, why = _now(context), "the call ended without it"
    close(unit, request, RequestState.WITHDRAWN, actor=HOUSE, at=now, why=why)


def _left(unit: Unit, call: Call) -> list[Row]:
    """What a server asked in this call and has not heard the answer to."""
    return [
        request
        for request in requests.unapplied(unit, call["thread_id"])
        if request["call_id"] == call["call_id"]
        and request["kind"] == RequestKind.ELICITATION.value
        and request["edition"] > HOUSES_OWN
    ]


def _until(unit: Unit, intent: Intent) -> int:
    """Until when an answer is waited for; 0 once this attempt's call has ended."""
    effect = effects.latest(unit, intent.lease.thread_id, intent.call_id)
    if effect is None or effect["attempt"] != intent.attempt:
        return 0
    begun = effect["state"] == effects.STARTED
    return int(effect["call_deadline"]) - GRACE_MILLISECONDS if begun else 0


def _now(context: Context) -> int:
    return to_milliseconds(context.rooms.clock.now())
