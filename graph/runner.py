"""runner: carry one thread as far as it goes, under its lease.

It decides nothing: it wakes what the rows say is ripe. `next == ()` lies about threads with work
left, so it looks at the tasks.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.types import Command, StateSnapshot

from domain.clock import is_over, to_milliseconds
from domain.errors import Conflict, CountersignError
from domain.request import RequestState
from domain.thread import ThreadStatus
from graph.build import Graph
from nodes.context import Context, Rooms
from nodes.state import Turn
from storage import leases, mail, requests, threads, transcript
from storage.checkpoints import EPOCH_KEY
from storage.rows import unpacked
from storage.unit import Row, Unit
from tools.intent import Lease

INTERRUPT = "__interrupt__"
LEASE_SECONDS = 15.0
FAILURES_BEFORE_STALLING = 5
BACKOFF_SECONDS_FIRST = 0.5

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Left:
    """How a thread is left when its lease is given back."""

    status: ThreadStatus
    wake_at: int | None = None
    failures: int = 0
    trouble: str = ""


class Runner:
    """Advances threads; any number of runners may try the same one, one of them does."""

    def __init__(
        self,
        graph: Graph,
        rooms: Rooms,
        holder: str,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self._graph = graph
        self._rooms = rooms
        self._holder = holder
        self._lease_seconds = lease_seconds

    async def advance(self, thread_id: str) -> bool:
        """Carry a thread until it is idle or waits; False if somebody else holds it."""
        row = self._take(thread_id)
        if row is None:
            return False
        lease = Lease(thread_id, row["lease_epoch"])
        heartbeat = asyncio.create_task(self._hold(lease))
        try:
            left = await self._carry(lease)
        except Conflict as lost:
            if lost.code != "lease_lost":
                raise
            log.info("lost the lease of %s", thread_id)
            return False
        except Exception as error:  # any node's failure is kept on the thread and tried again
            left = self._failed(row, error)
        finally:
            heartbeat.cancel()
            with suppress(asyncio.CancelledError):
                await heartbeat
        self._release(lease, left)
        return True

    async def _carry(self, lease: Lease) -> Left:
        config: RunnableConfig = {
            "configurable": {
                "thread_id": lease.thread_id,
                EPOCH_KEY: lease.epoch,
                "__pregel_strict_resume": True,
            },
            "recursion_limit": 1000,
        }
        context = Context(self._rooms, lease)
        standing = _found(await self._graph.aget_state(config))
        while True:
            move = self._next_move(lease, standing)
            if isinstance(move, Left):
                return move
            left = await self._graph.ainvoke(move.input, config, context=context, durability="exit")
            standing = _left(left)

    def _next_move(self, lease: Lease, standing: "Standing") -> "Move | Left":
        """What the rows ask for now: a resume, a retry, a new turn, or nothing more."""
        now = to_milliseconds(self._rooms.clock.now())
        ripe = {
            key: _resume(value)
            for key, value in standing.asleep
            if self._ripe(value, now, standing.fresh)
        }
        if ripe:
            return Move(Command(resume=ripe))
        if standing.unfinished:
            return Move(None)
        if standing.asleep:
            untils = [value["until"] for _, value in standing.asleep if "until" in value]
            return Left(ThreadStatus.WAITING, wake_at=min(untils, default=None))
        return self._rebuilt(lease) or self._next_turn(lease, standing)

    def _rebuilt(self, lease: Lease) -> "Move | None":
        """A request stands but no task waits for it: begin its step again, from the rows.

        The answer, the verdicts and the request of that step are found, none is made anew.
        """
        with self._rooms.storage.view() as unit:
            orphan = next(
                (
                    row
                    for row in requests.unapplied(unit, lease.thread_id)
                    if transcript.result(unit, lease.thread_id, row["call_id"]) is None
                ),
                None,
            )
            if orphan is None:
                return None
            turn, step = transcript.place_of(orphan["call_id"])
            answered = transcript.answer(unit, lease.thread_id, turn, step)
        if answered is None:
            return None
        log.info("request %s had no task; its step is begun again from the rows", orphan["id"])
        heard = unpacked(answered["body"])["mail_seq"]
        return Move(Turn(thread_id=lease.thread_id, turn=turn, step=step - 1, mail_seq=heard))

    def _ripe(self, value: dict[str, Any], now: int, fresh: bool) -> bool:
        """A decision since the lease was taken has set the thread's wake: it comes up by itself.

        What is staged looks again at each wake, for somebody may have held or stopped it.
        """
        if "until" in value:
            return is_over(value["until"], now) or ("staged" in value and not fresh)
        if fresh:
            return False
        with self._rooms.storage.view() as unit:
            row = requests.find(unit, value["request"])
        return row is None or row["state"] != RequestState.OPEN.value

    def _next_turn(self, lease: Lease, standing: "Standing") -> "Move | Left":
        heard = standing.values.get("mail_seq", 0)
        with self._rooms.storage.view() as unit:
            thread = threads.find(unit, lease.thread_id)
            assert thread is not None
            if thread["mail_seq"] <= heard or thread["taken_over_by"] is not None:
                return Left(ThreadStatus.IDLE)
            begun = standing.values.get("turn")
            turn = _first_turn(unit, lease.thread_id) if begun is None else begun + 1
        return Move(Turn(thread_id=lease.thread_id, turn=turn, step=0, mail_seq=heard))

    def _take(self, thread_id: str) -> Row | None:
        now, until = self._now_and_until()
        with self._rooms.storage.unit("lease") as unit:
            return leases.take(unit, thread_id, self._holder, now, until)

    def _release(self, lease: Lease, left: Left) -> None:
        with self._rooms.storage.unit("release") as unit:
            leases.release(
                unit,
                lease.thread_id,
                lease.epoch,
                left.status,
                left.wake_at,
                left.failures,
                left.trouble,
            )

    async def _hold(self, lease: Lease) -> None:
        while True:
            await asyncio.sleep(self._lease_seconds / 3)
            _, until = self._now_and_until()
            try:
                with self._rooms.storage.unit("heartbeat") as unit:
                    leases.renew(unit, lease.thread_id, lease.epoch, until)
            except CountersignError as error:
                log.warning("could not renew the lease of %s: %s", lease.thread_id, error)

    def _failed(self, row: Row, error: Exception) -> Left:
        """Try again soon, then later; after some failures only when something new happens."""
        log.warning("thread %s failed", row["id"], exc_info=error)
        failures = row["failures"] + 1
        words = error.sentence if isinstance(error, CountersignError) else type(error).__name__
        trouble = f"The agent could not go on: {words}"
        if failures >= FAILURES_BEFORE_STALLING:
            return Left(ThreadStatus.STALLED, None, 0, trouble)
        pause = timedelta(seconds=BACKOFF_SECONDS_FIRST * 2 ** (failures - 1))
        wake_at = to_milliseconds(self._rooms.clock.now() + pause)
        return Left(ThreadStatus.WAITING, wake_at, failures, trouble)

    def _now_and_until(self) -> tuple[int, int]:
        now = self._rooms.clock.now()
        until = now + timedelta(seconds=self._lease_seconds)
        return to_milliseconds(now), to_milliseconds(until)


def _first_turn(unit: Unit, thread_id: str) -> int:
    """The turn of a thread without a checkpoint: the one that a crash cut off, if it had begun.

    A fork begins after the turns of its parent, which stand in its transcript.
    """
    letters = mail.above(unit, thread_id, 0)
    heard = transcript.find(unit, thread_id, letters[0]["message_id"]) if letters else None
    return heard["turn"] if heard else transcript.last_turn(unit, thread_id) + 1


@dataclass(frozen=True)
class Move:
    """What to hand to the graph next; None runs what is left unfinished."""

    input: Turn | Command[Any] | None


@dataclass(frozen=True)
class Standing:
    """Where the graph stands: its state, its sleeping tasks by interrupt id, whether a crash has
    cut some task off, and whether it is `fresh`: reached under this very lease.
    """

    values: dict[str, Any]
    asleep: Sequence[tuple[str, dict[str, Any]]]
    unfinished: bool = False
    fresh: bool = False


def _found(snapshot: StateSnapshot) -> Standing:
    """As the checkpoint says. Tasks none of which sleeps are unfinished, too: their step never
    came to its own checkpoint.
    """
    tasks = snapshot.tasks
    asleep = [(each.id, each.value) for task in tasks for each in task.interrupts]
    cut_off = any(not task.interrupts and task.result is None for task in tasks)
    return Standing(snapshot.values, asleep, unfinished=bool(tasks) and (cut_off or not asleep))


def _left(returned: dict[str, Any]) -> Standing:
    """As an invocation left it: it returns when every task has ended or sleeps."""
    asleep = [(each.id, each.value) for each in returned.get(INTERRUPT, ())]
    values = {name: returned[name] for name in returned if name != INTERRUPT}
    return Standing(values, asleep, fresh=True)


def _resume(value: dict[str, Any]) -> dict[str, Any]:
    """A resume carries no authority: it names what the node should look up."""
    return {"request": value.get("request", "")}
