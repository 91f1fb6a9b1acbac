"""envelopes: whether an action lies within a plan that people approved. Pure, and narrow in doubt.

Values are compared as canonical JSON, so that `true` is not 1 and "7" is not 7.
"""

from collections.abc import Sequence
from typing import Any

from domain.action import Action
from domain.errors import Invalid
from domain.plan import Bound, Plan, PlanStep
from policy.digest import canonical_digest
from policy.measures import cost_minor


def step_covering(plan: Plan, used: Sequence[int], action: Action) -> int | None:
    """The number of the first step that allows `action` and has times left, else None.

    `used` says for each step how often it was carried out.
    """
    for number, step in enumerate(plan.steps):
        if used[number] < step.times and allows(step, action):
            return number
    return None


def allows(step: PlanStep, action: Action) -> bool:
    """Whether `action` is what a step speaks of: the tool as it was signed, within its bounds.

    An argument without a bound may not be given; one with a bound may be left out only where
    anything would do.
    """
    if (action.name, action.fingerprint) != (step.tool, step.fingerprint):
        return False
    if action.arguments.keys() - step.arguments.keys():
        return False
    return all(
        within(bound, action.arguments[name]) if name in action.arguments else bound.anything
        for name, bound in step.arguments.items()
    )


def within(bound: Bound, value: Any) -> bool:
    """Whether a value lies within one bound; what is no number lies in no range."""
    if bound.anything:
        return True
    if not bound.is_range:
        return any(_same(value, named) for named in bound.values)
    # NaN compares as false with everything, so it is in no range.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    above = bound.at_least is None or value >= bound.at_least
    return above and (bound.at_most is None or value <= bound.at_most)


def affordable(plan: Plan, currency: str, spent_minor: int, action: Action) -> bool:
    """Whether the plan's budget, which is in `currency`, still bears `action`.

    It bears no cost that cannot be read, and none in another currency.
    """
    if action.risk is None:
        return False
    cost = cost_minor(action.risk, action.arguments)
    if cost is None or (cost and action.risk.cost.currency != currency):
        return False
    return spent_minor + cost <= plan.budget_minor


def _same(one: Any, other: Any) -> bool:
    try:
        return canonical_digest(one) == canonical_digest(other)
    except Invalid:
        return False
