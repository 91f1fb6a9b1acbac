"""folding: texts brought into forms in which they can be compared.

`soft` keeps every sign and is for sources that are believed: what counts as theirs must really
stand there. `words` and `squeezed` forgive much and are for sources that are not: disguises that a
model sees through (look-alike letters, hidden signs, odd spacing) must not hide where a value is
from. The same letter folds alike wherever it stands, so that parts of texts can be compared.
"""

import re
import unicodedata


def soft(text: str) -> str:
    """`text` without regard to case and kind of white space."""
    text = _unescaped(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = text.casefold()
    # Most texts have no odd space in them, and finding that out is cheap.
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def words(text: str) -> str:
    """The words of `text`, one space before, between and behind them: " pay 18 50 now "."""
    text = _unescaped(text)
    if text.isascii():
        return f" {' '.join(text.lower().translate(_SPACED).split())} "
    for sign in _PRINTERS:
        text = text.replace(sign, " ")
    text = _HIDDEN.sub("", unicodedata.normalize("NFKD", text).casefold())
    if _FOREIGN.search(text):
        text = text.translate(_LOOK_ALIKES)
    text = _MARKED.sub("", text)
    if text.isascii():
        return f" {' '.join(text.translate(_SPACED).split())} "
    return f" {' '.join(_SIGNS.sub(' ', text).split())} "


def squeezed(folded: str) -> str:
    """What `words` gave, without the spaces."""
    return folded.replace(" ", "")


def _unescaped(text: str) -> str:
    """Tools answer in JSON, where a line break is two signs."""
    if "\\" not in text:
        return text
    for escape, sign in _ESCAPES:
        text = text.replace(escape, sign)
    return text


_ESCAPES = (("\\n", " "), ("\\t", " "), ("\\r", " "), ('\\"', '"'), ("\\/", "/"))
_SPACED = {number: " " for number in range(128) if not chr(number).isalnum()}
_PRINTERS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00b7\u00a0\u20ac\u2022"
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
