"""origins: the values of an action with their sources marked in them, and what the marks mean.

A mark is told by its number and its line as well as by its colour.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import streamlit as st

from domain.origin import Origin, Source, Span
from domain.request import Request
from ui.parts.component import component
from ui.parts.words import tool_words, visible

_LEGEND = component("legend", "<ol></ol>")
# The agent is there to write sentences; only a short value that it made up is worth a mark.
WORDS_OF_A_VALUE = 12

Marked = list[tuple[str, ...]]
Key = tuple[Source, str, str]


class Entry(NamedTuple):
    """What one number stands for; `said` is a passage of the message `message_id`."""

    number: int
    source: Source
    words: str
    message_id: str
    said: str


class Marks:
    """The marks of one request: where each value came from, numbered, the least trusted first."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._origins = {origin.path: origin for origin in request.origins}
        keys = {_key(span): None for origin in request.origins for span in origin.spans}
        if any(_is_own(origin) for origin in request.origins):
            keys[(Source.MODEL, "", "")] = None
        ranked = sorted(keys, key=lambda key: -key[0].rank)
        self._numbers = {key: number for number, key in enumerate(ranked, start=1)}

    def legend(self) -> list[Entry]:
        """What the numbers stand for, in their order."""
        return [
            Entry(number, source, self._words(source, by), message_id, self._said(message_id))
            for (source, by, message_id), number in self._numbers.items()
        ]

    def pieces(self, name: str, value: Any, shown: str) -> Marked | None:
        """An argument in pieces, each with its mark; None where there is none to show.

        `shown` is the value as it is written for people, where that is not its plain text.
        """
        if not any(origin.argument == name for origin in self._origins.values()):
            return None
        if isinstance(value, dict | list):
            return _joined(self._nested(value, name, 0))
        return _joined(self._scalar(name, value, shown))

    def _scalar(self, path: str, value: Any, shown: str) -> Iterator[tuple[str, ...]]:
        origin = self._origins.get(path)
        if origin is None or (not origin.spans and not _is_short(shown)):
            yield ("=", visible(shown))
        elif not origin.spans:
            yield self._mark(shown, (origin.source, "", ""))
        elif shown != str(value):
            yield self._mark(shown, _key(origin.spans[0]))
        else:
            yield from self._spanned(shown, origin.spans)

    def _spanned(self, text: str, spans: Sequence[Span]) -> Iterator[tuple[str, ...]]:
        end = 0
        for span in spans:
            yield ("=", visible(text[end : span.start]))
            yield self._mark(text[max(end, span.start) : span.end], _key(span))
            end = max(end, span.end)
        yield ("=", visible(text[end:]))

    def _nested(self, value: Any, path: str, depth: int) -> Iterator[tuple[str, ...]]:
        """The value as indented JSON."""
        if not isinstance(value, dict | list) or not value:
            written = json.dumps(value, ensure_ascii=False)
            if isinstance(value, str) and written == f'"{value}"':
                yield ("=", '"')
                yield from self._scalar(path, value, value)
                yield ("=", '"')
            else:
                yield from self._scalar(path, value, written)
            return
        members = value.items() if isinstance(value, dict) else enumerate(value)
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        gap = "\n" + "  " * (depth + 1)
        yield ("=", opening)
        for number, (name, inner) in enumerate(members):
            label = f"{json.dumps(name, ensure_ascii=False)}: " if isinstance(value, dict) else ""
            yield ("=", visible(f"{',' if number else ''}{gap}{label}"))
            yield from self._nested(inner, f"{path}.{name}", depth + 1)
        yield ("=", "\n" + "  " * depth + closing)

    def _mark(self, text: str, key: Key) -> tuple[str, ...]:
        number = self._numbers.get(key, 0)
        return ("@", visible(text), key[0].value, str(number or ""), _TOLD[key[0]])

    def _words(self, source: Source, by: str) -> str:
        if source in (Source.REQUESTER, Source.REVIEWER):
            name = self._request.name_of(by) if by else ""
            return visible(_LABELS[source].format(name=f": {name}" if name else ""))
        brought = "the house" if by == "house" else tool_words(by)
        return visible(_LABELS[source].format(name=f": {brought}" if by else ""))

    def _said(self, message_id: str) -> str:
        return visible(self._request.cited.get(message_id, ""))


def legend(key: str, entries: Sequence[Entry], show: Callable[[str], None]) -> None:
    """What the marks mean; `show` opens a message."""

    def picked() -> None:
        show(str(st.session_state[key].pick))

    rows = [
        {
            "number": entry.number,
            "source": entry.source.value,
            "words": entry.words,
            "said": entry.said,
            "message": entry.message_id,
        }
        for entry in entries
    ]
    _LEGEND(key=key, data={"rows": rows}, height="content", on_pick_change=picked)


def _key(span: Span) -> Key:
    return span.source, span.by, span.message_id


def _is_own(origin: Origin) -> bool:
    return origin.source is Source.MODEL and not origin.spans


def _is_short(shown: str) -> bool:
    return shown.count(" ") < WORDS_OF_A_VALUE


def _joined(pieces: Iterator[tuple[str, ...]]) -> Marked:
    """Plain pieces that follow one another made one, empty ones left out."""
    joined: Marked = []
    for piece in pieces:
        if not piece[1]:
            continue
        if joined and piece[0] == joined[-1][0] == "=":
            joined[-1] = ("=", joined[-1][1] + piece[1])
        else:
            joined.append(piece)
    return joined


_LABELS = {
    Source.REQUESTER: "The requester{name}",
    Source.REVIEWER: "A reviewer or lead{name}",
    Source.TRUSTED_TOOL: "The house's records{name}",
    Source.MODEL: "Made up by the agent: nobody said it",
    Source.UNTRUSTED: "From outside{name}",
}
_TOLD = {
    Source.REQUESTER: "said by the requester",
    Source.REVIEWER: "said by a reviewer",
    Source.TRUSTED_TOOL: "from the house's records",
    Source.MODEL: "made up by the agent",
    Source.UNTRUSTED: "from outside",
}
