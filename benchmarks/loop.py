"""loop: durable decision, tool, next request open, again and again over several threads.

One decision at a time on every side, thread after thread. After twenty of a turn the agent answers
and the next message begins a turn; that too is in the time.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import meters
from benchmarks.meters import Used
from benchmarks.sides import Side, open_side
from benchmarks.work import DECISIONS_IN_A_TURN, first_number, happened, message, use_world

WARM_UP_DECISIONS = 5


def measure(
    folder: Path, tick: Callable[[], None], side: str, threads: int, decisions: int
) -> dict[str, Any]:
    """One side's figures; raises AssertionError if it did not do each note exactly once.

    A round is one decision in each thread; `tick` comes before each, and may wait for its turn.
    """
    use_world(folder)
    opened, used, times = open_side(side, folder), Used(), []
    try:
        _warm_up(opened, threads)
        for thread in range(threads):
            _say(opened, thread, 0)
        for number in range(1, decisions + 1):
            tick()
            before = meters.read()
            times += [_decide(opened, thread, number) for thread in range(threads)]
            used += meters.read() - before
        kept = opened.kept()
    finally:
        opened.close()
    _require_each_once(threads, decisions)
    return {**meters.figures(used, times), "decisions": len(times), "kept": kept}


def _warm_up(side: Side, thread: int) -> None:
    """A thread that is not counted, so that nothing is compiled or imported in the time."""
    _say(side, thread, 0)
    for number in range(1, WARM_UP_DECISIONS + 1):
        _decide(side, thread, number)


def _decide(side: Side, thread: int, number: int) -> float:
    start = time.perf_counter()
    side.approve(_name(thread))
    if number % DECISIONS_IN_A_TURN == 0:
        _say(side, thread, number)
    return time.perf_counter() - start


def _say(side: Side, thread: int, done: int) -> None:
    first = first_number(thread) + done
    side.say(_name(thread), message(first, first + DECISIONS_IN_A_TURN - 1))


def _name(thread: int) -> str:
    return f"thread-{thread}"


def _require_each_once(threads: int, decisions: int) -> None:
    expected = [
        first_number(thread) + number for thread in range(threads) for number in range(decisions)
    ]
    warm_up = [first_number(threads) + number for number in range(WARM_UP_DECISIONS)]
    if sorted(happened()) != sorted(expected + warm_up):
        raise AssertionError("the world does not hold each note exactly once")
