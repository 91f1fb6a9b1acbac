"""growth: an old thread of many turns beside young ones of ten; does a resume take longer?

A turn brings about 1 KB of new words: one message, one decision, one answer. What is timed is the
resume, from the decision to the answer. Young and old live in databases of their own and take turns
at the end, so that a machine that is busy for a while is busy for both.
"""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.sides import Side, open_side
from benchmarks.work import first_number, message, use_world

OLD = 0
NEW_CHARACTERS = 900
YOUNG_TURNS = range(5, 15)
YOUNG_THREADS = 4
POINTS_DRAWN = 50


def measure(folder: Path, tick: Callable[[], None], side: str, turns: int) -> dict[str, Any]:
    """One side's p50 of a resume around the tenth turn and at the last, and its disk a turn."""
    use_world(folder)
    homes = folder / "young", folder / "old"
    for home in homes:
        home.mkdir()
    young, old = (open_side(side, home) for home in homes)
    pairs = min(YOUNG_THREADS * len(YOUNG_TURNS), turns)
    try:
        grown = [_turn(old, OLD, turn, tick) for turn in range(turns - pairs)]
        early, late = _side_by_side(young, old, turns - pairs, pairs, tick)
        kept = old.kept()
    finally:
        young.close()
        old.close()
    return {
        "turns": turns,
        "early_p50_ms": median(early),
        "late_p50_ms": median(late),
        "slower": median(late) / median(early),
        "disk_kb_a_turn": _disk_kb(homes[1]) / turns,
        "p50_ms_by_turn": _series(grown + late),
        "kept": kept,
    }


def _side_by_side(
    young: Side, old: Side, begun: int, pairs: int, tick: Callable[[], None]
) -> tuple[list[float], list[float]]:
    """One resume of a young thread and one of the old, again and again."""
    early, late = [], []
    for pair in range(pairs):
        thread, turn = divmod(pair, len(YOUNG_TURNS))
        if turn == 0:
            for before in range(YOUNG_TURNS.start):
                _turn(young, thread + 1, before)
        early.append(_turn(young, thread + 1, YOUNG_TURNS[turn]))
        late.append(_turn(old, OLD, begun + pair, tick))
    return early, late


def _turn(side: Side, thread: int, turn: int, tick: Callable[[], None] = lambda: None) -> float:
    """One turn; the milliseconds of its resume."""
    name, number = f"thread-{thread}", first_number(thread) + turn
    side.say(name, message(number, number, NEW_CHARACTERS))
    start = time.perf_counter()
    side.approve(name)
    taken = (time.perf_counter() - start) * 1000
    tick()
    return taken


def _series(times: list[float]) -> list[tuple[int, float]]:
    """The medians of stretches of equal length, with the turn each ends at."""
    length = max(1, len(times) // POINTS_DRAWN)
    ends = range(length, len(times) + 1, length)
    return [(end, median(times[end - length : end])) for end in ends]


def _disk_kb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1024
