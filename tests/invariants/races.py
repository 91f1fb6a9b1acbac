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
from tests.invariants.forks import in_child, in_children
from tests.invariants.matches import COLLEAGUES, MATCHES, OWNER, Match
from tests.invariants.story import done_to_the_world, use_world

THREAD = "race"
SECONDS_TO_BE_THERE = 30
WAITING, SEEN = "waiting.json", "seen.json"


def main() -> int:
    """Play the rounds, each kind in its turn, and report what went wrong in them."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="countersign-races-"))
    kinds = [options.kind] if options.kind else list(MATCHES)
    violations: list[Any] = []
    try:
        for number in track(range(options.rounds), "races", disable=options.quiet, transient=True):
            home, kind = folder / str(number), kinds[number % len(kinds)]
            violations += [f"{kind}: {fault}" for fault in _round(home, MATCHES[kind])]
            shutil.rmtree(home)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report = {"rounds": options.rounds, "kinds": kinds, "violations": violations}
    sys.stdout.write(json.dumps(report) + "\n")
    return 1 if violations else 0


def _round(home: Path, match: Match) -> list[str]:
    home.mkdir(parents=True)
    in_child(partial(_prepare, home, match))
    deciders = range(len(match.deciders))
    in_children([partial(_decide_all, home, match, number) for number in deciders])
    in_child(partial(_look, home, match))
    return _violations(home, match)


def _prepare(home: Path, match: Match) -> None:
    use_world(home)
    with open_house(settings(home)) as house:
        house.people.add(OWNER, roles=["requester"])
        for person in COLLEAGUES:
            house.people.add(person, roles=["reviewer", "lead"])
        house.threads.send(THREAD, match.script, by=OWNER)
        house.runner.drain(timeout_seconds=30)
        waiting = [request.id for request in house.desk.open_requests()]
        (home / WAITING).write_text(json.dumps(waiting))


def _decide_all(home: Path, match: Match, number: int) -> None:
    """Decide all that waits once everybody is there, then carry the thread on like any runner."""
    use_world(home)
    with open_house(settings(home)) as house:
        waiting = json.loads((home / WAITING).read_text())
        (home / f"ready-{number}").touch()
        latest = time.monotonic() + SECONDS_TO_BE_THERE
        while len(list(home.glob("ready-*"))) < len(match.deciders) and time.monotonic() < latest:
            time.sleep(0.001)
        told = {request: _told(house, request, match, number) for request in waiting}
        (home / f"told-{number}.json").write_text(json.dumps(told))
        house.runner.drain(timeout_seconds=30)


def _told(house: House, request_id: str, match: Match, number: int) -> str:
    try:
        answer = match.answers[number % 2]
        house.desk.decide(request_id, answer, by=match.deciders[number])
    except Conflict as lost:
        return lost.sentence
    return "won"


def _look(home: Path, match: Match) -> None:
    use_world(home)
    told = _all_told(home, match)
    with open_house(settings(home)) as house:
        house.runner.drain(timeout_seconds=30)
        for request in house.desk.open_requests():
            house.desk.decide(request.id, match.afterwards, by=COLLEAGUES[0])
        house.runner.drain(timeout_seconds=30)
        thread = house.threads.read(THREAD)
        requests = [house.desk.read(each) for each in told[0]]
        seen = {
            "status": thread.status.value,
            "answers": sum(message.text.startswith("Done.") for message in thread.messages),
            "faults": len(house.trail.verify().faults),
            "decided_by": {each.id: each.outcome.by for each in requests if each.outcome},
            "arguments": {each.id: each.action.arguments for each in requests},
            "world": [deed for deed in done_to_the_world() if not deed.startswith("tried")],
        }
        (home / SEEN).write_text(json.dumps(seen))


def _violations(home: Path, match: Match) -> list[str]:
    told = _all_told(home, match)
    if len(told) != len(match.deciders) or not (home / SEEN).exists():
        return ["a decider died, or the look afterwards"]
    seen = json.loads((home / SEEN).read_text())
    faults = []
    if seen["status"] != "idle" or seen["answers"] != 1 or seen["faults"]:
        faults.append(f"not ended well: {seen}")
    allowed: list[str] = []
    for request in told[0]:
        by, words = seen["decided_by"].get(request), [each[request] for each in told]
        winners = [number for number, said in enumerate(words) if said == "won"]
        losers = [said for said in words if said != "won"]
        if [match.deciders[number] for number in winners] != [by]:
            faults.append(f"{request}: {by} decided; told {words}")
        elif not all(said.startswith(f"{by} ") for said in losers):
            faults.append(f"{request}: the losers were not told of {by}: {losers}")
        else:
            deeds = match.effects[winners[0] % 2]
            allowed += [deed.format(**seen["arguments"][request]) for deed in deeds]
    if len(told[0]) != match.waiting or seen["world"] != sorted(allowed):
        faults.append(f"the world saw {seen['world']}, allowed was {sorted(allowed)}")
    return faults


def _all_told(home: Path, match: Match) -> list[dict[str, str]]:
    paths = [home / f"told-{number}.json" for number in range(len(match.deciders))]
    return [json.loads(path.read_text()) for path in paths if path.exists()]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--kind", choices=sorted(MATCHES), default="")
    parser.add_argument("--quiet", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
