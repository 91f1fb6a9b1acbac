"""matrix: the four properties of an action in green, yellow and red (B2); two reds ask (B3)."""

from enum import StrEnum

from domain.action import Action
from domain.risk import Ambiguity, Regulation, Reversibility, Risk
from domain.verdict import Route
from policy.context import Context
from policy.ground import Ground
from policy.measures import cost_minor
from policy.rules import Law


class Colour(StrEnum):
    """How grave one property is."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


def colours(action: Action, risk: Risk, law: Law, *, staged: bool = False) -> dict[str, Colour]:
    """Each property's colour. What waits in the outbox can be held, so it is no longer red."""
    reversibility = _REVERSIBILITY[risk.reversibility]
    if staged and reversibility is Colour.RED:
        reversibility = Colour.YELLOW
    return {
        "cost": _cost(cost_minor(risk, action.arguments), risk, law),
        "reversibility": reversibility,
        "regulation": _REGULATION[risk.regulation],
        "ambiguity": _AMBIGUITY[risk.ambiguity],
    }


def matrix(action: Action, context: Context, law: Law, *, staged: bool = False) -> list[Ground]:
    """A review where enough properties are red, unless an approved plan covers the action."""
    risk = action.risk
    if risk is None or risk.read_only or context.covered_by:
        return []
    seen = colours(action, risk, law, staged=staged)
    reds = [name for name, colour in seen.items() if colour is Colour.RED]
    if len(reds) < law.matrix.reds_for_review:
        return []
    return [Ground(Route.REVIEW, "matrix", f"Red on {' and '.join(reds)}.")]


def _cost(cost: int | None, risk: Risk, law: Law) -> Colour:
    if not risk.external:
        return Colour.GREEN
    if cost is None or cost >= law.matrix.red_from_minor:
        return Colour.RED
    return Colour.GREEN if cost < law.matrix.green_below_minor else Colour.YELLOW


_REVERSIBILITY = {
    Reversibility.ONE_CLICK: Colour.GREEN,
    Reversibility.EFFORT: Colour.YELLOW,
    Reversibility.IRREVERSIBLE: Colour.RED,
}
_REGULATION = {
    Regulation.NONE: Colour.GREEN,
    Regulation.GUIDANCE: Colour.YELLOW,
    Regulation.HIGH_RISK: Colour.RED,
}
_AMBIGUITY = {
    Ambiguity.STRUCTURED: Colour.GREEN,
    Ambiguity.SEMI_STRUCTURED: Colour.YELLOW,
    Ambiguity.FREE_FORM: Colour.RED,
}
