"""autonomy: how much may go alone at all, by kind of work and by what has been proven (C8, B32)."""

from domain.action import Action
from domain.risk import Reversibility
from domain.verdict import Route
from policy.context import Context
from policy.ground import Ground
from policy.rules import Law


def autonomy(action: Action, context: Context, law: Law) -> list[Ground]:
    """What is asked though the action itself is harmless: it is new, drawn, or not planned."""
    if action.risk is not None and action.risk.read_only:
        return []
    terms = law.terms(action)
    share = min(terms.autonomy, context.brief.autonomy if context.brief is not None else 1.0)
    grounds = []
    if context.is_new:
        text = f"{action.name} is new here; people look at it until it has proven itself."
        grounds.append(Ground(Route.REVIEW, "supervised", text))
    if share < 1.0 and context.lot >= share:
        text = f"{share:.0%} of such actions may go alone, and this one was not drawn."
        grounds.append(Ground(Route.REVIEW, "autonomy", text))
    if terms.plan_first and not context.covered_by:
        text = "The law wants the plan first: propose it with propose_plan, and wait for its end."
        grounds.append(Ground(Route.REFUSE, "plan_first", text))
    return grounds


def recheck(action: Action, context: Context, law: Law, *, staged: bool) -> list[Ground]:
    """A look afterwards for the share that the law draws (E5); a look before, where afterwards
    nothing could be undone and nobody could hold it, either.
    """
    risk, terms = action.risk, law.terms(action)
    if risk is None or risk.read_only or context.lot >= terms.recheck:
        return []
    if risk.reversibility is Reversibility.IRREVERSIBLE and not staged:
        text = "It would be looked at afterwards, when it could not be taken back; so it is before."
        return [Ground(Route.REVIEW, "recheck", text)]
    text = f"{terms.recheck:.0%} of such actions are looked at afterwards; this one was drawn."
    if terms.recheck >= 1.0:
        text = "Each action of this kind is looked at afterwards."
    return [Ground(Route.RECHECK, "recheck", text)]
