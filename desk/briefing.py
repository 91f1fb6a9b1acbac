"""briefing: one line that says what is asked. Made of the action, never of the agent's words."""

from typing import Any

from domain.action import Action
from domain.request import RequestKind

LINE_CHARACTERS = 120


def summary_of(kind: RequestKind, action: Action, form: dict[str, Any] | None = None) -> str:
    """A headline such as "Refund order · 1042 · 18.00", or the question itself."""
    if kind is RequestKind.ELICITATION and form is not None:
        return _cut(" ".join(str(form["message"]).split()))
    words = action.name.replace("_", " ").replace(".", " ").strip().capitalize()
    shorts = [short for value in action.arguments.values() if (short := _short(value))]
    return _cut(_BEFORE.get(kind, "") + " · ".join([words, *shorts[:3]]))


def _cut(line: str) -> str:
    return line if len(line) <= LINE_CHARACTERS else line[: LINE_CHARACTERS - 1] + "…"


def _short(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == 0:
        return ""
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else ""


_BEFORE = {
    RequestKind.OUTCOME: "Did it happen? ",
    RequestKind.ESCALATION: "It keeps failing: ",
    RequestKind.PROOF: "Is it done? ",
}
