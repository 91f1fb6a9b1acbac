"""fitting: gives the values of a sentence to the parameters of a tool, best fit first.

Each value serves once. A number that is labelled as something else ("room 4") serves nothing but
that; a number of things ("3 boxes") is no identity.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graph.practice.casting import cast
from graph.practice.kinds import Kind, identifies, kind_of, topic
from graph.practice.leaning import leans
from graph.practice.plain import plain_words
from graph.practice.suiting import SUITS, alone, read_as
from graph.practice.thesaurus import VERBS
from graph.practice.tool import Parameter, Tool
from graph.practice.value import Value
from graph.practice.words import STOP_WORDS, content_stems, words

_ENOUGH = 0.3
_NEAR_ENOUGH = 0.45


@dataclass(frozen=True)
class Found:
    """A value for a parameter, where it came from in words, and how sure that is."""

    value: Any
    source: str
    sureness: float
    place: Value | None = None
    sentence: "Sentence | None" = None


class Sentence:
    """A text with its words and values, asked how well a value fits a parameter."""

    def __init__(
        self,
        text: str,
        values: Sequence[Value],
        labels: frozenset[str],
        places: Sequence[Value] = (),
        head: str = "",
    ) -> None:
        self.text, self.head = text, head
        self.values, self.places = tuple(values), tuple(places)
        self._labels = labels
        self._words = words(text)
        told = re.search(r"(?<=\s)that\s|\bsaying\s|:\s", text)
        self._told = told.end() if told else len(text) + 1

    def fitted(self, tool: Tool) -> dict[str, Found]:
        """The parameters of `tool` that the values of this sentence fill."""
        ranked = sorted(
            (
                (fit, -order, parameter, value)
                for order, parameter in enumerate(tool.parameters)
                for value in (
                    *self.values,
                    *self.places,
                    *plain_words(self.text, self._words, self.values, tool),
                )
                if (fit := self._fit(tool, parameter, value)) > _ENOUGH
            ),
            key=lambda each: (-each[0], -each[1], each[3].start),
        )
        found: dict[str, Found] = {}
        taken: list[Value] = []
        for fit, _, parameter, value in ranked:
            busy = any(value.overlaps(other.start, other.end) for other in taken)
            if parameter.name in found or busy:
                continue
            ready = cast(parameter, value)
            if ready is not None:
                sureness = max(min(fit, 0.99), alone(parameter, value, tool))
                source = read_as(value, ready)
                found[parameter.name] = Found(ready, source, sureness, value, self)
                taken.append(value)
                if identifies(parameter):
                    taken += linked(self, value)
        return found

    def fitting(self, item: Parameter, tool: Tool) -> list[Value]:
        """The values of a kind that `item` takes, for a list; in order of place."""
        kinds = [value for value in self.values if (kind_of(item), value.kind) in SUITS]
        if kind_of(item) in (Kind.WORD, Kind.TEXT):
            return [value for value in kinds if value.kind != "integer"]
        return [value for value in kinds if self._fit(tool, item, value)]

    @cached_property
    def settled(self) -> frozenset[str]:
        """The stems of words that only say when or where."""
        told = [each for each in self.values if each.kind in ("date", "time", "datetime")]
        return frozenset(
            word.stem
            for word in self._words
            if any(each.overlaps(word.start, word.end) for each in (*told, *self.places))
        )

    def near(self, stems: frozenset[str], value: Value, weight: float = 1.0) -> float:
        """How near words of `stems` stand to `value`; 1 is right before it."""
        before = [word for word in self._words if word.end <= value.start][-4:][::-1]
        after = [word for word in self._words if word.start >= value.end][:2]
        closeness = [
            weight * factor / distance
            for side, factor in ((before, 1.0), (after, 0.8))
            for distance, word in enumerate(side, start=1)
            if word.stem in stems
        ]
        return sum(closeness)

    def _fit(self, tool: Tool, parameter: Parameter, value: Value) -> float:
        base = SUITS.get((kind_of(parameter), value.kind), 0.0)
        # Words in quotes are a part of an errand, never the whole of it.
        if not base or (kind_of(parameter) is Kind.TEXT and tool.sends):
            return 0.0
        # What is told after "that" or a colon is for a text, not for a name.
        if kind_of(parameter) is Kind.WORD and value.start >= self._told:
            return 0.0
        own = topic(parameter.stems) or tool.nouns | parameter.stems
        if self._labelled_otherwise(own, value) or (
            (identifies(parameter) or kind_of(parameter) in (Kind.MINOR, Kind.MONEY))
            and self.counts_things(own, value)
        ):
            return 0.0
        nearness = self.near(own, value) + self.near(parameter.hints - own, value, 0.4)
        if kind_of(parameter) is Kind.PLACE and value.kind in _VAGUE_PLACES and nearness < 0.9:
            return 0.0
        before = next((each for each in reversed(self._words) if each.end <= value.start), None)
        nearness += leans(parameter, before.text.casefold() if before else "", value.kind)
        if not parameter.required and base < 0.9 and nearness < _NEAR_ENOUGH:
            return 0.0
        if identifies(parameter) and self._named_strangely(tool, own, value):
            return 0.0
        return base * (0.65 + 0.35 * max(-1.0, min(1.5, nearness)))

    def _named_strangely(self, tool: Tool, own: frozenset[str], value: Value) -> bool:
        """Whether a noun that the tool does not know stands right before the value."""
        before = [word for word in self._words if word.end <= value.start]
        label = before[-1] if len(before) > 1 else None
        return (
            label is not None
            and label.text.casefold() not in STOP_WORDS
            and label.stem not in own | tool.verbs | VERBS
            and label.stem not in content_stems(tool.description)
        )

    def _labelled_otherwise(self, own: frozenset[str], value: Value) -> bool:
        if value.kind not in ("integer", "code"):
            return False
        before = [word for word in self._words if word.end <= value.start]
        while before and before[-1].stem in ("number", "no", "nr", "id"):
            before.pop()
        label = before[-1].stem if before else ""
        return label in self._labels and label not in own

    def counts_things(self, own: frozenset[str], value: Value) -> bool:
        after = next((word for word in self._words if word.start >= value.end), None)
        if value.kind != "integer" or after is None or value.text.startswith("#"):
            return False
        gap = self.text[value.end : after.start]
        return (
            gap.isspace()
            and after.text.casefold() not in STOP_WORDS
            and (after.stem not in own or after.text.endswith("s"))
            and not after.text[0].isdigit()
        )


def linked(sentence: Sentence, first: Value) -> list[Value]:
    """The values of the same kind that are listed after `first`: "4, 5 and 6"."""
    found, end = [], first.end
    for value in sentence.values:
        joint = sentence.text[end : value.start]
        if value.start < end or value.kind != first.kind or not _LISTED.fullmatch(joint):
            continue
        if not sentence.counts_things(frozenset(), value):
            found.append(value)
            end = value.end
    return found


_VAGUE_PLACES = ("word", "code", "name")
_LISTED = re.compile(r"\s*(?:,|and|&|,\s*and)\s*", re.IGNORECASE)
