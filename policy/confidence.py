"""confidence: how sure the agent is, and what that may not change: it can only add demands."""

from typing import Any

from domain.action import Action
from domain.verdict import Route
from policy.context import Context
from policy.ground import Ground
from policy.rules import Law


def confidence(action: Action, context: Context, law: Law) -> list[Ground]:
    """What too little confidence asks for, of the whole and of single arguments (B14, B20).

    Inside an approved plan it asks for nothing.
    """
    if context.covered_by or (action.risk is not None and action.risk.read_only):
        return []
    return [
        *_whole(action, context, law),
        *_fields(action, context, law),
        *_unchecked(context, law),
    ]


def sureness(action: Action, context: Context, law: Law) -> float:
    """How sure the agent counts as: what its word has meant so far, else the word itself.

    Silence is no certainty, except where there is nobody to say anything.
    """
    if action.confidence is None:
        return law.confidence.unstated if context.guessed else 1.0
    return action.confidence if context.calibrated is None else context.calibrated


def stated(given: Any) -> float | None:
    """A number in [0, 1]; anything else that was given counts as no confidence at all."""
    if given is None:
        return None
    sure = isinstance(given, int | float) and not isinstance(given, bool) and 0 <= given <= 1
    return float(given) if sure else 0.0


def stated_of_fields(given: Any, arguments: dict[str, Any]) -> dict[str, float]:
    """Confidences of single arguments; of a path such as `items.0.sku` the argument has it.

    What names no argument says nothing. What cannot be read is no confidence in any of them.
    """
    if given is None:
        return {}
    if not isinstance(given, dict):
        return dict.fromkeys(arguments, 0.0)
    least: dict[str, float] = {}
    for path, number in given.items():
        name = path if path in arguments else str(path).split(".", 1)[0]
        sure = stated(number)
        if name in arguments and sure is not None:
            least[name] = min(sure, least.get(name, 1.0))
    return least


def _whole(action: Action, context: Context, law: Law) -> list[Ground]:
    terms, sure = law.terms(action), sureness(action, context, law)
    if sure >= terms.act:
        return []
    said = "The agent is" if action.confidence is not None else "The agent does not say; it counts"
    if sure >= terms.floor:
        text = f"{said} {sure:.2f} sure; {terms.act:.2f} is asked to go alone."
        return [Ground(Route.REVIEW, "confidence", text)]
    text = f"{said} only {sure:.2f} sure; the floor is {terms.floor:.2f}."
    if terms.below_floor == "refuse":
        return [Ground(Route.REFUSE, "below_floor", text)]
    ask = terms.below_floor == "ask" and not context.clarified
    return [Ground(Route.REVIEW, "below_floor", text, ask)]


def _fields(action: Action, context: Context, law: Law) -> list[Ground]:
    least = law.terms(action).field
    unsure = sorted(name for name, sure in context.fields.items() if sure < least)
    if not unsure:
        return []
    told = " and ".join(f"{name} ({context.fields[name]:.2f})" for name in unsure)
    return [Ground(Route.REVIEW, "field_confidence", f"Below {least:.2f} sure of {told}.")]


def _unchecked(context: Context, law: Law) -> list[Ground]:
    """A fixed share of what nobody has calibrated (B29), unless the law exempts its source."""
    sample = law.calibration.uncalibrated_sample
    if not context.guessed or context.calibrated is not None or context.lot >= sample:
        return []
    if context.source in law.calibration.exempt:
        return []
    text = f"Nobody has checked this agent's confidence; {sample:.0%} of its actions are reviewed."
    return [Ground(Route.REVIEW, "uncalibrated", text)]
