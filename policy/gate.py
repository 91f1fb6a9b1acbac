"""gate: judge one action. Pure and total; more risk or less confidence never asks for less.

Each rule may only raise the route. So the order in which they stand decides which reasons a
reviewer reads first, never the outcome.
"""

from dataclasses import dataclass

from domain.action import Action
from domain.errors import Invalid
from domain.risk import Ambiguity, Regulation, Reversibility, Risk
from domain.verdict import Mode, Reason, Route, Verdict
from policy.hosts import host_of
from policy.measures import blast_radius, cost_minor
from policy.rules import Law

# Codes of the reasons for letting an action go alone; no ground for asking anybody.
NOTHING_AGAINST = ("read_only", "low_risk")


@dataclass(frozen=True)
class Context:
    """What the law may know beside the action itself.

    `clarified`: the requester has said that this is what they meant; it authorises nothing.
    """

    repeats_done: bool = False
    repeats_unknown: bool = False
    clarified: bool = False


@dataclass(frozen=True)
class Ground:
    """One rule's finding: at least this route, for this reason, perhaps after a question."""

    route: Route
    code: str
    text: str
    ask: bool = False


def judge(action: Action, context: Context, law: Law) -> Verdict:
    """The law's verdict on `action` (X1: guardrails, then the matrix, then confidence)."""
    grounds = [
        *_guardrails(action, context, law),
        *_matrix(action, law),
        *_confidence(action, context, law),
    ]
    asked = [ground for ground in grounds if ground.route is not Route.AUTO]
    route = max((ground.route for ground in grounds), key=lambda r: r.rank, default=Route.AUTO)
    shown = asked or grounds or [_nothing_against(action)]
    return Verdict(
        route=route,
        ask=route is not Route.REFUSE and any(ground.ask for ground in grounds),
        mode=Mode.OUT_OF_THE_LOOP if route is Route.AUTO else Mode.IN_THE_LOOP,
        reasons=tuple(Reason(code=ground.code, text=ground.text) for ground in shown),
        thresholds=_thresholds(law),
        policy_version=law.version,
    )


def _guardrails(action: Action, context: Context, law: Law) -> list[Ground]:
    rails, risk = law.guardrails, action.risk
    grounds = _address(action, risk, law) if risk is not None else []
    if risk is not None and risk.read_only:
        return grounds
    if context.repeats_unknown:
        grounds.append(
            Ground(rails.repeat, "repeat_unknown", "The same action is in doubt: it may be done.")
        )
    if context.repeats_done:
        grounds.append(
            Ground(rails.repeat, "repeat", "The same action was already done in this conversation.")
        )
    if risk is None:
        text = f"{action.name} has no risk profile, so it counts as dangerous."
        return [*grounds, Ground(rails.unknown_tool, "unknown_tool", text)]
    grounds += [*_money(action, risk, law), *_blast_radius(action, risk, law)]
    if risk.reversibility is Reversibility.IRREVERSIBLE and risk.external:
        grounds.append(
            Ground(rails.irreversible_external, "irreversible", "It cannot be taken back.")
        )
    if risk.regulation is Regulation.HIGH_RISK:
        grounds.append(Ground(rails.regulated, "regulated", "The law asks for a person here."))
    if risk.physical:
        grounds.append(Ground(rails.physical, "physical", "It needs somebody on the spot."))
    return grounds


def _address(action: Action, risk: Risk, law: Law) -> list[Ground]:
    if risk.address is None:
        return []
    try:
        host = host_of(str(action.arguments.get(risk.address, "")))
    except Invalid:
        return [Ground(Route.REVIEW, "host_unreadable", "Where it would call cannot be read.")]
    listed = law.web.allow_hosts
    if any(host == each or (each.startswith(".") and host.endswith(each)) for each in listed):
        return []
    text = f"{host} is not among the hosts that may be called without asking."
    return [Ground(Route.REVIEW, "host_not_listed", text)]


def _money(action: Action, risk: Risk, law: Law) -> list[Ground]:
    rails = law.guardrails
    cost = cost_minor(risk, action.arguments)
    if cost is None:
        return [Ground(Route.TWO, "cost_unreadable", "What it costs cannot be read.")]
    for limit, route in (
        (rails.two_above_minor, Route.TWO),
        (rails.lead_above_minor, Route.LEAD),
        (rails.review_above_minor, Route.REVIEW),
    ):
        if cost > limit:
            text = f"{_money_text(cost, risk)} is above {_money_text(limit, risk)}."
            return [Ground(route, "over_limit", text)]
    return []


def _blast_radius(action: Action, risk: Risk, law: Law) -> list[Ground]:
    rails, touched = law.guardrails, blast_radius(risk, action.arguments)
    if touched is None:
        text = "How many people or records it touches cannot be read."
        return [Ground(Route.TWO, "blast_radius_unreadable", text)]
    for limit, route in (
        (rails.lead_above_blast_radius, Route.LEAD),
        (rails.review_above_blast_radius, Route.REVIEW),
    ):
        if touched > limit:
            text = f"It can touch {touched:,} people or records at once, more than {limit:,}."
            return [Ground(route, "blast_radius", text)]
    return []


def _matrix(action: Action, law: Law) -> list[Ground]:
    risk = action.risk
    if risk is None or risk.read_only:
        return []
    cost = cost_minor(risk, action.arguments)
    reds = [
        name
        for name, red in (
            ("cost", risk.external and (cost is None or cost >= law.matrix.red_from_minor)),
            ("reversibility", risk.reversibility is Reversibility.IRREVERSIBLE),
            ("regulation", risk.regulation is Regulation.HIGH_RISK),
            ("ambiguity", risk.ambiguity is Ambiguity.FREE_FORM),
        )
        if red
    ]
    if len(reds) < law.matrix.reds_for_review:
        return []
    return [Ground(Route.REVIEW, "matrix", f"Red on {' and '.join(reds)}.")]


def _confidence(action: Action, context: Context, law: Law) -> list[Ground]:
    bands, confidence = law.confidence, action.confidence
    if confidence is None or (action.risk is not None and action.risk.read_only):
        return []
    if confidence >= bands.act:
        return []
    if confidence >= bands.floor:
        text = f"The agent is {confidence:.2f} sure; {bands.act:.2f} is asked to go alone."
        return [Ground(Route.REVIEW, "confidence", text)]
    text = f"The agent is only {confidence:.2f} sure; the floor is {bands.floor:.2f}."
    if bands.below_floor == "refuse":
        return [Ground(Route.REFUSE, "below_floor", text)]
    ask = bands.below_floor == "ask" and not context.clarified
    return [Ground(Route.REVIEW, "below_floor", text, ask)]


def _nothing_against(action: Action) -> Ground:
    if action.risk is not None and action.risk.read_only:
        return Ground(Route.AUTO, "read_only", "It only reads.")
    how = _UNDONE[action.risk.reversibility] if action.risk is not None else ""
    return Ground(Route.AUTO, "low_risk", f"It is cheap{how}.")


def _thresholds(law: Law) -> dict[str, float | int | str]:
    rails, matrix, bands = law.guardrails, law.matrix, law.confidence
    return {
        "review_above_minor": rails.review_above_minor,
        "lead_above_minor": rails.lead_above_minor,
        "two_above_minor": rails.two_above_minor,
        "review_above_blast_radius": rails.review_above_blast_radius,
        "lead_above_blast_radius": rails.lead_above_blast_radius,
        "red_from_minor": matrix.red_from_minor,
        "reds_for_review": matrix.reds_for_review,
        "act": bands.act,
        "floor": bands.floor,
        "below_floor": bands.below_floor,
    }


def _money_text(minor: int, risk: Risk) -> str:
    return f"{minor // 100:,}.{minor % 100:02d} {risk.cost.currency}"


_UNDONE = {
    Reversibility.ONE_CLICK: " and can be undone in one click",
    Reversibility.EFFORT: " and can be undone with some effort",
    Reversibility.IRREVERSIBLE: ", and stays in the house",
}
