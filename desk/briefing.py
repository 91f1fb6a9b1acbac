"""briefing: one line that says what is asked. Made of the action, never of the agent's words."""

from typing import Any

from domain.action import Action
from domain.request import RequestKind

LINE_CHARACTERS = 120


def summary_of(kind: RequestKind, action: Action) -> str:
    """A headline such as "Refund order · 1042 · 18.00"."""
    words = action.name.replace("_", " ").replace(".", " ").strip().capitalize()
    shorts = [short for value in action.arguments.values() if (short := _short(value))]
    line = " · ".join([words, *shorts[:3]])
    asked = f"Did it happen? {line}" if kind is RequestKind.OUTCOME else line
    return asked if len(asked) <= LINE_CHARACTERS else asked[: LINE_CHARACTERS - 1] + "…"


def _short(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else ""
