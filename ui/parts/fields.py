"""fields: the arguments of an action, one row each; with `after`, what an edit changes in them."""

import difflib
import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ui.parts.component import component
from ui.parts.origins import Marks
from ui.parts.words import money, visible

_FIELDS = component("fields", "<dl></dl>")
WORDS_COMPARED = 4000
NO_MONEY: Mapping[str, str] = MappingProxyType({})
NO_DOUBTS = NO_MONEY

Piece = tuple[str, str]


def fields(
    key: str,
    before: dict[str, Any],
    after: dict[str, Any] | None = None,
    currencies: Mapping[str, str] = NO_MONEY,
    doubts: Mapping[str, str] = NO_DOUBTS,
    marks: Marks | None = None,
) -> None:
    """Show the arguments, or only those that `after` changes, word by word.

    `currencies` names the arguments that are sums in minor units, `doubts` says of some arguments
    how far the agent is not sure of them; `marks` says where their values came from.
    """
    rows = field_rows(before, after, currencies)
    for name, row in zip(before if after is None else (), rows, strict=False):
        row["doubt"] = doubts.get(name, "")
        if marks is not None:
            shown = _read(name, before[name], currencies)
            row["pieces"] = marks.pieces(name, before[name], shown) or row["pieces"]
    _FIELDS(key=key, data={"rows": rows}, height="content")


def field_rows(
    before: dict[str, Any],
    after: dict[str, Any] | None = None,
    currencies: Mapping[str, str] = NO_MONEY,
) -> list[dict[str, Any]]:
    """The rows as data: name, note, and pieces that are kept, added or removed."""
    if after is None:
        return [
            _row(name, value, [("=", _read(name, value, currencies))], currencies)
            for name, value in before.items()
        ]
    return [
        _row(
            name,
            after[name],
            _changed(name, before.get(name, ""), after[name], currencies),
            currencies,
        )
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


def label_of(name: str, *, is_sum: bool = False) -> str:
    """An argument's name in words; a sum says its unit itself."""
    if is_sum:
        name = name.removesuffix("_minor")
    return visible(name.replace("_", " ").strip().capitalize())


def is_whole(value: Any) -> bool:
    """Whether a value can be a sum in minor units."""
    return isinstance(value, int) and not isinstance(value, bool)


def _row(
    name: str, value: Any, pieces: list[Piece], currencies: Mapping[str, str]
) -> dict[str, Any]:
    note = ""
    if is_whole(value) and name in currencies:
        note = f"{value} in minor units"
    elif is_whole(value) and name.endswith("_minor"):
        note = f"that is {value / 100:,.2f}"
    label = label_of(name, is_sum=name in currencies)
    return {"name": label, "note": note, "pieces": pieces}


def _read(name: str, value: Any, currencies: Mapping[str, str]) -> str:
    if name in currencies and is_whole(value):
        return money(value, currencies[name])
    return visible(spelled(value))


def _changed(name: str, before: Any, after: Any, currencies: Mapping[str, str]) -> list[Piece]:
    old, new = _read(name, before, currencies), _read(name, after, currencies)
    return [("-", old), ("+", new)] if name in currencies else compared(old, new)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\s+|[^\w\s]", text)
