"""goals: what the design promises of speed and size, and whether these results keep it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.ratios import beside
from benchmarks.sides import COUNTERSIGN, LANGCHAIN, LANGGRAPH, PYDANTIC

Results = dict[str, Any]


@dataclass(frozen=True)
class Goal:
    """A promise: `measured` must reach `bound` from the side that `at_least` names."""

    work: str
    bound: float
    at_least: bool
    unit: str
    measured: Callable[[Results], float | None]
    peer: Callable[[Results], float | None] = lambda results: None

    def is_reached(self, value: float) -> bool:
        return value >= self.bound if self.at_least else value <= self.bound

    def missed_by(self, value: float) -> float | None:
        """How many times better it must become; None where no factor says that."""
        worse, better = (self.bound, value) if self.at_least else (value, self.bound)
        return worse / better if better else None


def _speed(peer: str) -> Callable[[Results], float | None]:
    def ratio(results: Results) -> float | None:
        found = beside(results["loop"][0], peer, "per_second")
        return found[0] if found else None

    return ratio


def _growth(side: str, figure: str) -> Callable[[Results], float | None]:
    return lambda results: results["growth"][side][figure]


def _counted(part: str, side: str) -> Callable[[Results], float | None]:
    return lambda results: results[part][side]["duplicates"]


def _page(results: Results) -> float:
    small, large = results["queue"]
    return float(large["page_ms"] / small["page_ms"])


def _verdict(figure: str) -> Callable[[Results], float | None]:
    return lambda results: float(results["law"][figure])


def _keys(figure: str, times: float = 1) -> Callable[[Results], float | None]:
    def measured(results: Results) -> float | None:
        return float(results["console"][figure] * times) if results["console"] else None

    return measured


GOALS = (
    Goal("decisions a second, beside LangChain create_agent", 2.2, True, " ×", _speed(LANGCHAIN)),
    Goal("decisions a second, beside pydantic-ai", 1.4, True, " ×", _speed(PYDANTIC)),
    Goal(
        "p50 of a resume at the last turns against the tenth",
        1.2,
        False,
        " ×",
        _growth(COUNTERSIGN, "slower"),
        _growth(LANGGRAPH, "slower"),
    ),
    Goal(
        "disk a turn",
        10,
        False,
        " KB",
        _growth(COUNTERSIGN, "disk_kb_a_turn"),
        _growth(LANGGRAPH, "disk_kb_a_turn"),
    ),
    Goal("first page of the large queue against the small one", 2, False, " ×", _page),
    Goal("a verdict, p50", 50, False, " µs", _verdict("alone_p50_us")),
    Goal("a verdict with its origins traced, p50", 1000, False, " µs", _verdict("refund_p50_us")),
    Goal(
        "a verdict on a mail of 51 words, traced likewise, p50",
        1000,
        False,
        " µs",
        _verdict("mail_p50_us"),
    ),
    Goal(
        "rounds with a duplicate effect under kill -9",
        0,
        False,
        "",
        _counted("killed", COUNTERSIGN),
        _counted("killed", LANGGRAPH),
    ),
    Goal(
        "rounds with a duplicate effect under two approvers at once",
        0,
        False,
        "",
        _counted("approved_twice", COUNTERSIGN),
        _counted("approved_twice", LANGGRAPH),
    ),
    Goal("key press to the next item on screen, p50", 120, False, " ms", _keys("key_p50_ms")),
    Goal("one core for fifty idle pages", 5, False, " %", _keys("idle_cpu_share", 100)),
)
