"""lookups: what to read before acting: the thing itself, then whatever may tell a missing value.

Only tools that look are ever proposed here, and none twice with the same arguments.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from graph.practice.draft import Draft
from graph.practice.facts import Identity
from graph.practice.filling import Filler
from graph.practice.fitting import Found
from graph.practice.kinds import (
    CONTACT,
    MONEY_STEMS,
    Kind,
    Style,
    identifies,
    kind_of,
    style_of,
    topic,
)
from graph.practice.saying import said
from graph.practice.thesaurus import MAKING
from graph.practice.tool import Parameter, Tool
from graph.practice.turn import Call
from graph.practice.wish import Wish
from graph.practice.words import content_stems, stems_of
from graph.practice.writing import searched


def signature(name: str, arguments: Any) -> str:
    """Two calls with the same signature are the same call."""
    return f"{name} {json.dumps(arguments, sort_keys=True, default=str)}"


class Lookups:
    """Finds what to read for the drafts of one request."""

    def __init__(self, tools: Iterable[Tool], filler: Filler, calls: Sequence[Call]) -> None:
        self._tools = [tool for tool in tools if tool.read_only]
        self._filler = filler
        self._calls = {signature(call.name, call.arguments): call for call in calls}

    def first(self, draft: Draft) -> list[Draft]:
        """Reads of the very thing that `draft` acts on, those already made included."""
        reads = []
        for parameter in draft.tool.required:
            found = draft.found.get(parameter.name)
            if found and (identifies(parameter) or kind_of(parameter) is Kind.WORD):
                tool = self._reader(parameter, draft.tool)
                if tool and not draft.tool.read_only:
                    reads.append(self._read(tool, {tool.required[0].name: found}, draft.wish))
        return reads

    def made(self, read: Draft) -> Call | None:
        """The call that has already read this."""
        return self._calls.get(signature(read.tool.name, read.arguments))

    def seeking(self, parameter: Parameter, draft: Draft) -> Draft | None:
        """The most promising read that has not been made yet for a missing value."""
        ranked: list[tuple[float, Draft]] = []
        for tool in self._tools:
            promise = self._promise(tool, parameter, draft)
            read = self._filled(tool, draft) if promise else None
            # "Cancel it" is no reason to read a whole list; "my last one of those" is.
            spoken = (topic(parameter.stems) or draft.tool.nouns) & draft.wish.spoken
            if read and not self.made(read) and (read.found or spoken):
                ranked.append((promise + len(read.found), read))
        return max(ranked, key=lambda pair: pair[0])[1] if ranked else None

    def awaits(self, parameter: Parameter, draft: Draft, pending: Iterable[Draft]) -> bool:
        """Whether a call that is about to be made will tell the value, by making the thing."""
        wanted = topic(parameter.stems) or draft.tool.nouns
        return any(
            other.wish.place < draft.wish.place
            and bool(other.tool.verbs & MAKING)
            and bool(other.tool.nouns & wanted)
            for other in pending
        )

    def _reader(self, parameter: Parameter, acting: Tool) -> Tool | None:
        wanted = topic(parameter.stems) or acting.nouns
        fitting: list[tuple[int, int, Tool]] = []
        for tool in self._tools:
            if len(tool.required) != 1 or kind_of(tool.required[0]) is not kind_of(parameter):
                continue
            own = tool.required[0]
            same = own.name == parameter.name and bool(topic(own.stems))
            if same or (identifies(own) and (topic(own.stems) or tool.nouns) == wanted):
                fitting.append((len(tool.nouns ^ wanted), len(fitting), tool))
        return min(fitting)[2] if fitting else None

    def _promise(self, tool: Tool, parameter: Parameter, draft: Draft) -> float:
        """How likely this tool tells the value; 0 where nothing speaks for it."""
        if any(each.name == parameter.name for each in tool.required):
            return 0.0
        told = tool.nouns | frozenset(content_stems(tool.description))
        kind = kind_of(parameter)
        spoken = draft.wish.spoken & tool.nouns
        shared = len(tool.nouns & draft.tool.nouns) + len(spoken)
        if identifies(parameter):
            wanted = topic(parameter.stems) or draft.tool.nouns
            return (
                len(wanted & tool.nouns) * 3 + len(wanted & told) + shared if wanted & told else 0
            )
        if kind is Kind.ADDRESS or parameter.stems & CONTACT:
            known = bool(self._filler.subject(draft).identity)
            contact = told & (CONTACT | stems_of("person people"))
            return 1.0 + shared + len(contact) if contact or spoken or known else 0.0
        if kind in (Kind.MINOR, Kind.MONEY):
            return 1.0 + shared if told & MONEY_STEMS or shared else 0.0
        if kind is Kind.TEXT:
            return 0.0
        own = parameter.stems & told
        return 1.0 + shared + len(own) if own else 0.0

    def _filled(self, tool: Tool, draft: Draft) -> Draft | None:
        identity = self._filler.subject(draft).identity
        found = {
            each.name: value
            for each in tool.parameters
            if (value := _identified(each, tool, identity)) is not None
        }
        found = {**said(tool, draft.wish.sentence), **found}
        for each in tool.parameters:
            if each.name not in found and style_of(each) is Style.QUERY and not identity:
                query = searched(draft.wish, (tool, draft.tool))
                if query:
                    found[each.name] = query
        read = self._read(tool, found, draft.wish)
        for each in tool.required:
            if each.name not in found and (value := self._filler.sought(each, read)):
                read.found[each.name] = value
        return read if all(each.name in read.found for each in tool.required) else None

    def _read(self, tool: Tool, found: dict[str, Found], wish: Wish) -> Draft:
        return Draft(Wish(tool, wish.clause, wish.sentence, wish.sureness, wish.place), dict(found))


def _identified(parameter: Parameter, tool: Tool, identity: Identity) -> Found | None:
    value = identity.get(topic(parameter.stems) or tool.nouns) if identifies(parameter) else None
    if value is None:
        return None
    if parameter.type == "integer":
        return Found(int(value), "what was said", 0.9) if value.isdecimal() else None
    return Found(value, "what was said", 0.9)
