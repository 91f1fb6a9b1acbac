"""fields: the arguments of an action, one row each; with `after`, what an edit changes in them."""

import difflib
import json
import re
from typing import Any

from ui.parts.component import component

_FIELDS = component("fields", "<dl></dl>")
WORDS_COMPARED = 4000

Piece = tuple[str, str]


def fields(key: str, before: dict[str, Any], after: dict[str, Any] | None = None) -> None:
    """Show the arguments, or only those that `after` changes, word by word."""
    _FIELDS(key=key, data={"rows": field_rows(before, after)}, height="content")


def field_rows(before: dict[str, Any], after: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """The rows as data: name, note, and pieces that are kept, added or removed."""
    if after is None:
        return [_row(name, value, [("=", spelled(value))]) for name, value in before.items()]
    return [
        _row(name, after[name], compared(spelled(before.get(name, "")), spelled(after[name])))
        for name in after
        if name not in before or before[name] != after[name]
    ]


def compared(before: str, after: str) -> list[Piece]:
    """Both texts as one run of pieces: "=" kept, "-" removed, "+" added."""
    old, new = _words(before), _words(after)
    if len(old) + len(new) > WORDS_COMPARED:
        return [("-", before), ("+", after)]
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(("=", "".join(old[old_from:old_to])))
            continue
        removed, added = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        pieces += [(sign, text) for sign, text in (("-", removed), ("+", added)) if text]
    return pieces


def spelled(value: Any) -> str:
    """A value as a person reads it; what is no text is written as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)


def label_of(name: str) -> str:
    """An argument's name in words."""
    return name.replace("_", " ").strip().capitalize()


def _row(name: str, value: Any, pieces: list[Piece]) -> dict[str, Any]:
    is_sum = name.endswith("_minor") and isinstance(value, int) and not isinstance(value, bool)
    note = f"that is {value / 100:,.2f}" if is_sum else ""
    return {"name": label_of(name), "note": note, "pieces": pieces}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\s+|[^\w\s]", text)
