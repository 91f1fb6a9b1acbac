"""wishes: what a request asks for: which tool for which clause, and what it forbids or ties to
a condition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from graph.practice.asides import asides_of
from graph.practice.clause import Clause, Role
from graph.practice.clauses import clauses
from graph.practice.fitting import Sentence
from graph.practice.kinds import Kind, identifies, kind_of, topic
from graph.practice.matching import Match, Matcher
from graph.practice.places import places
from graph.practice.thesaurus import VAGUE, related
from graph.practice.tool import Tool
from graph.practice.values import values
from graph.practice.wish import Wish


@dataclass(frozen=True)
class Request:
    """Everything that was asked for, in order."""

    clauses: tuple[Clause, ...]
    sentences: tuple[Sentence, ...]
    wishes: tuple[Wish, ...]
    unmatched: tuple[str, ...]
    conditions: tuple[str, ...]
    forbidden: frozenset[str]
    asides: Mapping[str, Any] = field(default_factory=dict)


class Listener:
    """Hears requests with the tools at hand in mind."""

    def __init__(self, tools: Sequence[Tool], now: datetime) -> None:
        self.matcher = Matcher(tools)
        self._now = now
        self._labels = frozenset(
            stem
            for tool in tools
            for parameter in tool.parameters
            if identifies(parameter)
            for stem in topic(parameter.stems)
        )

    def request(self, text: str) -> Request:
        """What `text` asks for."""
        known = (self.matcher.verbs, self.matcher.nouns, self.matcher.agents)
        said = clauses(text, *known)[:40]
        sentences = [self.sentence(clause.text, clause.head) for clause in said]
        forbidden = frozenset(
            match.tool.name
            for clause, sentence in zip(said, sentences, strict=True)
            if clause.role is Role.PROHIBITION
            and (match := self._match(replace(clause, role=Role.WISH), sentence))
        )
        wishes, unmatched = self._wishes(said, sentences, (Role.WISH, Role.QUESTION))
        if not wishes and not forbidden:
            shown, _ = self._wishes(said, sentences, (Role.BARE, Role.CONTEXT))
            wishes = shown[:1] if not unmatched else []
        asides = asides_of(said, sentences, wishes)
        unmatched = [text for text in unmatched if text not in asides]
        wishes = [wish for wish in wishes if wish.clause.text not in asides]
        return Request(
            asides={name: wanted for names in asides.values() for name, wanted in names.items()},
            clauses=tuple(said),
            sentences=tuple(sentences),
            wishes=tuple(wish for wish in wishes if wish.tool.name not in forbidden),
            unmatched=tuple(unmatched),
            conditions=tuple(each.text for each in said if each.role is Role.CONDITION),
            forbidden=forbidden,
        )

    def asks(self, text: str) -> bool:
        """Whether `text` by itself asks for something that a tool does."""
        request = self.request(text)
        roles = {request.clauses[wish.place].role for wish in request.wishes}
        return bool(roles & {Role.WISH, Role.QUESTION})

    def sentence(self, text: str, head: str = "") -> Sentence:
        """`text` with its values found."""
        found = values(text, self._now)
        return Sentence(text, found, self._labels, places(text, found), head)

    def _wishes(
        self, said: Sequence[Clause], sentences: Sequence[Sentence], roles: tuple[Role, ...]
    ) -> tuple[list[Wish], list[str]]:
        wishes, unmatched = [], []
        for place, (clause, sentence) in enumerate(zip(said, sentences, strict=True)):
            if clause.role not in roles:
                continue
            match = self._match(clause, sentence)
            if match is None:
                unmatched.append(clause.text)
            elif clause.role in (Role.WISH, Role.QUESTION) or self._shows(
                match.tool, clause, sentence
            ):
                wishes.append(Wish(match.tool, clause, sentence, match.sureness, place))
        return wishes, unmatched

    def _shows(self, tool: Tool, clause: Clause, sentence: Sentence) -> bool:
        """Whether a clause that asks for nothing names what `tool` can show."""
        if clause.role is Role.BARE and self.matcher.explains(tool, clause.text):
            return True
        found = sentence.fitted(tool)
        named = bool(tool.required) and all(each.name in found for each in tool.required)
        return named and (clause.role is Role.CONTEXT or clause.head in tool.nouns)

    def _match(self, clause: Clause, sentence: Sentence) -> Match | None:
        match = self.matcher.best(
            clause, lambda tool: _ease(tool, clause, sentence), sentence.settled
        )
        return match or self._looked(clause, sentence)

    def _looked(self, clause: Clause, sentence: Sentence) -> Match | None:
        """A tool that looks, for a clause that names nothing but its verb and what it needs."""
        for tool in self.matcher.tools:
            if tool.read_only and related(clause.head) & tool.verbs and clause.role is Role.WISH:
                found = sentence.fitted(tool)
                filled = tool.required and all(each.name in found for each in tool.required)
                if filled and self.matcher.explains(tool, clause.text):
                    return Match(tool, 0.5)
        return None


def _ease(tool: Tool, clause: Clause, sentence: Sentence) -> float:
    """A tool that looks is meant more likely when the clause says all that it needs, one that
    sends a person when the clause names somebody or a place.
    """
    if tool.sends:
        placed = any(kind_of(each) is Kind.PLACE for each in tool.parameters) and sentence.places
        if clause.agent or placed:
            return 2.0 if clause.agent and placed else 1.5
        return 0.0 if clause.head in VAGUE or clause.head not in tool.verbs else 1.0
    if not tool.read_only or not tool.required:
        return 1.0
    found = sentence.fitted(tool)
    filled = all(
        each.name in found or kind_of(each) in (Kind.TEXT, Kind.CHOICE) for each in tool.required
    )
    return 1.5 if filled else 0.7
