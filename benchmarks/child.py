"""child: one measurement in a process of its own, so that no side pays for what another imported.

Prints a dot for each piece of work, and the figures as one line of JSON at the end. Told to take
turns, it waits after each dot for a line from its parent.
"""

import importlib
import json
import sys
import tempfile
from pathlib import Path

PARTS = {
    "loop": "benchmarks.loop:measure",
    "growth": "benchmarks.growth:measure",
    "backlog": "benchmarks.backlog:measure",
    "law": "benchmarks.law:measure",
    "killed": "benchmarks.duplicates:killed",
    "approved twice": "benchmarks.duplicates:approved_twice",
    "console": "benchmarks.console:measure",
}


def main() -> None:
    """Measure the part that the command line names, with the options it gives as JSON."""
    part, options = sys.argv[1], json.loads(sys.argv[2])
    module, _, function = PARTS[part].partition(":")
    measure = getattr(importlib.import_module(module), function)
    with tempfile.TemporaryDirectory(prefix="countersign-bench-") as folder:
        tick = _wait_for_turn if "turns" in sys.argv[3:] else _tick
        figures = measure(Path(folder), tick, **options)
    sys.stdout.write(json.dumps(figures) + "\n")


def _tick() -> None:
    sys.stdout.write(".\n")
    sys.stdout.flush()


def _wait_for_turn() -> None:
    _tick()
    if not sys.stdin.readline():
        raise EOFError("the parent is gone")


if __name__ == "__main__":
    main()
