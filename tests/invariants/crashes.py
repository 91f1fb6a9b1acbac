"""crashes: kill -9 at every boundary of the house; nothing may be lost or done twice.

Run as a program: it has everything imported and no thread, so each round is a cheap fork.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from rich.progress import track

from nodes import carrying, settling
from nodes.context import Context
from nodes.state import Call
from storage import effects
from storage.unit import Row
from tests.invariants import fieldwork, planning, questioning, retrying, stopping, story, undoing
from tests.invariants.forks import in_child

STORIES = {
    "actions": story,
    "fieldwork": fieldwork,
    "stopping": stopping,
    "planning": planning,
    "undoing": undoing,
    "questioning": questioning,
    "retrying": retrying,
}
TRACE, SEEN = "trace.txt", "seen.json"
Death = tuple[str, int]


def main() -> int:
    """Enumerate the boundaries of one whole story, die at each chosen one, and report."""
    options = _options()
    MUTANTS[options.mutant]()
    home = Path(tempfile.mkdtemp(prefix="countersign-crashes-"))
    try:
        report = run(home, options)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    sys.stdout.write(json.dumps(report) + "\n")
    return 1 if report["violations"] else 0


def run(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Die at the chosen boundaries, then `rounds` times at random ones, recovery included."""
    whole = folder / "whole"
    whole.mkdir()
    in_child(lambda: _play_and_tell(whole, options.story, None))
    boundaries = _numbered((whole / TRACE).read_text().splitlines())
    chance = random.Random(options.seed)
    rounds_at = [[death] for death in _chosen(boundaries, options.every, options.kind)] + [
        [chance.choice(boundaries), chance.choice(boundaries)] for _ in range(options.rounds)
    ]
    report: dict[str, Any] = {
        "boundaries": len(boundaries),
        "rounds": len(rounds_at),
        "died_at": [],
        "violations": [],
        "questions": 0,
    }
    if violations := _violations(whole, options.story):
        report["violations"].append({"at": [], "what": violations})
    for deaths in track(rounds_at, "kill -9", disable=options.quiet, transient=True):
        _round(folder / "round", options.story, deaths, report)
    report["died_at"] = dict(Counter(report["died_at"]))
    report["never_died_at"] = sorted({name for name, _ in boundaries} - set(report["died_at"]))
    return report


def _numbered(names: list[str]) -> list[Death]:
    """Each crossing as the kind of boundary and how often that kind was crossed by then.

    Parallel branches cross in another order each time, so a number over all kinds names nothing.
    """
    met: Counter[str] = Counter()
    numbered = []
    for name in names:
        met[name] += 1
        numbered.append((name, met[name]))
    return numbered


def _chosen(boundaries: list[Death], every: int, kinds: list[str]) -> list[Death]:
    """All crossings of some kinds; or every `every`-th, and the first of each kind besides."""
    if kinds:
        return [death for death in boundaries if death[0] in kinds]
    return [
        death
        for number, death in enumerate(boundaries, start=1)
        if number % every == 0 or death[1] == 1
    ]


def _round(home: Path, name: str, deaths: list[Death], report: dict[str, Any]) -> None:
    home.mkdir()
    for death in deaths:
        if os.WIFSIGNALED(in_child(partial(_play_and_tell, home, name, death))):
            report["died_at"].append(death[0])
    in_child(lambda: _play_and_tell(home, name, None))
    if violations := _violations(home, name):
        report["violations"].append({"at": deaths, "what": violations})
    else:
        report["questions"] += json.loads((home / SEEN).read_text())["questions"]
    shutil.rmtree(home)


def _violations(home: Path, name: str) -> list[str]:
    told = STORIES[name]
    if not (home / SEEN).exists():
        return ["the story did not end"]
    seen = json.loads((home / SEEN).read_text())
    checks = {
        f"the world saw {seen['world']}": seen["world"] == told.EXPECTED,
        "the thread is not idle": seen["idle"],
        f"{seen['answers']} answers": seen["answers"] == told.ANSWERS,
        f"the audit is broken: {seen['faults']}": not seen["faults"],
        f"effects without an end: {seen['open_effects']}": not seen["open_effects"],
        "a draft is left": not seen.get("drafts"),
    }
    return [what for what, held in checks.items() if not held]


def _play_and_tell(home: Path, name: str, death: Death | None) -> None:
    (home / SEEN).unlink(missing_ok=True)
    seen = STORIES[name].play(home, _dying_at(home / TRACE, death))
    (home / SEEN).write_text(json.dumps(seen))


def _dying_at(trace: Path, death: Death | None) -> Callable[[str], None]:
    descriptor = os.open(trace, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    crossed: Counter[str] = Counter()

    def boundary(name: str) -> None:
        crossed[name] += 1
        os.write(descriptor, f"{name}\n".encode())
        if (name, crossed[name]) == death:
            os.kill(os.getpid(), signal.SIGKILL)

    return boundary


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--story", choices=sorted(STORIES), default="actions")
    parser.add_argument("--every", type=int, default=1)
    told = "die at all crossings of this kind only; may be given several times"
    parser.add_argument("--kind", action="append", default=[], help=told)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randint(1, 10**9))
    parser.add_argument("--mutant", choices=sorted(MUTANTS), default="none")
    parser.add_argument("--quiet", action="store_true")
    return parser.parse_args()


def _call_again_blindly() -> None:
    """Without the journal's memory: what was cut off is simply called once more."""

    async def forgetful(call: Call, context: Context, effect: Row, verdict: Row) -> None:
        settled = {"came_from": effects.STARTED, "state": effects.FAILED, "result": "", "at": 0}
        key = (call["thread_id"], call["call_id"], effect["attempt"])
        with context.rooms.storage.unit("forget") as unit:
            effects.settle(unit, *key, **settled)  # type: ignore[arg-type]
        await carrying.begin(call, context, verdict, None, effect["attempt"] + 1)

    settling.carry_on = forgetful  # type: ignore[assignment]


MUTANTS: dict[str, Callable[[], None]] = {
    "none": lambda: None,
    "call again blindly": _call_again_blindly,
}


if __name__ == "__main__":
    sys.exit(main())
