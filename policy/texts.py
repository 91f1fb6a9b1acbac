"""texts: what was said around an action, ready to be searched. Nothing is folded before it is
needed, because most values are found in the requester's own words.
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from domain.origin import Source
from policy import folding
from policy.obscured import unveiled

Each = TypeVar("Each")

PEOPLE = (Source.REQUESTER, Source.REVIEWER)
BELIEVED = (*PEOPLE, Source.TRUSTED_TOOL)
LONGEST_TEXT = 100_000
# A string of more words in a record is prose: strangers wrote it, whoever keeps the record.
WORDS_OF_A_FIELD = 12


class Text(NamedTuple):
    """Something that was said: by whom (a person's id or a tool's name), and in which message."""

    source: Source
    message_id: str
    text: str
    by: str = ""


class Found(NamedTuple):
    """Where something stands."""

    source: Source
    message_id: str
    by: str


class Texts:
    """The texts of one moment; the first of two that say the same is the one that is named."""

    def __init__(self, said: Iterable[Text] = ()) -> None:
        self._shelves = {source: Shelf() for source in Source}
        for text in said:
            self.add(text)

    def add(self, text: Text) -> None:
        """One more text; of a very long one its beginning."""
        if len(text.text) > LONGEST_TEXT:
            text = text._replace(text=text.text[:LONGEST_TEXT])
        self._shelves[text.source].texts.append(text)

    def of(self, source: Source) -> "Shelf":
        """All texts of one source."""
        return self._shelves[source]

    def all(self) -> Iterator[Text]:
        """Every text, source by source."""
        for shelf in self._shelves.values():
            yield from shelf.texts

    @property
    def has_outside(self) -> bool:
        """Whether anything at all came from outside."""
        return bool(self.of(Source.UNTRUSTED).texts)


class Shelf:
    """The texts of one source in the forms in which they were asked for so far."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self._soft, self._words = _Joined(), _Joined()
        self._squeezed, self._unveiled = _Joined(), _Joined()
        self._fields: dict[int, frozenset[str] | None] = {}
        self._prose: dict[int, str] = {}

    @property
    def soft(self) -> "_Joined":
        """All texts folded softly."""
        return self._soft.upto(self.texts, _soft)

    @property
    def words(self) -> "_Joined":
        """All texts as words."""
        return self._words.upto(self.texts, _words)

    @property
    def squeezed(self) -> "_Joined":
        """All texts as words without spaces."""
        return self._squeezed.upto(self.words.parts, folding.squeezed)

    @property
    def unveiled(self) -> "_Joined":
        """What is written in these texts in some other alphabet or code."""
        return self._unveiled.upto(self.texts, _unveiled)

    def fields(self, index: int) -> frozenset[str] | None:
        """The values of a record, folded softly; None where the text is no record."""
        if index not in self._fields:
            self._fields[index], self._prose[index] = _read(self.texts[index].text)
        return self._fields[index]

    def prose(self, index: int) -> str:
        """The long strings in a record, as words."""
        self.fields(index)
        return self._prose[index]

    def found(self, index: int, source: Source | None = None) -> Found:
        """One text, as the place where something stands."""
        text = self.texts[index]
        return Found(source or text.source, text.message_id, text.by)


class _Joined:
    """Texts one after another, so that all are searched at once; each is folded once."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.text = ""
        self._starts: list[int] = []

    def upto(self, texts: Sequence[Each], fold: Callable[[Each], str]) -> "_Joined":
        """With as many texts as there are by now."""
        if len(self.parts) < len(texts):
            added = [fold(each) for each in texts[len(self.parts) :]]
            start = len(self.text) + 1 if self.parts else 0
            for part in added:
                self._starts.append(start)
                start += len(part) + 1
            self.text = "\x00".join([self.text, *added] if self.parts else added)
            self.parts += added
        return self

    def find(self, needle: str, start: int = 0) -> int:
        """Where `needle` stands at or after `start`; -1 for nowhere."""
        return self.text.find(needle, start) if needle else -1

    def index_at(self, place: int) -> int:
        """Which of the texts a place lies in."""
        return bisect_right(self._starts, place) - 1


def _soft(text: Text) -> str:
    return folding.soft(text.text)


def _words(text: Text) -> str:
    return folding.words(text.text)


def _unveiled(text: Text) -> str:
    return folding.words(unveiled(text.text))


def _read(text: str) -> tuple[frozenset[str] | None, str]:
    try:
        record: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None, ""
    fields, prose = set(), []
    waiting = [record]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [*value.values(), *value]
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str):
            field = folding.soft(value)
            fields.add(field)
            if field.count(" ") >= WORDS_OF_A_FIELD:
                prose.append(folding.words(value))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            fields.add(str(value).removeprefix("-") if abs(value) < _GREATEST else "")
    return frozenset(fields), "\x00".join(prose)


_GREATEST = 1e300
