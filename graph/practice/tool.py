"""tool: a bound tool and its parameters, as the planner sees them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graph.practice.delegation import ANYONE, Errand, delegated, errand_verbs
from graph.practice.thesaurus import MAKING, TELLING, VERBS
from graph.practice.words import (
    STOP_WORDS,
    content_stems,
    name_stems,
    name_words,
    stem,
    stems_of,
    words,
)

# The graph adds these to every schema and takes them off again before the law judges.
RATIONALE, CONFIDENCE, CONFIDENCES = "_rationale", "_confidence", "_confidences"
EXTRAS = (RATIONALE, CONFIDENCE, CONFIDENCES)


@dataclass(frozen=True)
class Parameter:
    """One argument of a tool; `of_tool` where the tool is called by the same noun."""

    name: str
    type: str = "string"
    description: str = ""
    format: str = ""
    choices: tuple[Any, ...] = ()
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    longest: int | None = None
    item: "Parameter | None" = None
    fields: "tuple[Parameter, ...]" = ()
    of_tool: bool = False

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its name."""
        return name_stems(self.name)

    @cached_property
    def hints(self) -> frozenset[str]:
        """The stems of its name and of what is said about it."""
        return self.stems | frozenset(content_stems(self.description[:500]))


@dataclass(frozen=True)
class Tool:
    """A tool that may be proposed."""

    name: str
    description: str
    examples: tuple[str, ...]
    read_only: bool
    parameters: tuple[Parameter, ...]
    extras: frozenset[str]

    @cached_property
    def verbs(self) -> frozenset[str]:
        """The stems that say what it does."""
        named = [stem(word) for word in name_words(self.name)]
        own = frozenset(word for word in named if word in VERBS) or frozenset(named[:1])
        found = set(own)
        for text in (self.description, *self.examples):
            errand = self._errand(text)
            if errand and errand.action:
                found |= errand_verbs(errand.action)
                continue
            leading = words(text[:100])[:1]
            found |= {word.stem for word in leading if word.text.casefold() not in STOP_WORDS}
        return frozenset(found)

    @cached_property
    def sends(self) -> bool:
        """Whether it sends a person somewhere, by its own words or by its examples."""
        errands = [self._errand(text) for text in (self.description, *self.examples)]
        return not self.read_only and any(
            each.action or each.agent != ANYONE for each in errands if each
        )

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The stems of its name that say what it is about."""
        return name_stems(self.name) - self.verbs - frozenset(map(stem, STOP_WORDS))

    @cached_property
    def actions(self) -> frozenset[str]:
        """The stems of choices that say what is to be done, such as "drop_off"."""
        return frozenset(
            stem
            for each in self.parameters
            if self.sends
            for choice in each.choices
            for stem in name_stems(str(choice))
        ) - frozenset(map(stem, STOP_WORDS))

    @cached_property
    def nouns_as_verbs(self) -> frozenset[str]:
        """Nouns that can be said as verbs: who can "add a note" can "note"."""
        return self.nouns if self.verbs & _BRINGING and not self.read_only else frozenset()

    def _errand(self, text: str) -> Errand | None:
        first = text[:400].split(". ", 1)[0]
        return delegated(first, VERBS, name_stems(self.name))

    @property
    def required(self) -> tuple[Parameter, ...]:
        """What it cannot be called without."""
        return tuple(parameter for parameter in self.parameters if parameter.required)


_BRINGING = MAKING | TELLING | stems_of("send post put place")
