"""changes: what an edit changes, word by word, while it is typed, without asking the server."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from ui.parts.component import component

_CHANGES = component("changes", '<p></p><dl aria-live="polite"></dl>', style="fields")


@dataclass(frozen=True)
class Change:
    """An argument before and after; `field` is the key of the field it is typed into."""

    name: str
    field: str
    before: str
    after: str
    currency: str = ""


def changes(key: str, given: Sequence[Change], none: str) -> None:
    """Show those that differ, or `none` when nothing does."""
    rows = [asdict(change) | {"field": _class_of(change.field)} for change in given]
    _CHANGES(key=key, data={"rows": rows, "none": none}, height="content")


def _class_of(key: str) -> str:
    """The class that Streamlit gives to what stands under a key."""
    return "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key.strip())
