"""engine: the embedded engine. One thread with one event loop advances every due thread.

Nothing waits in memory: bells only shorten the pause before the next look at the rows.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import uvloop

from domain.clock import to_milliseconds
from domain.errors import CountersignError, Unavailable
from graph.holders import free_the_dead
from graph.runner import Runner
from graph.sweep import is_due, sweep
from nodes.context import Rooms
from storage import threads

SCAN_SECONDS = 0.5
SWEEP_SECONDS = 0.25
LAW_SECONDS = 1.0
POLL_SECONDS = 0.005
THREADS_AT_ONCE = 32
CALLERS = 32

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Running:
    """A loop at work, on its thread, with the bell that wakes it."""

    loop: asyncio.AbstractEventLoop
    bell: asyncio.Event
    thread: threading.Thread
    callers: ThreadPoolExecutor


class Engine:
    """Scans, sweeps and advances from `start` until `stop`."""

    def __init__(self, runner: Runner, rooms: Rooms, changed: Callable[[], None]) -> None:
        self._runner = runner
        self._rooms = rooms
        self._changed = changed
        self._running: _Running | None = None
        self._sweep_at = 0.0
        self._law_at = 0.0

    def start(self) -> None:
        """Advance threads in the background from now on; calling it twice is harmless."""
        if self._running is not None:
            return
        loop, bell = uvloop.new_event_loop(), asyncio.Event()
        callers = ThreadPoolExecutor(CALLERS, thread_name_prefix="countersign-caller")
        loop.set_default_executor(callers)
        thread = threading.Thread(target=_run, args=(loop,), name="countersign-runner", daemon=True)
        self._running = _Running(loop, bell, thread, callers)
        thread.start()
        asyncio.run_coroutine_threadsafe(self._serve(bell), loop)

    def ring(self) -> None:
        """Something happened: look at the rows now. Losing this call loses only time."""
        running = self._running
        if running is not None:
            with suppress(RuntimeError):  # it has been stopped between these two lines
                running.loop.call_soon_threadsafe(running.bell.set)

    def drain(self, timeout_seconds: float = 60.0) -> None:
        """Wait until every thread is idle or waits for a person.

        Raises Unavailable `drain_timeout` when that takes longer than `timeout_seconds`.
        """
        self.start()
        deadline = time.monotonic() + timeout_seconds
        if self._busy():
            self.ring()
        while self._busy():
            if time.monotonic() > deadline:
                raise Unavailable(
                    "drain_timeout",
                    f"Threads were still working after {timeout_seconds:g} seconds; "
                    "wait longer or look at their trouble.",
                )
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """End after the present steps; what is unfinished goes on at the next start."""
        if self._running is None:
            return
        running, self._running = self._running, None
        asyncio.run_coroutine_threadsafe(_cancel_others(), running.loop).result(timeout=30)
        running.loop.call_soon_threadsafe(running.loop.stop)
        running.thread.join(timeout=30)
        # A call that hangs must not keep the house from closing; its row says that it had begun.
        running.callers.shutdown(wait=False, cancel_futures=True)
        running.loop.close()

    async def _serve(self, bell: asyncio.Event) -> None:
        advancing: dict[str, asyncio.Task[bool]] = {}
        free_the_dead(self._rooms.storage, to_milliseconds(self._rooms.clock.now()))
        while True:
            bell.clear()
            try:
                self._look(advancing, bell)
            except CountersignError as error:
                log.warning("could not scan: %s", error)
            # Not wait_for: before Python 3.12 it swallows a cancel that comes with the bell.
            with suppress(TimeoutError):
                async with asyncio.timeout(SCAN_SECONDS):
                    await bell.wait()

    def _look(self, advancing: dict[str, asyncio.Task[bool]], bell: asyncio.Event) -> None:
        """Expire what is overdue and begin to advance what is due."""
        self._follow_the_law()
        now = to_milliseconds(self._rooms.clock.now())
        sweeping = time.monotonic() >= self._sweep_at
        with self._rooms.storage.view() as unit:
            overdue = sweeping and is_due(unit, now)
            due = threads.due(unit, now, THREADS_AT_ONCE)
        if sweeping:
            self._sweep_at = time.monotonic() + SWEEP_SECONDS
        if overdue:
            sweep(self._rooms)
            bell.set()
        for thread_id in due:
            if thread_id not in advancing and len(advancing) < THREADS_AT_ONCE:
                task = asyncio.create_task(self._runner.advance(thread_id))
                advancing[thread_id] = task
                task.add_done_callback(partial(self._ended, advancing, thread_id, bell))

    def _follow_the_law(self) -> None:
        """Another process may have enacted one."""
        if time.monotonic() >= self._law_at:
            self._law_at = time.monotonic() + LAW_SECONDS
            if self._rooms.statute.follow(self._rooms.storage):
                self._changed()

    def _ended(
        self,
        advancing: dict[str, asyncio.Task[bool]],
        thread_id: str,
        bell: asyncio.Event,
        done: asyncio.Task[bool],
    ) -> None:
        advancing.pop(thread_id, None)
        if not done.cancelled() and done.exception() is not None:
            log.error("advancing %s failed", thread_id, exc_info=done.exception())
        self._changed()
        bell.set()

    def _busy(self) -> bool:
        with self._rooms.storage.view() as unit:
            now = to_milliseconds(self._rooms.clock.now())
            return threads.unsettled(unit) or is_due(unit, now)


def _run(loop: asyncio.AbstractEventLoop) -> None:
    """Run until stopped; a tool that calls sys.exit() ends its own call and nothing else."""
    while True:
        try:
            loop.run_forever()
        except SystemExit:
            log.exception("a tool tried to end the process")
        else:
            return


async def _cancel_others() -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
