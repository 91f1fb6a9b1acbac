"""duplicates: how often an approved effect happens twice, under kill -9 and under two approvers.

A round of `killed` lets a process approve one call after the other and kills it at a random moment
of that; another process then brings the thread to its end. Each process of a round is a fork.
"""

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

from benchmarks import sides
from benchmarks.forks import begin, carried_out, ended
from benchmarks.sides import Recovering
from benchmarks.work import first_number, happened, message, use_world

THREAD = "thread-0"
FIRST = first_number(0)
DECISIONS = 4
TOGETHER_AFTER_SECONDS = 2.0
RECOVERIES = 100
QUESTIONS = "questions.txt"


def killed(
    folder: Path, tick: Callable[[], None], side: str, rounds: int, seed: int
) -> dict[str, Any]:
    """Of all rounds: how many held a duplicate or a loss, and how much people were asked."""
    sides.load(side)
    chance, found = random.Random(seed), Counter[str]()
    seconds = _seconds_to_approve(_home(folder, "whole"), side)
    for number in range(rounds):
        home = _home(folder, str(number))
        found["killed"] += _killed_after(chance.uniform(0, seconds), home, side)
        carried_out(partial(_bring_to_end, home, side))
        found.update(_seen(home, DECISIONS))
        tick()
    return {"rounds": rounds, **_counts(found, "killed", "duplicates", "losses", "questions")}


def approved_twice(
    folder: Path, tick: Callable[[], None], side: str, rounds: int
) -> dict[str, Any]:
    """The same with two processes that approve one call at once, and who was told of the other."""
    sides.load(side)
    found = Counter[str]()
    for number in range(rounds):
        home = _home(folder, str(number))
        carried_out(partial(_begin_thread, home, side, 1))
        start = time.time() + TOGETHER_AFTER_SECONDS
        both = [begin(partial(_approve_at, start, home, side, name)) for name in ("one", "two")]
        for child in both:
            ended(child)
        found["told"] += any("Conflict" in path.read_text() for path in home.glob("told-*"))
        found.update(_seen(home, 1))
        tick()
    return {"rounds": rounds, **_counts(found, "duplicates", "losses", "told")}


def _seconds_to_approve(home: Path, side: str) -> float:
    """How long a process that nobody kills takes for its approvals."""
    carried_out(partial(_begin_thread, home, side, DECISIONS))
    child, came = _begin_to_approve(home, side)
    os.read(came, 1)
    start = time.perf_counter()
    if ended(child):
        raise RuntimeError(f"{side} could not approve")
    os.close(came)
    return time.perf_counter() - start


def _killed_after(seconds: float, home: Path, side: str) -> bool:
    """Whether the process was killed before it ended by itself."""
    carried_out(partial(_begin_thread, home, side, DECISIONS))
    child, came = _begin_to_approve(home, side)
    os.read(came, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.close(came)
    return os.WIFSIGNALED(ended(child))


def _begin_to_approve(home: Path, side: str) -> tuple[int, int]:
    """A child at its approvals, and what it says a byte on when the first begins."""
    came, go = os.pipe()
    child = begin(partial(_approve_all, go, home, side))
    os.close(go)
    return child, came


def _begin_thread(home: Path, side: str, decisions: int) -> None:
    opened = _open(home, side)
    opened.say(THREAD, message(FIRST, FIRST + decisions - 1))
    opened.close()


def _approve_all(go: int, home: Path, side: str) -> None:
    opened = _open(home, side)
    opened.look(THREAD)
    os.write(go, b".")
    for _ in range(DECISIONS):
        opened.approve(THREAD)


def _approve_at(start: float, home: Path, side: str, name: str) -> None:
    opened = _open(home, side)
    opened.look(THREAD)
    time.sleep(max(0.0, start - time.time()))
    try:
        opened.approve(THREAD)
    except Exception as error:  # whatever a side says to the second approver
        (home / f"told-{name}.json").write_text(json.dumps(f"{type(error).__name__}: {error}"))
    opened.close()


def _bring_to_end(home: Path, side: str) -> None:
    opened = _open(home, side)
    for _ in range(RECOVERIES):
        if not opened.go_on(THREAD):
            break
    else:
        raise RuntimeError(f"{side} does not come to an end")
    (home / QUESTIONS).write_text(str(opened.questions))
    opened.close()


def _seen(home: Path, decisions: int) -> Counter[str]:
    use_world(home)
    times = Counter(happened())
    missing = set(range(FIRST, FIRST + decisions)) - times.keys()
    asked = home / QUESTIONS
    return Counter(
        duplicates=int(any(count > 1 for count in times.values())),
        losses=int(bool(missing)),
        questions=int(asked.read_text()) if asked.exists() else 0,
    )


def _counts(found: Counter[str], *names: str) -> dict[str, int]:
    return {name: found[name] for name in names}


def _open(home: Path, side: str) -> Recovering:
    use_world(home)
    return cast(Recovering, sides.open_side(side, home))


def _home(folder: Path, name: str) -> Path:
    home = folder / name
    home.mkdir()
    return home
