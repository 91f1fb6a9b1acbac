"""run: every part of one dose, one process at a time; the parts' figures together.

The sides of the loop take turns round by round, each time in another order, so that a machine that
is busy for a while is busy for all of them; ratios are taken within a repetition.
"""

from collections.abc import Callable
from contextlib import ExitStack
from random import Random
from typing import Any

from benchmarks import console, machine
from benchmarks.children import TurnTaker, measured
from benchmarks.doses import Dose
from benchmarks.page import VERDICTS
from benchmarks.sides import COUNTERSIGN, LANGCHAIN, LANGGRAPH, PYDANTIC, is_installed

Progress = Callable[[str, int], Callable[[], None]]
"""Begins a bar of so many steps under a name; what it returns moves it by one."""

LOOP_SIDES = (COUNTERSIGN, LANGCHAIN, PYDANTIC)
PAIR = (COUNTERSIGN, LANGGRAPH)
SEED = 20


def run(dose: Dose, parts: frozenset[str], progress: Progress) -> dict[str, Any]:
    """The chosen parts' figures, and what they were taken on."""
    results: dict[str, Any] = {"dose": dose.name, "machine": machine.described()}
    for name, measure in PARTS.items():
        if name in parts:
            results[name] = measure(dose, progress)
    return results


def _loop(dose: Dose, progress: Progress) -> list[dict[str, Any]]:
    found = [side for side in LOOP_SIDES if is_installed(side)]
    missing = [side for side in LOOP_SIDES if side not in found]
    rounds = sum(decisions for _, decisions in dose.loops)
    tick, chance = progress("decision loop", rounds * dose.repetitions * len(found)), Random(SEED)
    loops = []
    for threads, decisions in dose.loops:
        figures: dict[str, list[dict[str, Any]]] = {side: [] for side in found}
        for _ in range(dose.repetitions):
            for side, each in _repetition(found, threads, decisions, chance, tick).items():
                figures[side].append(each)
        loop = {"threads": threads, "decisions": decisions}
        loops.append({**loop, "sides": figures, "not_installed": missing})
    return loops


def _repetition(
    sides: list[str], threads: int, decisions: int, chance: Random, tick: Callable[[], None]
) -> dict[str, dict[str, Any]]:
    given = {"threads": threads, "decisions": decisions}
    with ExitStack() as stack:
        children = {
            side: stack.enter_context(TurnTaker("loop", side=side, **given)) for side in sides
        }
        for _ in range(decisions):
            for side in chance.sample(sides, len(sides)):
                children[side].take_turn()
                tick()
        return {side: child.figures() for side, child in children.items()}


def _growth(dose: Dose, progress: Progress) -> dict[str, Any]:
    tick = progress("growth", len(PAIR) * dose.turns)
    return {side: measured("growth", tick, side=side, turns=dose.turns) for side in PAIR}


def _queue(dose: Dose, progress: Progress) -> list[dict[str, Any]]:
    tick = progress("queue", len(dose.queues))
    return [measured("backlog", tick, size=size) for size in dose.queues]


def _law(dose: Dose, progress: Progress) -> dict[str, Any]:
    tick = progress("law", len(VERDICTS))
    found: dict[str, Any] = measured("law", tick, verdicts=dose.verdicts)
    return found


def _killed(dose: Dose, progress: Progress) -> dict[str, Any]:
    tick = progress("kill -9", len(PAIR) * dose.kills)
    given = {"rounds": dose.kills, "seed": SEED}
    return {side: measured("killed", tick, side=side, **given) for side in PAIR}


def _approved_twice(dose: Dose, progress: Progress) -> dict[str, Any]:
    tick = progress("two approvers", len(PAIR) * dose.approved_twice)
    rounds = dose.approved_twice
    return {side: measured("approved twice", tick, side=side, rounds=rounds) for side in PAIR}


def _console(dose: Dose, progress: Progress) -> dict[str, Any] | None:
    """None without a browser."""
    if not console.is_installed():
        return None
    tick = progress("console", dose.key_presses)
    return measured("console", tick, approvals=dose.key_presses, pages=dose.idle_pages)


PARTS: dict[str, Callable[[Dose, Progress], Any]] = {
    "loop": _loop,
    "growth": _growth,
    "queue": _queue,
    "law": _law,
    "killed": _killed,
    "approved_twice": _approved_twice,
    "console": _console,
}
