"""pieces: long text, word by word. It is rarely copied whole, so each piece has a source of its
own, and the whole is from outside if much of it is, or an address or number in it.
"""

import re
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from domain.origin import Source, Span
from policy import folding
from policy.texts import Found, Shelf, Texts

WORDS_OF_A_PIECE = 4
STRIDE = 3
MOST_WORDS = 40_000
MOST_TOKENS = 40
PROBES = 250
LEAST_TOKEN = 4
# From outside: one such run of words, or this share of all.
TELLING_RUN = 8
TELLING_SHARE = 0.25
# Somebody's own: this share of all.
OWN_SHARE = 0.6
_WORD = re.compile(
    r"[^\W_][^\W_\u00ad\u0300-\u036f\u200b-\u200f\u2060-\u2064\ufeff]*"
    r"(?:[\u00ad\u0300-\u036f\u200b-\u200f\u2060-\u2064\ufeff]+[^\W_]*)*"
)
_TOKEN = re.compile(r"[^\s,;()<>\"'\[\]{}]*[@\d/][^\s,;()<>\"'\[\]{}]*")

_SOURCES = (Source.REQUESTER, Source.REVIEWER, Source.TRUSTED_TOOL, Source.UNTRUSTED)

Seek = Callable[[str], Found | None]
# The number of its first word, and the words as `words` gives them.
_Probe = tuple[int, str]


class _Word(NamedTuple):
    start: int
    end: int
    folded: str


def text_pieces(texts: Texts, value: str, seek: Seek) -> tuple[Source, tuple[Span, ...]]:
    """The source of a text and of its pieces; `seek` finds an address or number that it holds."""
    words = _words(value)
    held: list[Found | None] = [None] * len(words)
    probes = _probes(words)
    for source in _SOURCES if probes else ():
        if texts.of(source).texts:
            _cover(texts.of(source), probes, words, held)
    is_telling = _mark_tokens(value, words, held, seek)
    spans = _spans(words, held)
    return _source(held, is_telling=is_telling), spans


def _words(value: str) -> list[_Word]:
    found, is_plain = [], value.isascii()
    for match in _WORD.finditer(value):
        folded = match[0].lower() if is_plain else folding.words(match[0]).strip()
        if folded:
            found.append(_Word(match.start(), match.end(), folded))
        if len(found) == MOST_WORDS:
            break
    return found


def _probes(words: list[_Word]) -> list[_Probe]:
    """A few words in a row, again and again along a text. As few words as a piece has were looked
    for already, as a whole.
    """
    size, stride = WORDS_OF_A_PIECE, max(STRIDE, len(words) // PROBES)
    if len(words) <= size:
        return []
    folded = [word.folded for word in words]
    firsts = range(0, len(words) - size + 1, stride)
    return [(first, f" {' '.join(folded[first : first + size])} ") for first in firsts]


def _cover(
    shelf: Shelf, probes: list[_Probe], words: list[_Word], held: list[Found | None]
) -> None:
    """Give the words that a source holds to it, unless a better one holds them already."""
    size, reached = WORDS_OF_A_PIECE, 0
    for first, needle in probes:
        if first + size <= reached or all(held[first : first + size]):
            continue
        if (place := shelf.place_of(needle)) is None:
            continue
        index, at = place
        found = shelf.found(index)
        if found.source is Source.TRUSTED_TOOL and needle in shelf.record(index).prose:
            found = found._replace(source=Source.UNTRUSTED)
        begin, reached = _run(shelf.words(index), at, len(needle), words, first)
        for number in range(begin, reached):
            held[number] = held[number] or found


def _run(text: str, at: int, length: int, words: list[_Word], first: int) -> tuple[int, int]:
    """How far the words go on alike before and behind a probe that was found at a place."""
    begin, end, place = first, first + WORDS_OF_A_PIECE, at + length
    while begin:
        before = f" {words[begin - 1].folded}"
        if not text.endswith(before, 0, at):
            break
        begin, at = begin - 1, at - len(before)
    while end < len(words):
        after = f"{words[end].folded} "
        if not text.startswith(after, place):
            break
        end, place = end + 1, place + len(after)
    return begin, end


def _mark_tokens(value: str, words: list[_Word], held: list[Found | None], seek: Seek) -> bool:
    """Give each address and number in the text its own source; whether one is from outside."""
    is_telling, index = False, 0
    for number, match in enumerate(_TOKEN.finditer(value)):
        if number == MOST_TOKENS:
            break
        token = match[0].rstrip(".:!?")
        if len(folding.squeezed(folding.words(token))) < LEAST_TOKEN:
            continue
        found = seek(token)
        if found is None:
            continue
        is_telling = is_telling or found.source is Source.UNTRUSTED
        while index < len(words) and words[index].end <= match.start():
            index += 1
        while index < len(words) and words[index].start < match.end():
            held[index] = found
            index += 1
    return is_telling


def _source(held: list[Found | None], *, is_telling: bool) -> Source:
    run = longest = strange = 0
    own: set[Source] = set()
    known = 0
    for found in held:
        is_strange = found is not None and found.source is Source.UNTRUSTED
        run = run + 1 if is_strange else 0
        longest, strange = max(longest, run), strange + is_strange
        if found is not None and not is_strange:
            own.add(found.source)
            known += 1
    if is_telling or longest >= TELLING_RUN or (strange and strange >= TELLING_SHARE * len(held)):
        return Source.UNTRUSTED
    if held and known >= OWN_SHARE * len(held):
        return max(own, key=lambda source: source.rank)
    return Source.MODEL


def _spans(words: list[_Word], held: list[Found | None]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for found, run in groupby(zip(held, words, strict=True), key=itemgetter(0)):
        if found is not None:
            covered = [word for _, word in run]
            spans.append(span_of(found, covered[0].start, covered[-1].end))
    return tuple(spans)


def span_of(found: Found, start: int, end: int) -> Span:
    """The signs from `start` to `end` of a value, and where they stand."""
    return Span(start=start, end=end, source=found.source, message_id=found.message_id, by=found.by)
