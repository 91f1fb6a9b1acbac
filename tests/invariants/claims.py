"""claims: fifty processes that reach for one task at the same moment. One of them gets it.

Run as a program, so that each process of a round is a cheap fork with a house of its own.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from rich.progress import track

from domain.errors import CountersignError
from graph.house import House
from server.bootstrap import open_house
from tests.fakes.houses import settings
from tests.fakes.model import script
from tests.invariants.forks import in_child, in_children
from tests.invariants.story import use_world

THREAD = "field"
SCRIPT = script([("hire_operator", {"description": "Look at it", "location": "Mill Lane"})])


def main() -> int:
    """Play the rounds and report what went wrong in them."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="countersign-claims-"))
    violations: list[Any] = []
    try:
        for number in track(range(options.rounds), "claims", disable=options.quiet, transient=True):
            violations += _round(folder / str(number), options.operators)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report = {"rounds": options.rounds, "operators": options.operators, "violations": violations}
    sys.stdout.write(json.dumps(report) + "\n")
    return 1 if violations else 0


def _round(home: Path, count: int) -> list[Any]:
    home.mkdir(parents=True)
    operators = [f"operator-{number}" for number in range(count)]
    in_child(partial(_prepare, home, operators))
    in_children([partial(_reach, home, operator, count) for operator in operators])
    in_child(partial(_look, home))
    return _violations(home, operators)


def _prepare(home: Path, operators: list[str]) -> None:
    use_world(home)
    with open_house(settings(home)) as house:
        house.people.add("ann", roles=["requester"])
        house.people.add("rob", roles=["reviewer"])
        for operator in operators:
            house.people.add(operator, roles=["operator"])
        house.threads.send(THREAD, SCRIPT, by="ann")
        house.runner.drain(timeout_seconds=30)
        (request,) = house.desk.open_requests()
        house.desk.decide(request.id, {"type": "approve"}, by="rob")
        house.runner.drain(timeout_seconds=30)
        (task,) = house.pool.offers(operators[0])
        (home / "task.txt").write_text(task.id)


def _reach(home: Path, operator: str, count: int) -> None:
    """Wait until everybody stands ready, however slow the machine, then reach."""
    task_id = (home / "task.txt").read_text()
    with open_house(settings(home)) as house:
        (home / f"{operator}.ready").touch()
        while len(list(home.glob("*.ready"))) < count:
            time.sleep(0.002)
        (home / f"{operator}.txt").write_text(_told(house, task_id, operator))


def _told(house: House, task_id: str, operator: str) -> str:
    for _ in range(20):
        try:
            house.pool.claim(task_id, operator)
        except CountersignError as lost:
            if lost.kind != "unavailable":
                return lost.sentence
        else:
            return "won"
    return "the database stayed busy"


def _look(home: Path) -> None:
    with open_house(settings(home)) as house:
        (step,) = house.threads.read(THREAD).plan
        seen = {"note": step.note, "faults": len(house.trail.verify().faults)}
        (home / "seen.json").write_text(json.dumps(seen))


def _violations(home: Path, operators: list[str]) -> list[Any]:
    seen = json.loads((home / "seen.json").read_text())
    paths = {operator: home / f"{operator}.txt" for operator in operators}
    told = {operator: path.read_text() for operator, path in paths.items() if path.exists()}
    winners = [operator for operator, words in told.items() if words == "won"]
    faults = []
    if len(winners) != 1 or seen["note"] != f"{winners[0]} is on it.":
        faults.append(f"{winners} have it; the row says: {seen['note']}")
    if not all(words == "won" or winners[0] in words for words in told.values()):
        faults.append(f"somebody was not told who was first: {sorted(set(told.values()))}")
    if len(told) != len(operators) or seen["faults"]:
        faults.append(f"{len(told)} of {len(operators)} ended; {seen['faults']} audit faults")
    return faults


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--operators", type=int, default=50)
    parser.add_argument("--quiet", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
