"""rows: JSON in and out of text columns, one way for every table."""

import json
from typing import Any


def packed(value: Any) -> str:
    """`value` as compact JSON text."""
    return _ENCODER.encode(value)


def unpacked(text: str) -> Any:
    """The value of a JSON text column."""
    return json.loads(text)


def clean(text: str) -> str:
    """`text` as a column can keep it: half a surrogate pair becomes a question mark."""
    return text.encode(errors="replace").decode()


# `json.dumps` would build one for each value.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
