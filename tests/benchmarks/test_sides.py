"""test_sides: every side that is installed does each note once; Countersign leaves its rows."""

from pathlib import Path

import pytest

from benchmarks import backlog, growth, loop
from benchmarks.children import measured
from benchmarks.growth import YOUNG_TURNS
from benchmarks.loop import WARM_UP_DECISIONS
from benchmarks.run import LOOP_SIDES
from benchmarks.sides import COUNTERSIGN, LANGCHAIN, LANGGRAPH, is_installed
from benchmarks.work import WORLD, happened

THREADS, DECISIONS = 2, 3
DONE = THREADS * DECISIONS + WARM_UP_DECISIONS
INSTALLED = [side for side in (*LOOP_SIDES, LANGGRAPH) if is_installed(side)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to measure in; the world that a measurement chooses is forgotten afterwards."""
    monkeypatch.setenv(WORLD, str(tmp_path / "world.txt"))
    return tmp_path


def silent() -> None:
    """No bar is moved."""


def test_countersign_and_langchain_are_always_measured() -> None:
    assert {COUNTERSIGN, LANGCHAIN, LANGGRAPH} <= set(INSTALLED)


@pytest.mark.parametrize("side", INSTALLED)
def test_a_side_does_every_note_exactly_once(side: str, folder: Path) -> None:
    figures = loop.measure(folder, silent, side=side, threads=THREADS, decisions=DECISIONS)
    assert figures["decisions"] == THREADS * DECISIONS
    assert len(happened()) == len(set(happened())) == DONE


def test_countersign_leaves_a_journal_and_a_trail_of_every_decision(folder: Path) -> None:
    figures = loop.measure(folder, silent, side=COUNTERSIGN, threads=THREADS, decisions=DECISIONS)
    kept = figures["kept"]
    assert (kept["effects done"], kept["effects in doubt"], kept["audit faults"]) == (DONE, 0, 0)
    assert kept["audit rows"] >= 5 * DONE


def test_a_note_that_stands_twice_is_no_measurement(folder: Path) -> None:
    (folder / "world.txt").write_text("1\n")
    with pytest.raises(AssertionError, match="exactly once"):
        loop.measure(folder, silent, side=LANGCHAIN, threads=1, decisions=1)


@pytest.mark.parametrize("side", [COUNTERSIGN, LANGGRAPH])
def test_growth_acts_once_a_turn(side: str, folder: Path) -> None:
    figures = growth.measure(folder, silent, side=side, turns=4)
    assert figures["turns"] == 4
    assert len(happened()) == len(set(happened())) == 4 + 4 + YOUNG_TURNS.start
    assert figures["disk_kb_a_turn"] > 0


def test_the_queue_holds_as_many_requests_as_it_says(folder: Path) -> None:
    assert backlog.measure(folder, silent, size=23)["shown"] == 23


@pytest.mark.chaos
@pytest.mark.parametrize("part", ["killed", "approved twice"])
def test_countersign_neither_doubles_nor_loses_an_effect(part: str) -> None:
    seed = {"seed": 20} if part == "killed" else {}
    figures = measured(part, silent, side=COUNTERSIGN, rounds=1, **seed)
    assert (figures["rounds"], figures["duplicates"], figures["losses"]) == (1, 0, 0)
