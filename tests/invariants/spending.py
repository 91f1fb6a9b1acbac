"""spending: processes that reach for the last of a limit at the same moment. It is never exceeded.

In half of the rounds a reviewer has signed for each payment, in the others they go alone. Run as a
program, so that each process of a round is a cheap fork with a house of its own.
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
from sqlalchemy import select

from graph.house import House
from server.bootstrap import open_house
from storage.schema_law import COUNTERS
from tests.fakes.houses import advance, settings
from tests.fakes.model import script
from tests.fakes.papers import law
from tests.fakes.world import happened
from tests.invariants.forks import in_child, in_children
from tests.invariants.story import use_world

TOOLS = "tests.fakes.till:TOOLS"
LIMIT_MINOR, AMOUNT_MINOR = 50_000, 9_000
SECONDS_TO_BE_THERE = 30
SEEN = "seen.json"


def main() -> int:
    """Play the rounds, each limit in its turn, and report what went wrong in them."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="countersign-spending-"))
    violations: list[Any] = []
    try:
        rounds = range(options.rounds)
        for number in track(rounds, "spending", disable=options.quiet, transient=True):
            home, limit = folder / str(number), LIMITS[number % len(LIMITS)]
            signed = number // len(LIMITS) % 2 == 0
            faults = _round(home, limit, options.processes, signed)
            violations += [f"{limit}, signed {signed}: {fault}" for fault in faults]
            shutil.rmtree(home)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report = {
        "rounds": options.rounds,
        "processes": options.processes,
        "violations": violations,
    }
    sys.stdout.write(json.dumps(report) + "\n")
    return 1 if violations else 0


def _round(home: Path, limit: str, count: int, signed: bool) -> list[str]:
    home.mkdir(parents=True)
    in_child(partial(_prepare, home, limit, count, signed))
    in_children([partial(_spend, home, number, count, signed) for number in range(count)])
    in_child(partial(_look, home, count))
    return _violations(home, count)


def _opened(home: Path) -> House:
    return open_house(settings(home, tools=TOOLS, policy=home / "law.toml"))


def _prepare(home: Path, limit: str, count: int, signed: bool) -> None:
    """A thread for each process, with a payment that only waits to be carried out."""
    use_world(home)
    limits = dict.fromkeys((*LIMITS, "thread_minor"), "0") | {limit: str(LIMIT_MINOR)}
    (home / "law.toml").write_text(law(new_recipient='"auto"', **limits).text)
    with _opened(home) as house:
        house.people.add("ann", roles=["requester"])
        house.people.add("rob", roles=["reviewer"])
        for number in range(count):
            payment = {"to": "eve", "amount_minor": AMOUNT_MINOR}
            text = script([("send" if signed else "credit", payment)])
            house.threads.send(_thread(number), text, by="ann")
            if signed:
                # Not drained: a runner that still stands would carry on what is signed next.
                advance(house, _thread(number))
        for request in house.desk.open_requests():
            house.desk.decide(request.id, {"type": "approve"}, by="rob")


def _spend(home: Path, number: int, count: int, signed: bool) -> None:
    """Carry one thread on once everybody is there."""
    use_world(home)
    with _opened(home) as house:
        (home / f"ready-{number}").touch()
        latest = time.monotonic() + SECONDS_TO_BE_THERE
        while len(list(home.glob("ready-*"))) < count and time.monotonic() < latest:
            time.sleep(0.001)
        advance(house, _thread(number))
        (home / f"ended-{number}").touch()


def _look(home: Path, count: int) -> None:
    use_world(home)
    with _opened(home) as house:
        house.runner.drain(timeout_seconds=60)
        waiting = house.desk.open_requests()
        states = [each.state for n in range(count) for each in house.effects(_thread(n))]
        with house.rooms.storage.view() as unit:
            rows = unit.rows(select(COUNTERS))
        seen = {
            "paid": sum(int(deed.rpartition(" ")[2]) for deed in happened()),
            "done": states.count("done"),
            "other": len(states) - states.count("done"),
            "asked": [request.route.value for request in waiting],
            "counted": [row["used_minor"] for row in rows],
            "faults": len(house.trail.verify().faults),
        }
        (home / SEEN).write_text(json.dumps(seen))


def _violations(home: Path, count: int) -> list[str]:
    if len(list(home.glob("ended-*"))) != count or not (home / SEEN).exists():
        return ["a process died, or the look afterwards"]
    seen, fits = json.loads((home / SEEN).read_text()), LIMIT_MINOR // AMOUNT_MINOR
    expected = {
        "paid": fits * AMOUNT_MINOR,
        "done": fits,
        "other": 0,
        "asked": ["lead"] * (count - fits),
        "counted": [fits * AMOUNT_MINOR],
        "faults": 0,
    }
    return [
        f"{name}: {seen[name]}, not {value}"
        for name, value in expected.items()
        if seen[name] != value
    ]


def _thread(number: int) -> str:
    return f"spender-{number}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--processes", type=int, default=12)
    parser.add_argument("--quiet", action="store_true")
    return parser.parse_args()


# Those that several threads share.
LIMITS = ("requester_day_minor", "recipient_day_minor", "house_day_minor")


if __name__ == "__main__":
    sys.exit(main())
