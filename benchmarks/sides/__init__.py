"""sides: the loop as each peer ships it, one a file, behind the same three verbs.

A side is imported only where it is measured: a peer that is not installed is told as such.
"""

import importlib
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Protocol

COUNTERSIGN = "countersign"
LANGCHAIN = "langchain_agent"
PYDANTIC = "pydantic_agent"
LANGGRAPH = "langgraph_stock"

NAMES = {
    COUNTERSIGN: "Countersign",
    LANGCHAIN: "LangChain create_agent",
    PYDANTIC: "pydantic-ai",
    LANGGRAPH: "LangGraph",
}
_NEEDS = {COUNTERSIGN: "graph", LANGCHAIN: "langchain", PYDANTIC: "pydantic_ai"}


class Side(Protocol):
    """One peer at work on a folder of its own."""

    def say(self, thread: str, text: str) -> None:
        """Send a message; over when a request is open."""

    def approve(self, thread: str) -> None:
        """Approve what waits; over when the tool has run and the agent waits again or has ended."""

    def kept(self) -> dict[str, int]:
        """What the database holds afterwards, in the side's own words."""

    def close(self) -> None:
        """Give everything back."""


class Recovering(Side, Protocol):
    """A side that is also killed and asked twice."""

    questions: int
    """How often a person was asked whether something had happened."""

    def look(self, thread: str) -> None:
        """See what waits, as a person with the page open."""

    def go_on(self, thread: str) -> bool:
        """Carry a thread on after a crash, approving what waits; False when nothing is left."""


def is_installed(name: str) -> bool:
    """Whether a side's peer can be imported here."""
    return importlib.util.find_spec(_NEEDS.get(name, "langgraph")) is not None


def load(name: str) -> ModuleType:
    """A side's module; before a fork, so that the fork need not import it."""
    return importlib.import_module(f"benchmarks.sides.{name}")


def open_side(name: str, folder: Path) -> Side:
    """A side at work on `folder`, on a database of its own there."""
    side: Side = load(name).open_on(folder)
    return side
