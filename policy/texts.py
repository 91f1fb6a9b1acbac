"""texts: what was said around an action, ready to be searched. Nothing is folded before it is
needed, because most values stand in few texts or in none.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from domain.origin import Source
from policy import folding
from policy.obscured import unveiled
from policy.records import Record, read

PEOPLE = (Source.REQUESTER, Source.REVIEWER)
BELIEVED = (*PEOPLE, Source.TRUSTED_TOOL)
LONGEST_TEXT = 100_000


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
    """The texts of one source. Their plain letters are joined, which is cheap and tells where a
    value cannot stand; any other form is made of those texts alone in which it may.
    """

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self._plain = _Joined(self._plain_of)
        self._squeezed = _Joined(self._squeezed_of)
        self._unveiled = _Joined(lambda index: folding.words(unveiled(self.texts[index].text)))
        self._soft: dict[int, str] = {}
        self._words: dict[int, str] = {}
        self._records: dict[int, Record] = {}

    def may_hold(self, plains: Iterable[str]) -> list[int]:
        """The texts that may hold one of several values, of which these are the plain letters."""
        found: set[int] = set()
        for plain in plains:
            found.update(self._plain.upto(len(self.texts)).holding(plain))
        return sorted(found)

    def place_of(self, needle: str) -> tuple[int, int] | None:
        """The first text that holds `needle`, as words, and where."""
        bare = folding.squeezed(needle)
        for index in self._squeezed.upto(len(self.texts)).holding(bare):
            if (at := self.words(index).find(needle)) >= 0:
                return index, at
        return None

    def squeezes(self, bare: str) -> int | None:
        """The first text that holds these letters and digits, whatever stands between them."""
        return next(iter(self._squeezed.upto(len(self.texts)).holding(bare)), None)

    def veils(self, needle: str) -> int | None:
        """The first text that says `needle`, as words, in some other alphabet or code."""
        return next(iter(self._unveiled.upto(len(self.texts)).holding(needle)), None)

    def soft(self, index: int) -> str:
        """One text folded softly."""
        if index not in self._soft:
            self._soft[index] = folding.soft(self.texts[index].text)
        return self._soft[index]

    def words(self, index: int) -> str:
        """One text as words."""
        if index not in self._words:
            self._words[index] = folding.words(self.texts[index].text)
        return self._words[index]

    def record(self, index: int) -> Record:
        """One text read as a record."""
        if index not in self._records:
            self._records[index] = read(self.texts[index].text)
        return self._records[index]

    def found(self, index: int, source: Source | None = None) -> Found:
        """One text, as the place where something stands."""
        text = self.texts[index]
        return Found(source or text.source, text.message_id, text.by)

    def _plain_of(self, index: int) -> str:
        text = self.texts[index].text
        return folding.plain_ascii(text) if text.isascii() else folding.plain(self.soft(index))

    def _squeezed_of(self, index: int) -> str:
        if self.texts[index].text.isascii():
            return self._plain.upto(len(self.texts)).parts[index]
        return folding.squeezed(self.words(index))


class _Joined:
    """Texts one after another in one form, so that all are searched at once."""

    def __init__(self, fold: Callable[[int], str]) -> None:
        self._fold = fold
        self._text = ""
        self._starts: list[int] = []
        self.parts: list[str] = []

    def upto(self, count: int) -> "_Joined":
        """With so many texts; each is folded once."""
        if len(self.parts) < count:
            start = len(self._text)
            added = [self._fold(index) for index in range(len(self.parts), count)]
            for part in added:
                self._starts.append(start)
                start += len(part) + len(_END)
            self.parts += added
            self._text += _END.join(added) + _END
        return self

    def holding(self, needle: str) -> list[int]:
        """The numbers of the texts that hold `needle`, in their order."""
        found: list[int] = []
        at = self._text.find(needle)
        while 0 <= at < len(self._text):
            found.append(bisect_right(self._starts, at) - 1)
            if len(self._starts) == found[-1] + 1:
                break
            at = self._text.find(needle, self._starts[found[-1] + 1])
        return found


# It is in no folded text.
_END = "\x00"
