"""filling: every argument of a call, from the clause, its surroundings, earlier results, or the
person's own words, in that order.
"""

import re
from collections.abc import Mapping, Sequence

from graph.practice.amounts import amount_left
from graph.practice.choosing import EXTREME, decided
from graph.practice.clause import Role
from graph.practice.draft import Draft
from graph.practice.facts import Fact, Identity, Record, Subject, offers
from graph.practice.fitting import Found
from graph.practice.kinds import Kind, Style, identifies, kind_of, style_of
from graph.practice.saying import said
from graph.practice.tool import Parameter
from graph.practice.wish import Wish
from graph.practice.wishes import Request
from graph.practice.words import readable
from graph.practice.writing import searched, written


class Filler:
    """Fills drafts of one request; later drafts may lean on what earlier ones are about."""

    def __init__(
        self, request: Request, known: Sequence[Record], earlier: Sequence[Record]
    ) -> None:
        self._request = request
        self._earlier = tuple(earlier)
        self.known = tuple(known)
        self.drafts: list[Draft] = []

    def draft(self, wish: Wish, fixed: Mapping[str, Found]) -> Draft:
        """The call that `wish` asks for; `fixed` are arguments settled beforehand."""
        draft = Draft(wish, {**said(wish.tool, wish.sentence), **fixed})
        for name, wanted in self._request.asides.items():
            if any(each.name == name for each in wish.tool.parameters):
                draft.found[name] = Found(wanted, "what was said", 0.85)
        for parameter in sorted(wish.tool.required, key=lambda each: not identifies(each)):
            if parameter.name not in draft.found and (found := self.sought(parameter, draft)):
                draft.found[parameter.name] = found
        for parameter in wish.tool.parameters:
            if parameter.name not in draft.found:
                self._write(parameter, draft)
        if wish.tool.sends:
            self._add_conditions(draft)
        self.drafts.append(draft)
        return draft

    def _write(self, parameter: Parameter, draft: Draft) -> None:
        """The person's own words where a text is needed; else it is missing."""
        wish, style = draft.wish, style_of(parameter)
        if parameter.required or (wish.tool.sends and style is Style.TASK):
            subject = self.subject(draft)
            text = written(parameter, wish, self._request, subject, self.known)
            draft.found.update({parameter.name: text} if text else {})
            if parameter.required and not text:
                draft.missing.append(parameter)
        elif wish.tool.read_only and not draft.found and style is Style.QUERY:
            query = searched(wish, (wish.tool,))
            draft.found.update({parameter.name: query} if query else {})

    def _add_conditions(self, draft: Draft) -> None:
        """Times and pay said in sentences of their own: "It has to be done by six"."""
        for parameter in draft.tool.parameters:
            if kind_of(parameter) in _CONDITIONS and parameter.name not in draft.found:
                found = self._remarked(parameter, draft)
                draft.found.update({parameter.name: found} if found else {})

    def _remarked(self, parameter: Parameter, draft: Draft) -> Found | None:
        for clause, sentence in list(
            zip(self._request.clauses, self._request.sentences, strict=True)
        )[draft.wish.place + 1 :]:
            if clause.role not in (Role.CONTEXT, Role.BARE):
                return None
            found = said(draft.tool, sentence).get(parameter.name)
            if found:
                return found
        return None

    def subject(self, draft: Draft) -> Subject:
        """What a call is about: its own identity, else that of the nearest other call."""
        place = draft.wish.place
        others = sorted(self.drafts, key=lambda each: abs(each.wish.place - place))
        found = (each.subject() for each in (draft, *others))
        return next((subject for subject in found if subject.identity), Subject({}, ""))

    def sought(self, parameter: Parameter, draft: Draft) -> Found | None:
        """A value for `parameter` from around the clause or from earlier results."""
        return (
            self._explained(parameter, draft)
            or self._carried(parameter, draft)
            or self._left(parameter, draft)
            or self._known(parameter, draft)
        )

    def _explained(self, parameter: Parameter, draft: Draft) -> Found | None:
        """From the explanations of the clause, and from bare answers such as "the second"."""
        if kind_of(parameter) is Kind.TEXT:
            return None
        places = [
            place
            for place, clause in enumerate(self._request.clauses)
            if clause.role is Role.BARE or clause.text in draft.wish.clause.explained
        ]
        for place in reversed(places):
            found = said(draft.tool, self._request.sentences[place]).get(parameter.name)
            if found and place != draft.wish.place:
                return found
        return None

    def _carried(self, parameter: Parameter, draft: Draft) -> Found | None:
        """What another clause is about: "cancel it" means what was named before."""
        if not identifies(parameter) and kind_of(parameter) is not Kind.WORD:
            return None
        place = draft.wish.place
        for other in reversed(self.drafts):
            found = other.found.get(parameter.name)
            if found and found.place and other.wish.place < place:
                return Found(found.value, "what was said before", found.sureness * 0.9)
        others = sorted(
            (each for each in range(len(self._request.sentences)) if each != place),
            key=lambda each: (each > place, abs(each - place)),
        )
        for each in others:
            found = said(draft.tool, self._request.sentences[each]).get(parameter.name)
            if found and found.sureness >= 0.6:
                return Found(found.value, "what was said before", found.sureness * 0.9)
        return None

    def _left(self, parameter: Parameter, draft: Draft) -> Found | None:
        if kind_of(parameter) not in (Kind.MINOR, Kind.MONEY):
            return None
        identity = self.subject(draft).identity
        fact = amount_left(parameter, draft.tool, identity, self.known)
        if fact is None:
            return None
        if fact.value <= 0:
            draft.empty = f"{fact.field} is {fact.value} in the result of {fact.record.source}"
            return None
        return Found(fact.value, f"{fact.field} in the result of {_named(fact)}", 0.85)

    def _known(self, parameter: Parameter, draft: Draft) -> Found | None:
        identity = self.subject(draft).identity
        found = offers(parameter, draft.tool, identity, self.known)
        if not found:
            found = offers(parameter, draft.tool, identity, self._meant_earlier(draft, identity))
            newest = max((each.record.number for each in found), default=0)
            found = [each for each in found if each.record.number == newest]
        fact = decided(found, draft.wish.clause.text)
        if fact:
            source = f"{readable(fact.field)} in the result of {_named(fact)}"
            return Found(fact.value, source, min(0.9, 0.5 * fact.score))
        if found:
            draft.options[parameter.name] = found
        return None

    def _meant_earlier(self, draft: Draft, identity: Identity) -> list[Record]:
        """Results of earlier turns: only those that "it" or "the same" can point at."""
        text = draft.wish.clause.text
        pointing = _POINTING.search(text) and not EXTREME.search(text)
        return [each for each in self._earlier if pointing or each.speaks_of(identity) > 0]


def _named(fact: Fact) -> str:
    return readable(fact.record.source)


_CONDITIONS = (Kind.MOMENT, Kind.MINOR, Kind.MONEY)
_POINTING = re.compile(
    r"\b(?:it|that|this|these|those|them|him|her|they|same|the)\b", re.IGNORECASE
)
