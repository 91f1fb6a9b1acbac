"""mandate: the steps of a plan, numbered, with what each argument may be in words."""

from collections.abc import Sequence
from typing import Any

from domain.plan import Bound, Plan, PlanStep
from ui.parts.component import component
from ui.parts.fields import is_whole, label_of, spelled
from ui.parts.words import money, tool_words, visible

_MANDATE = component("mandate", '<div class="facts"></div><ol></ol>')
ANYTHING = "anything"

Fact = tuple[str, str]


def mandate(
    key: str,
    plan: Plan,
    currency: str,
    facts: Sequence[Fact] = (),
    used: Sequence[int] = (),
    *,
    until: int = 0,
    now: int = 0,
) -> None:
    """The plan's steps below some facts; with `used`, how often each was carried out.

    `until` is a moment in milliseconds at which it ends, 0 where that is not known yet.
    """
    steps = [
        _step(step, currency, used[number] if used else None)
        for number, step in enumerate(plan.steps)
    ]
    shown = [[visible(name), visible(words)] for name, words in facts]
    data = {"facts": shown, "steps": steps, "until": until, "now": now}
    _MANDATE(key=key, data=data, height="content")


def bound_words(bound: Bound, name: str, currency: str) -> str:
    """What an argument may be, such as "at most €20.00"."""
    if bound.anything:
        return ANYTHING
    if not bound.is_range:
        return visible(" or ".join(_value(value, name, currency) for value in bound.values))
    least, most = (
        None if limit is None else _value(limit, name, currency)
        for limit in (bound.at_least, bound.at_most)
    )
    if least is not None and most is not None:
        return f"from {least} to {most}"
    return f"at most {most}" if least is None else f"at least {least}"


def times_words(times: int) -> str:
    """How often a step may be carried out."""
    return "once" if times == 1 else f"up to {times} times"


def label_in_plan(name: str) -> str:
    """An argument's name; one in minor units is shown as a sum."""
    return label_of(name, is_sum=name.endswith("_minor"))


def _step(step: PlanStep, currency: str, used: int | None) -> dict[str, Any]:
    return {
        "title": visible(tool_words(step.tool)),
        "times": times_words(step.times),
        "used": "" if used is None else f"{used} of {step.times} used",
        "over": used is not None and used >= step.times,
        "why": visible(step.why),
        "bounds": [
            {
                "name": label_in_plan(name),
                "words": bound_words(bound, name, currency),
                "loose": bound.anything,
            }
            for name, bound in step.arguments.items()
        ],
    }


def _value(value: Any, name: str, currency: str) -> str:
    if is_whole(value) and name.endswith("_minor"):
        return money(value, currency)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "“”" if value == "" else spelled(value)
