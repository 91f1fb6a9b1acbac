"""folding: texts brought into forms in which they can be compared.

`soft` keeps every sign and is for sources that are believed: what counts as theirs must really
stand there. `words` and `squeezed` forgive much and are for sources that are not: disguises that a
model sees through (look-alike letters, hidden signs, odd spacing) must not hide where a value is
from. The same letter folds alike wherever it stands, so that parts of texts can be compared.
"""

import re
import unicodedata
from collections.abc import Sequence


def soft(text: str) -> str:
    """`text` without regard to case and kind of white space."""
    text = _unescaped(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = text.casefold()
    # Most texts have no odd space in them, and finding that out is cheap.
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def soft_each(texts: Sequence[str]) -> list[str]:
    """Many short texts folded softly, at little more than the cost of one."""
    together = "-".join(texts)
    if together.isascii() and together.isprintable() and not ("\\" in together or "  " in together):
        return [text.casefold() for text in texts]
    return [soft(text) for text in texts]


def words(text: str) -> str:
    """The words of `text`, one space before, between and behind them: " pay 18 50 now "."""
    text = _unescaped(text)
    if not text.isascii():
        text = _romanised(text)
    if text.isascii():
        return f" {' '.join(text.translate(_SMALL_OR_SPACE).split())} "
    return f" {' '.join(_SIGNS.sub(' ', text).split())} "


def squeezed(folded: str) -> str:
    """What `words` gave, without the spaces."""
    return folded.replace(" ", "")


def plain(folded: str) -> str:
    """The letters a to z and the digits of what `soft` gave, by far the cheapest form: where it
    does not hold those of a value, the text does not hold the value.
    """
    return folded.encode("ascii", "ignore").translate(_SMALL, _ASCII_SIGNS).decode()


def plain_ascii(text: str) -> str:
    """The same of ASCII as it was said; that is what `squeezed` gives of it, too."""
    return plain(_unescaped(text))


def _romanised(text: str) -> str:
    """Without what is not seen, and with Latin letters in place of those that look like them."""
    for sign in _PRINTERS:
        text = text.replace(sign, " ")
    try:
        latin = text.replace("ß", "ss").encode("latin-1").translate(_LATIN, _LATIN_HIDDEN)
    except UnicodeEncodeError:
        return _decomposed(text)
    return latin.decode() if latin.isascii() else _decomposed(text)


def _decomposed(text: str) -> str:
    text = _HIDDEN.sub("", unicodedata.normalize("NFKD", text).casefold())
    if _FOREIGN.search(text):
        text = text.translate(_LOOK_ALIKES)
    return _MARKED.sub("", text)


def _unescaped(text: str) -> str:
    """Tools answer in JSON, where a line break is two signs."""
    if "\\" not in text:
        return text
    for escape, sign in _ESCAPES:
        text = text.replace(escape, sign)
    return text


_ESCAPES = (("\\n", " "), ("\\t", " "), ("\\r", " "), ('\\"', '"'), ("\\/", "/"))
_ASCII = [chr(number) for number in range(128)]
_SMALL_OR_SPACE = {ord(sign): sign.lower() if sign.isalnum() else " " for sign in _ASCII}
_ASCII_SIGNS = bytes(ord(sign) for sign in _ASCII if not sign.isalnum())
_SMALL = bytes(range(256)).lower()
_PRINTERS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00b7\u00a0\u20ac\u00a3\u00a7\u2022"
_HIDDEN = re.compile(
    "[\u00ad\u0300-\u036f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_MARKED = re.compile("[\u0080-\u00a1\u00a8-\u024f]")
_FOREIGN = re.compile("[\u0250-\u02af\u0370-\u052f\u0531-\u058f\u1d00-\u1d7f]")
_SIGNS = re.compile(r"[\W_]+")
# Letters of other scripts that look like Latin ones, after case folding.
_LOOK_ALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d"
    "\u043a\u043c\u0442\u0432\u043d\u0433\u0437\u04cf\u0261"
    "\u03b1\u03bf\u03c1\u03c5\u03bd\u03b9\u03ba\u03c4\u03c7\u03b5\u03b3\u03b7\u03c3\u03c9"
    "\u0585\u0570\u0578\u057d\u0581\u0566"
    "\u1d0f\u1d04\u1d20\u1d21\u1d22",
    "aeopcyxijshdqwkmtbhr3lg" + "aopuvikxxeynow" + "ohnugq" + "ocvwz",
)
# What each letter of western Europe becomes, so that most foreign texts need no search for theirs;
# one that becomes several letters, or another foreign one, stays as it is.
_BECOMES = {number: _decomposed(chr(number)) for number in range(256)}
_LATIN = bytes(
    ord(becomes) if len(becomes) == 1 and becomes.isascii() else number
    for number, becomes in _BECOMES.items()
)
_LATIN_HIDDEN = bytes(number for number, becomes in _BECOMES.items() if not becomes)
