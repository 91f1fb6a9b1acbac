"""gate: judge one action. Pure and total; more risk or less confidence never asks for less.

Each rule may only raise the route. So the order in which they stand decides which reasons a
reviewer reads first, never the outcome.
"""

from domain.action import Action
from domain.risk import Reversibility
from domain.verdict import Mode, Reason, Route, Signers, Verdict
from policy.autonomy import autonomy, recheck
from policy.confidence import confidence, sureness
from policy.context import Context
from policy.duties import by_leads, signers_of
from policy.ground import Ground
from policy.guardrails import CHECKPOINT, guardrails
from policy.matrix import matrix
from policy.rules import Law

# Codes of the reasons for letting an action go alone; no ground for asking anybody.
NOTHING_AGAINST = ("read_only", "low_risk", "in_plan")


def judge(action: Action, context: Context, law: Law) -> Verdict:
    """The law's verdict on `action` (X1: guardrails, then the matrix, then confidence)."""
    outbox_seconds = _outbox_seconds(action, context, law)
    staged = outbox_seconds > 0
    grounds = [
        *guardrails(action, context, law, staged=staged),
        *matrix(action, context, law, staged=staged),
        *confidence(action, context, law),
        *autonomy(action, context, law),
        *recheck(action, context, law, staged=staged),
    ]
    route = max((ground.route for ground in grounds), key=_RANKS.__getitem__, default=Route.AUTO)
    asked = [ground for ground in grounds if ground.route is not Route.AUTO]
    shown = asked or [_nothing_against(action, context, staged=staged)]
    alone = route.acts_alone
    on_watch = staged or route is Route.RECHECK
    return Verdict(
        route=route,
        ask=route is not Route.REFUSE and any(ground.ask for ground in grounds),
        mode=_mode(alone, on_watch),
        reasons=tuple(Reason(code=ground.code, text=ground.text) for ground in shown),
        thresholds=_thresholds(action, context, law),
        policy_version=law.version,
        signers=_signers(action, route, grounds, law),
        outbox_seconds=outbox_seconds if alone else 0,
        recheck_within_seconds=(
            law.terms(action).recheck_within_seconds if route is Route.RECHECK else 0
        ),
    )


def _signers(action: Action, route: Route, grounds: list[Ground], law: Law) -> Signers | None:
    """Who must sign. Where the law asks for a lead or for more, a brief that wants two people wants
    two leads: whoever writes a brief does not choose whom they are asked of.
    """
    if route in (Route.AUTO, Route.REFUSE):
        return None
    signers = signers_of(action, route, law)
    if route is not Route.TWO:
        return signers
    by_brief = any(ground.code == CHECKPOINT and ground.route is Route.TWO for ground in grounds)
    lawful = max(
        (_RANKS[ground.route] for ground in grounds if ground.code != CHECKPOINT), default=0
    )
    return by_leads(signers) if by_brief and lawful >= _RANKS[Route.LEAD] else signers


def _outbox_seconds(action: Action, context: Context, law: Law) -> int:
    """How long it waits to be held, where it could not be taken back otherwise."""
    risk = action.risk
    if risk is None or risk.read_only or risk.grants or context.held_by:
        return 0
    irreversible = risk.reversibility is Reversibility.IRREVERSIBLE
    return law.terms(action).outbox_seconds if irreversible else 0


def _mode(alone: bool, on_watch: bool) -> Mode:
    if not alone:
        return Mode.IN_THE_LOOP
    return Mode.ON_THE_LOOP if on_watch else Mode.OUT_OF_THE_LOOP


def _nothing_against(action: Action, context: Context, *, staged: bool) -> Ground:
    if action.risk is not None and action.risk.read_only:
        return Ground(Route.AUTO, "read_only", "It only reads.")
    if context.covered_by:
        return Ground(Route.AUTO, "in_plan", "It lies within the plan that was approved.")
    if staged:
        return Ground(Route.AUTO, "low_risk", "It waits in the outbox, where it can be held.")
    how = _UNDONE[action.risk.reversibility] if action.risk is not None else ""
    return Ground(Route.AUTO, "low_risk", f"It is cheap{how}.")


def _thresholds(action: Action, context: Context, law: Law) -> dict[str, float | int | str]:
    """All that the action was measured against, and what it counted as."""
    rails, terms = law.guardrails, law.terms(action)
    reached = {f"limit_{use.scope}": use.limit_minor for use in context.uses}
    return {
        "review_above_minor": terms.review_above_minor,
        "lead_above_minor": terms.lead_above_minor,
        "two_above_minor": terms.two_above_minor,
        "review_above_blast_radius": rails.review_above_blast_radius,
        "lead_above_blast_radius": rails.lead_above_blast_radius,
        "red_from_minor": law.matrix.red_from_minor,
        "reds_for_review": law.matrix.reds_for_review,
        "act": terms.act,
        "floor": terms.floor,
        "below_floor": terms.below_floor,
        "field": terms.field,
        "sureness": sureness(action, context, law),
        **reached,
    }


_RANKS = {route: route.rank for route in Route}
_UNDONE = {
    Reversibility.ONE_CLICK: " and can be undone in one click",
    Reversibility.EFFORT: " and can be undone with some effort",
    Reversibility.IRREVERSIBLE: ", and stays in the house",
}
