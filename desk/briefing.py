"""briefing: one line that says what is asked. Made of the action, never of the agent's words."""

from typing import Any

from domain.action import Action
from domain.request import RequestKind
from domain.risk import Cost

LINE_CHARACTERS = 120


def summary_of(kind: RequestKind, action: Action, form: dict[str, Any] | None = None) -> str:
    """A headline such as "Refund order · 1042 · 18.50 EUR", or the question itself."""
    if kind is RequestKind.ELICITATION and form is not None:
        return _cut(" ".join(str(form["message"]).split()))
    if kind is RequestKind.PROOF:
        place = action.arguments.get("location", "")
        return _cut(f"Is it done? {str(action.arguments['kind']).capitalize()} · {place}")
    if kind is RequestKind.PLAN:
        steps = action.arguments["steps"]
        goal = " ".join(action.arguments["goal"].split())
        return _cut(f"Plan · {len(steps)} {'step' if len(steps) == 1 else 'steps'} · {goal}")
    words = action.name.replace("_", " ").replace(".", " ").strip().capitalize()
    cost = action.risk.cost if action.risk else Cost()
    shorts = [
        short
        for name, value in action.arguments.items()
        if (short := _sum(value, cost) if name == cost.argument else _short(value))
    ]
    return _cut(_BEFORE.get(kind, "") + " · ".join([words, *shorts[:3]]))


def _cut(line: str) -> str:
    return line if len(line) <= LINE_CHARACTERS else line[: LINE_CHARACTERS - 1] + "…"


def _sum(value: Any, cost: Cost) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        return _short(value)
    return f"{value / 100:,.2f} {cost.currency}"


def _short(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == 0:
        return ""
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else ""


_BEFORE = {
    RequestKind.OUTCOME: "Did it happen? ",
    RequestKind.ESCALATION: "It keeps failing: ",
    RequestKind.RECHECK: "Was it right? ",
}
