"""draft: a call in the making, with what it is about as far as that is known."""

from dataclasses import dataclass, field
from typing import Any

from graph.practice.facts import Fact, Subject
from graph.practice.fitting import Found
from graph.practice.kinds import identifies, topic
from graph.practice.tool import Parameter, Tool
from graph.practice.wish import Wish
from graph.practice.words import name_words, stem


@dataclass
class Draft:
    """A call in the making. `options` are values among which a person has to choose."""

    wish: Wish
    found: dict[str, Found] = field(default_factory=dict)
    missing: list[Parameter] = field(default_factory=list)
    options: dict[str, list[Fact]] = field(default_factory=dict)
    empty: str = ""

    @property
    def tool(self) -> Tool:
        return self.wish.tool

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments found, in the order of the schema."""
        names = [each.name for each in self.tool.parameters if each.name in self.found]
        return {name: self.found[name].value for name in names}

    def subject(self) -> Subject:
        """What this call is about, as far as it is known."""
        naming = [
            each for each in self.tool.parameters if identifies(each) and each.name in self.found
        ]
        return Subject(
            {
                topic(each.stems) or self.tool.nouns: str(self.arguments[each.name])
                for each in naming
            },
            ", ".join(
                f"{_noun(each, self.tool)} {self.arguments[each.name]}".strip() for each in naming
            ),
        )


def _noun(parameter: Parameter, tool: Tool) -> str:
    named = [word for word in name_words(parameter.name) if topic(frozenset((stem(word),)))]
    return " ".join(named or [word for word in name_words(tool.name) if stem(word) in tool.nouns])
