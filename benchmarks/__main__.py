"""__main__: run the benchmarks, print the tables; a whole run is kept and shown in the README."""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks import page
from benchmarks.doses import FULL, QUICK, Dose
from benchmarks.run import PARTS, run

HERE = Path(__file__).parent


def main() -> int:
    """Measure what the command line asks for."""
    options = _options()
    dose = _dose(options)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    ) as bars:

        def begin(name: str, steps: int) -> Callable[[], None]:
            bar = bars.add_task(name, total=steps)
            return lambda: bars.advance(bar)

        results = run(dose, frozenset(options.only or PARTS), begin)
    sys.stdout.write(f"\n{page.drawn(results)}")
    if dose is FULL and not options.only:
        _keep(results)
    else:
        sys.stdout.write("\nNot the whole of it, so nothing is kept.\n")
    return 0


def _keep(results: dict[str, object]) -> None:
    text = json.dumps(results, indent=1, ensure_ascii=False)
    (HERE / "results.json").write_text(f"{text}\n", encoding="utf-8")
    page.rewrite(HERE / "README.md", results)
    if find_spec("matplotlib") is None:
        sys.stdout.write("matplotlib is not installed; the pictures are those of an older run.\n")
        return
    subprocess.run([sys.executable, "-m", "benchmarks.plots", str(HERE)], check=True)


def _dose(options: argparse.Namespace) -> Dose:
    dose = QUICK if options.quick else FULL
    return replace(dose, queues=(dose.queues[0], options.queue)) if options.queue else dose


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small dose; nothing is kept")
    parser.add_argument("--only", nargs="+", choices=sorted(PARTS), help="these parts alone")
    parser.add_argument("--queue", type=int, help="requests in the large queue")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
