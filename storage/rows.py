"""rows: JSON in and out of text columns, one way for every table."""

import json
from collections.abc import Iterable
from typing import Any


def packed(value: Any) -> str:
    """`value` as compact JSON text."""
    return _ENCODER.encode(value)


def unpacked(text: str) -> Any:
    """The value of a JSON text column."""
    return json.loads(text)


def unpacked_each(texts: Iterable[str]) -> list[Any]:
    """The values of many JSON text columns, read in one go: each alone costs twice as much."""
    values: list[Any] = json.loads(f"[{','.join(texts)}]")
    return values


def clean(text: str) -> str:
    """`text` as a column can keep it: half a surrogate pair becomes a question mark."""
    return text.encode(errors="replace").decode()


# `json.dumps` would build one for each value.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
