"""carried: what a web address carries. Whoever fetches it tells its host and path, its questions
and answers to a stranger, so an address is somebody's own only if they gave it whole.
"""

import re
from collections.abc import Iterator

from domain.origin import Source, Span
from policy import folding
from policy.obscured import readings_of
from policy.pieces import span_of
from policy.seeking import LEAST_SQUEEZED
from policy.texts import BELIEVED, Found, Shelf, Texts

MOST_PIECES = 80
LEAST_PIECE = 3
_URL = re.compile(r"\s*[a-zA-Z][a-zA-Z0-9+.-]*://\S")
_HOST = re.compile(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?(?://)?([^/?#\\\s]*)")
_PIECE = re.compile(r"[^/?&=#;\s\\]+")
_LABEL = re.compile(r"[^.:@]+")


def is_url(value: str) -> bool:
    """Whether a text begins as a web address does."""
    return _URL.match(value) is not None


def url_pieces(texts: Texts, url: str) -> tuple[Source, tuple[Span, ...]]:
    """The source of an address that nobody gave whole, and of what it is put together from."""
    spans = []
    for start, end in _places(url):
        found = _found(texts, url[start:end])
        if found is not None:
            spans.append(span_of(found, start, end))
    strange = any(span.source is Source.UNTRUSTED for span in spans)
    return (Source.UNTRUSTED if strange else Source.MODEL), tuple(spans)


def _places(url: str) -> Iterator[tuple[int, int]]:
    host = _HOST.match(url)
    begin = host.end() if host else 0
    if host is not None and host[1]:
        yield host.span(1)
        for label in _LABEL.finditer(url, host.start(1), host.end(1)):
            if label.end() - label.start() > _LONG_LABEL:
                yield label.span()
    for number, piece in enumerate(_PIECE.finditer(url, begin)):
        if number == MOST_PIECES:
            break
        yield piece.span()


def _found(texts: Texts, piece: str) -> Found | None:
    for reading in readings_of(piece):
        needle = folding.words(reading)
        bare = folding.squeezed(needle)
        if len(bare) < LEAST_PIECE:
            continue
        for source in BELIEVED:
            shelf = texts.of(source)
            if (place := shelf.place_of(needle)) is not None:
                return shelf.found(place[0])
        shelf = texts.of(Source.UNTRUSTED)
        if (index := _outside(shelf, needle, bare)) is not None:
            return shelf.found(index)
    return None


def _outside(shelf: Shelf, needle: str, bare: str) -> int | None:
    if (place := shelf.place_of(needle)) is not None:
        return place[0]
    if (index := shelf.veils(needle)) is not None:
        return index
    return shelf.squeezes(bare) if len(bare) >= LEAST_SQUEEZED else None


_LONG_LABEL = 12
