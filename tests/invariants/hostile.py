"""hostile: malformed and hostile answers by the thousand; each thread ends well and goes on.

Run as a program for the full count; the test-suite takes a dose.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.progress import track

from domain.thread import Speaker, ThreadStatus
from graph.house import House
from graph.runner import Runner
from tests.fakes import world
from tests.fakes.houses import open_test_house

ENDED = (ThreadStatus.IDLE, ThreadStatus.WAITING)


def main() -> int:
    """Play the seeds and report every thread that did not end well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=1000)
    parser.add_argument("--quiet", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="countersign-hostile-") as folder:
        violations = play(Path(folder), options.answers, options.quiet)
    report = {"answers": options.answers, "violations": violations}
    sys.stdout.write(json.dumps(report) + "\n")
    return 1 if violations else 0


def play(folder: Path, answers: int, quiet: bool) -> list[Any]:
    """One thread a seed; what went wrong."""
    os.environ[world.WORLD] = str(folder / "world.txt")
    model = "tests.fakes.hostile:HostileModel"
    with open_test_house(folder / "home", model=model) as house:
        violations = asyncio.run(_all(house, answers, quiet))
        faults = house.trail.verify().faults
        paid = [line for line in world.happened() if line.startswith("pay")]
    return [*violations, *(fault.model_dump() for fault in faults), *paid]


async def _all(house: House, answers: int, quiet: bool) -> list[Any]:
    runner = Runner(house.graph, house.rooms, "hostile/0")
    violations = []
    for seed in track(range(answers), "hostile answers", disable=quiet, transient=True):
        thread_id = f"seed-{seed}"
        house.threads.send(thread_id, str(seed), by="requester-1")
        await runner.advance(thread_id)
        thread = house.threads.read(thread_id)
        words = [message for message in thread.messages if message.speaker is not Speaker.USER]
        told = any(message.text.strip() for message in words)
        open_questions = thread.status is ThreadStatus.WAITING
        if thread.status not in ENDED or thread.trouble or not (told or open_questions):
            violations.append({"seed": seed, "status": thread.status, "trouble": thread.trouble})
    return violations


if __name__ == "__main__":
    sys.exit(main())
