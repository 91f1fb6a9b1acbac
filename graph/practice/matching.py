"""matching: which tool a clause asks for, if any.

Words that few tools share weigh most. A tool that acts needs its own verb in the clause: a shared
noun alone ("the invoice") never makes a call.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.practice.clause import Clause, Role
from graph.practice.opposites import opposed
from graph.practice.thesaurus import LOOKING, TELLING, VAGUE, VERBS, related
from graph.practice.tool import Tool
from graph.practice.weights import DESCRIPTION, bag_of
from graph.practice.words import content_stems, stem, stems_of, words

_RELATIVE, _HEAD = 0.6, 2.0
_ALIKE = 0.66


@dataclass(frozen=True)
class Match:
    """A tool for a clause, with how sure the words make it, 0 to 1."""

    tool: Tool
    sureness: float


class Matcher:
    """Weighs the words of the tools at hand against each other."""

    def __init__(self, tools: Sequence[Tool]) -> None:
        self.tools = tuple(tools)
        self._bags = {tool.name: bag_of(tool) for tool in tools}
        self._spread = Counter(stem for bag in self._bags.values() for stem in bag)

    @cached_property
    def verbs(self) -> frozenset[str]:
        """The stems that the tools are called by."""
        return frozenset(verb for tool in self.tools for verb in tool.verbs)

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The stems of nouns that can be said as verbs."""
        return frozenset(noun for tool in self.tools for noun in tool.nouns_as_verbs)

    @cached_property
    def agents(self) -> frozenset[str]:
        """The stems of nouns that people may be called by, such as "technician"."""
        return frozenset(noun for tool in self.tools if not tool.read_only for noun in tool.nouns)

    def best(
        self, clause: Clause, ease: Callable[[Tool], float], settled: frozenset[str] = frozenset()
    ) -> Match | None:
        """The tool this clause asks for, None where none fits; `ease` tells how well it holds
        what a tool needs, `settled` are the stems of its times and places.
        """
        stems = self._stems(clause.text)
        if not stems:
            return None
        scored = sorted(
            (
                (self._score(tool, clause, stems) * ease(tool), tool)
                for tool in self.tools
                if self._fits(tool, clause, stems)
            ),
            key=lambda pair: -pair[0],
        )
        if not scored or scored[0][0] <= 0:
            return None
        first = scored[0][0]
        second = scored[1][0] if len(scored) > 1 else 0.0
        tool = scored[0][1]
        left = [one for one in stems if one not in settled] if tool.sends else stems
        sureness = 0.5 * self._covered(tool, left) + 0.5 * first / (first + second)
        # A verb that only means much the same is less sure than the tool's own.
        exact = tool.read_only or (tool.verbs | tool.actions | tool.nouns_as_verbs) & set(stems)
        likeness = (
            1.0 if exact else 0.9 if tool.sends and related(clause.head) & tool.verbs else 0.75
        )
        return Match(tool, round(sureness * likeness, 3))

    def _fits(self, tool: Tool, clause: Clause, stems: list[str]) -> bool:
        if clause.role in (Role.QUESTION, Role.BARE, Role.CONTEXT):
            return tool.read_only and bool(self._topics(tool) & set(stems))
        if opposed(tool, clause):
            return False
        if clause.agent in self.agents:
            return clause.agent in tool.nouns and not tool.read_only
        if tool.sends:
            return self._is_errand(tool, clause, stems)
        alike = self._resembles(tool, stems) >= _ALIKE or clause.head in tool.nouns_as_verbs
        if clause.role is Role.WISH and alike:
            return True
        called = [one for one in stems if related(one) & tool.verbs]
        if not called:
            return False
        about = (self._topics(tool) - tool.verbs) & set(stems)
        telling = clause.head in TELLING and bool(tool.verbs & TELLING)
        plain = [one for one in called if one not in VAGUE and one in tool.verbs]
        if tool.read_only and clause.head not in LOOKING | tool.verbs:
            return False
        return bool(about or telling or plain)

    def _is_errand(self, tool: Tool, clause: Clause, stems: list[str]) -> bool:
        """Whether a person who is sent can do it; "get the lift inspected" names it later."""
        if clause.agent and not clause.errand:
            return True
        done = tool.verbs | tool.actions
        if clause.head in VERBS and clause.head not in _CAUSING:
            return bool(related(clause.head) & done)
        return bool(done & set(stems))

    def explains(self, tool: Tool, text: str) -> bool:
        """Whether every word that carries meaning, names left out, has to do with `tool`."""
        bag = self._bags[tool.name]
        return all(
            any(each in bag for each in related(one))
            for one in content_stems(re.sub(r"(?<=\s)[A-Z]\w*", "", text))
        )

    def _score(self, tool: Tool, clause: Clause, stems: list[str]) -> float:
        bag = self._bags[tool.name]
        total = 0.0
        for one in stems:
            exact = bag.get(one, 0.0) * self._rarity(one)
            near = max(
                (
                    bag[other] * self._rarity(other) * _RELATIVE
                    for other in related(one)
                    if other in bag
                ),
                default=0.0,
            )
            total += max(exact, near) * (_HEAD if one == clause.head else 1.0)
        return total + 3.0 * self._resembles(tool, stems)

    def _stems(self, text: str) -> list[str]:
        """The stems of a clause, with a verb joined to its particle: "check in" is `checkin`."""
        said = words(text)[:200]
        joined = [
            stem(said[0].text + word.text)
            for word in said[1:12]
            if word.text.casefold() in _PARTICLES
        ]
        return [*content_stems(text)[:200], *(each for each in joined if each in self._spread)]

    def _resembles(self, tool: Tool, stems: list[str]) -> float:
        """How much the clause is like the most similar example."""
        return max(
            (_likeness(stems, content_stems(example)) for example in tool.examples), default=0.0
        )

    def _covered(self, tool: Tool, stems: list[str]) -> float:
        bag = self._bags[tool.name]
        weights = {one: self._rarity(one) for one in stems}
        # What a person is sent for can be anything; its words say nothing against the tool.
        strange = _STRANGE if tool.sends else 0.0
        known = sum(
            weight * (1.0 if any(each in bag for each in related(one)) else strange)
            for one, weight in weights.items()
        )
        return known / (sum(weights.values()) or 1.0)

    def _rarity(self, stem: str) -> float:
        return math.log(1.5 + len(self.tools) / (self._spread[stem] or 1))

    def _topics(self, tool: Tool) -> frozenset[str]:
        bag = self._bags[tool.name]
        return frozenset(stem for stem, weight in bag.items() if weight >= DESCRIPTION)


def _likeness(one: list[str], other: list[str]) -> float:
    left, right = set(one), set(other)
    return 2 * len(left & right) / ((len(left) + len(right)) or 1)


_CAUSING = stems_of("get take have make let see want need")
_STRANGE = 0.85
_PARTICLES = ("back", "in", "out", "up", "down", "off", "on", "over")
