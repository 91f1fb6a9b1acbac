"""test_page: the README shows the results that are kept, and nothing else."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import benchmarks
from benchmarks import page
from benchmarks.doses import QUICK
from benchmarks.goals import GOALS
from benchmarks.run import run
from benchmarks.sides import NAMES

HERE = Path(benchmarks.__file__).parent
RESULTS: dict[str, Any] = json.loads((HERE / "results.json").read_text(encoding="utf-8"))


def test_the_readme_is_drawn_from_the_results(tmp_path: Path) -> None:
    kept = (HERE / "README.md").read_text(encoding="utf-8")
    copy = tmp_path / "README.md"
    copy.write_text(kept, encoding="utf-8")
    page.rewrite(copy, RESULTS)
    assert copy.read_text(encoding="utf-8") == kept


def test_only_a_full_dose_of_every_part_is_kept() -> None:
    assert RESULTS["dose"] == "full"
    assert all(goal.work in page.drawn(RESULTS) for goal in GOALS)


def test_a_peer_that_is_not_installed_is_told_as_such() -> None:
    loop = RESULTS["loop"][0]
    sides = {side: figures for side, figures in loop["sides"].items() if side != "pydantic_agent"}
    without = {**RESULTS, "loop": [{**loop, "sides": sides, "not_installed": ["pydantic_agent"]}]}
    lines = page.drawn(without).splitlines()
    assert any(NAMES["pydantic_agent"] in line and "not installed" in line for line in lines)


def test_a_part_alone_is_drawn_without_the_goals() -> None:
    def unseen(name: str, steps: int) -> Callable[[], None]:
        return lambda: None

    results = run(QUICK, frozenset({"queue"}), unseen)
    assert [queue["size"] for queue in results["queue"]] == list(QUICK.queues)
    assert GOALS[0].work not in page.drawn(results)
