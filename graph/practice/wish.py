"""wish: one clause that a tool fits."""

from dataclasses import dataclass
from functools import cached_property

from graph.practice.clause import Clause
from graph.practice.fitting import Sentence
from graph.practice.tool import Tool
from graph.practice.words import content_stems


@dataclass(frozen=True)
class Wish:
    """One clause that a tool fits. `place` is that of its clause in the request."""

    tool: Tool
    clause: Clause
    sentence: Sentence
    sureness: float
    place: int

    @cached_property
    def spoken(self) -> frozenset[str]:
        """The stems of the clause that carry meaning."""
        return frozenset(content_stems(self.clause.text))
