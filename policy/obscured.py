"""obscured: what stands in a text in code. Whoever hides an instruction from a reader hides it from
a comparison, too, so the common ways are undone; others leave a value that stands nowhere.
"""

import base64
import binascii
import codecs
import html
import re
from collections.abc import Callable, Iterator
from itertools import islice
from urllib.parse import unquote_plus

MOST_PIECES = 200
# A word of small letters alone is no code, but a word.
_LONG_CODED = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_CODED = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_CODE_SIGNS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-"
_LONG_RUN = b"x" * 16
_TELLING = re.compile(r"[A-Z0-9].*[A-Z0-9=]|\d")
_HEX = re.compile(r"(?:0x)?(?:[0-9a-fA-F]{2}){4,}")
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
_SPELLED = re.compile(r"[\[({<]\s*(at|dot|punkt|slash|dash)\s*[\])}>]", re.IGNORECASE)
_SPELLED_SPACED = re.compile(f" ?{_SPELLED.pattern} ?", re.IGNORECASE)
_SIGNS = {"at": "@", "dot": ".", "punkt": ".", "slash": "/", "dash": "-"}


def unveiled(text: str) -> str:
    """Everything that `text` says in code, one reading a line."""
    readings = []
    if "%" in text:
        readings += [unquote_plus(text), unquote_plus(unquote_plus(text))]
    if "&" in text:
        readings.append(html.unescape(text))
    if "\\" in text:
        readings.append(_ESCAPED.sub(lambda sign: chr(int(sign[1] or sign[2], 16)), text))
    if any(sign in text for sign in "[({<") and _SPELLED.search(text):
        readings.append(_SPELLED_SPACED.sub(lambda word: _SIGNS[word[1].lower()], text))
    if _has_long_run(text):
        readings += _decoded(text, _LONG_CODED)
    return "\n".join(readings)


def disguises_of(needle: str) -> tuple[str, str]:
    """How a text says `needle` (as `words` gives it) backwards, and with its letters shifted."""
    return needle[::-1], codecs.encode(needle, "rot13")


def readings_of(piece: str) -> Iterator[str]:
    """A piece of an address as it stands, and as it reads once its code is undone."""
    yield piece
    plain = unquote_plus(piece)
    if plain != piece:
        yield plain
    yield from _decoded(plain, _CODED)


def _has_long_run(text: str) -> bool:
    """Whether so many signs of code stand in a row; a tenth of what it costs to look for them."""
    return _LONG_RUN in text.encode(errors="replace").translate(_RUNS)


def _decoded(text: str, form: re.Pattern[str]) -> Iterator[str]:
    coded = (each[0] for each in form.finditer(text) if _TELLING.search(each[0]))
    for piece in islice(coded, MOST_PIECES):
        for read in (_from_base64(piece), _from_base32(piece), _from_hex(piece)):
            if read:
                yield read


def _from_base64(piece: str) -> str:
    bare = piece.rstrip("=").replace("-", "+").replace("_", "/")
    return _shown(lambda: base64.b64decode(bare + "=" * (-len(bare) % 4)))


def _from_base32(piece: str) -> str:
    bare = piece.rstrip("=").upper()
    if len(bare) < _LEAST_BASE32 or not _BASE32.fullmatch(bare):
        return ""
    return _shown(lambda: base64.b32decode(bare + "=" * (-len(bare) % 8)))


def _from_hex(piece: str) -> str:
    bare = piece.removeprefix("0x")
    return _shown(lambda: bytes.fromhex(bare)) if _HEX.fullmatch(bare) else ""


def _shown(decode: Callable[[], bytes]) -> str:
    """What the bytes say if they are text, else ""."""
    try:
        text = decode().decode("utf-8")
    except (ValueError, binascii.Error):
        return ""
    return text if len(text) > 2 and " ".join(text.split()).isprintable() else ""


_RUNS = bytes(ord("x" if sign in _CODE_SIGNS else " ") for sign in range(256))
_LEAST_BASE32 = 16
_BASE32 = re.compile(r"[A-Z2-7]+")
