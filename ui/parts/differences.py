"""differences: what one text has and another has not, line by line, and in a line word by word."""

import difflib
import re
from collections.abc import Iterator
from typing import Any

from ui.parts.component import component
from ui.parts.words import visible

_DIFFERENCES = component("differences", '<p></p><div class="lines" tabindex="0"></div>')
AROUND = 2
LINES_SHOWN = 600

Piece = tuple[str, str]
Line = dict[str, Any]


def differences(key: str, before: str, after: str, none: str) -> None:
    """Show the lines that differ with a few around them, or `none` when nothing does."""
    lines = changed_lines(before, after)
    cut = len(lines) > LINES_SHOWN
    words = none if not lines else f"The first {LINES_SHOWN} lines." if cut else ""
    _DIFFERENCES(key=key, data={"lines": lines[:LINES_SHOWN], "words": words}, height="content")


def changed_lines(before: str, after: str) -> list[Line]:
    """Lines as data: a sign (= kept, + new, - gone, … left out), its number, and its pieces."""
    old, new = before.split("\n"), after.split("\n")
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    lines: list[Line] = []
    for group in matcher.get_grouped_opcodes(AROUND):
        if lines:
            lines.append(_line("…", 0, [("=", "")]))
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                kept = enumerate(new[new_from:new_to], new_from + 1)
                lines += [_line("=", number, [("=", text)]) for number, text in kept]
            else:
                gone, came = old[old_from:old_to], new[new_from:new_to]
                lines += _replaced(gone, came, old_from + 1, new_from + 1)
    return lines


def _replaced(gone: list[str], came: list[str], old_number: int, number: int) -> Iterator[Line]:
    """Lines in one another's place are compared by words, as long as there are as many."""
    paired = len(gone) == len(came)
    for at, text in enumerate(gone):
        pieces = _pieces(text, came[at], "-") if paired else [("-", text)]
        yield _line("-", old_number + at, pieces)
    for at, text in enumerate(came):
        pieces = _pieces(gone[at], text, "+") if paired else [("+", text)]
        yield _line("+", number + at, pieces)


def _pieces(before: str, after: str, side: str) -> list[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        words = old[old_from:old_to] if side == "-" else new[new_from:new_to]
        if words:
            pieces.append(("=" if tag == "equal" else side, "".join(words)))
    return pieces


def _line(sign: str, number: int, pieces: list[Piece]) -> Line:
    shown = [(kind, visible(text)) for kind, text in pieces]
    return {"sign": sign, "number": number, "pieces": shown}


_WORDS = re.compile(r"[\w.]+|\s+|[^\w\s]")
