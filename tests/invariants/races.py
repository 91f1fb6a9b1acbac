"""races: processes that decide against each other at the same moment. One of them decides.

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

from domain.errors import Conflict
from graph.house import House
from server.bootstrap import open_house
from tests.fakes.houses import settings
from tests.fakes.model import script
from tests.invariants.forks import in_child, in_children
from tests.invariants.story import done_to_the_world, use_world

THREAD = "race"
DECIDERS = ("rob", "rita", "ray", "rose")
SCRIPT = script(
    [("pay", {"to": "ann", "amount_minor": 1}), ("pay", {"to": "bob", "amount_minor": 2})]
)


def main() -> int:
    """Play the rounds and report what went wrong in them."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="countersign-races-"))
    violations: list[Any] = []
    try:
        for number in track(range(options.rounds), "races", disable=options.quiet, transient=True):
            home = folder / str(number)
            violations += _round(home)
            shutil.rmtree(home)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report = {"rounds": options.rounds, "deciders": len(DECIDERS), "violations": violations}
    sys.stdout.write(json.dumps(report) + "\n")
    return 1 if violations else 0


def _round(home: Path) -> list[Any]:
    home.mkdir(parents=True)
    in_child(partial(_prepare, home))
    start = time.time() + 0.4
    in_children(
        [
            partial(_decide_all, home, person, number % 2 == 0, start)
            for number, person in enumerate(DECIDERS)
        ]
    )
    in_child(partial(_look, home))
    return _violations(home)


def _prepare(home: Path) -> None:
    use_world(home)
    with open_house(settings(home)) as house:
        house.people.add("ann", roles=["requester"])
        for person in DECIDERS:
            house.people.add(person, roles=["reviewer"])
        house.threads.send(THREAD, SCRIPT, by="ann")
        house.runner.drain(timeout_seconds=30)


def _decide_all(home: Path, person: str, approves: bool, start: float) -> None:
    """Decide both requests at `start`, then carry the thread on like any runner."""
    use_world(home)
    with open_house(settings(home)) as house:
        waiting = [request.id for request in house.desk.open_requests()]
        time.sleep(max(0.0, start - time.time()))
        decision = {"type": "approve"} if approves else {"type": "reject", "message": "no"}
        told = {request: _told(house, request, decision, person) for request in waiting}
        (home / f"{person}.json").write_text(json.dumps(told))
        house.runner.drain(timeout_seconds=30)


def _told(house: House, request_id: str, decision: dict[str, str], person: str) -> str:
    try:
        house.desk.decide(request_id, decision, by=person)
    except Conflict as lost:
        return lost.sentence
    return "won"


def _look(home: Path) -> None:
    use_world(home)
    with open_house(settings(home)) as house:
        house.runner.drain(timeout_seconds=30)
        thread = house.threads.read(THREAD)
        decided = {
            step.request_id: house.desk.read(step.request_id or "").outcome for step in thread.plan
        }
        seen = {
            "status": thread.status.value,
            "faults": len(house.trail.verify().faults),
            "answers": sum(message.text.startswith("Done.") for message in thread.messages),
            "approved": sorted(
                f"pay {step.arguments['to']} {step.arguments['amount_minor']}"
                for step in thread.plan
                if (outcome := decided[step.request_id]) and outcome.type == "approve"
            ),
            "decided_by": {request: outcome.by for request, outcome in decided.items() if outcome},
            "world": done_to_the_world(),
        }
        (home / "seen.json").write_text(json.dumps(seen))


def _violations(home: Path) -> list[Any]:
    seen = json.loads((home / "seen.json").read_text())
    told = {
        person: json.loads((home / f"{person}.json").read_text())
        for person in DECIDERS
        if (home / f"{person}.json").exists()
    }
    faults = []
    if seen["status"] != "idle" or seen["answers"] != 1 or seen["faults"]:
        faults.append(f"not ended well: {seen}")
    if seen["world"] != seen["approved"]:
        faults.append(f"the world saw {seen['world']}, approved was {seen['approved']}")
    for request, winner in seen["decided_by"].items():
        winners = [person for person, words in told.items() if words.get(request) == "won"]
        losers = [words[request] for words in told.values() if words.get(request, "won") != "won"]
        if winners != [winner] or not all(winner in words for words in losers):
            faults.append(f"{request}: {winner} decided; told {told}")
    if len(told) != len(DECIDERS):
        faults.append("a decider died")
    return faults


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--quiet", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
