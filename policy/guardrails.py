"""guardrails: what asks a person before anything else is weighed (X1). Nothing lifts them."""

from domain.action import Action
from domain.errors import Invalid
from domain.origin import Source
from domain.risk import Regulation, Reversibility, Risk
from domain.verdict import Route
from policy.context import Context, Use
from policy.ground import Ground, money_text
from policy.hosts import host_of
from policy.measures import blast_radius, cost_minor
from policy.rules import Law

CHECKPOINT = "checkpoint"


def guardrails(action: Action, context: Context, law: Law, *, staged: bool) -> list[Ground]:
    """Every guardrail that an action runs into; a read only meets those about where it calls."""
    risk = action.risk
    grounds = [*_brief(action, context), *(_address(action, risk, law) if risk is not None else [])]
    if risk is not None and risk.read_only and not risk.grants:
        return [*grounds, *(_origins(action, context, law) if risk.address else [])]
    if context.held_by:
        text = f"{context.held_by} took it out of the outbox."
        grounds.append(Ground(Route.REVIEW, "held", text))
    grounds += [*_repeats(context, law), *_origins(action, context, law), *_led(context, law)]
    grounds += _mood(context, law)
    if risk is None:
        text = f"{action.name} has no risk profile, so it counts as dangerous."
        grounds.append(Ground(law.guardrails.unknown_tool, "unknown_tool", text))
    # A tool that says nothing of its risk is at least what its words and arguments tell.
    known = risk or context.taken_for
    if known is None or (risk is None and known.read_only):
        return grounds
    return [
        *grounds,
        *_money(action, known, law),
        *_limits(action, known, context, law),
        *_blast_radius(action, known, law),
        *_nature(known, law, staged),
    ]


def _brief(action: Action, context: Context) -> list[Ground]:
    brief = context.brief
    if brief is None:
        return []
    if brief.tools is not None and action.name not in brief.tools:
        text = f"The brief of this conversation leaves {action.name} out."
        return [Ground(Route.REFUSE, "not_in_brief", text)]
    least = brief.checkpoints.get(action.name, Route.AUTO)
    if least is Route.AUTO:
        return []
    return [Ground(least, CHECKPOINT, "The brief of this conversation sets a checkpoint here.")]


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


def _repeats(context: Context, law: Law) -> list[Ground]:
    grounds, route = [], law.guardrails.repeat
    if context.repeats_unknown:
        text = "The same action is in doubt: it may be done."
        grounds.append(Ground(route, "repeat_unknown", text))
    if context.repeats_done:
        text = "The same action was already done in this conversation."
        grounds.append(Ground(route, "repeat", text))
    return grounds


def _origins(action: Action, context: Context, law: Law) -> list[Ground]:
    """Values from outside, and invented ones, each named by its argument."""
    risk = action.risk
    named = risk.consequential if risk is not None else None
    weighed = [each for each in context.origins if named is None or each.argument in named]
    strange = [each for each in weighed if each.source is Source.UNTRUSTED]
    outside = {each.argument for each in strange}
    made_up = {
        each.argument
        for each in weighed
        if each.source is Source.MODEL and _names_effect(risk, each.argument)
    }
    grounds = []
    if outside:
        spans = (span for each in strange for span in each.spans)
        by = {span.by for span in spans if span.by and span.source is Source.UNTRUSTED}
        brought = f" ({_listed(by)})" if by else ""
        text = f"{_quoted(outside)} came from outside{brought}, not from anybody in the house."
        least: list[Route] = [law.provenance.untrusted]
        # What nobody said is no better for a stranger's having said it.
        least += [law.provenance.invented for each in outside if _names_effect(risk, each)]
        route = max(least, key=lambda each: each.rank)
        grounds.append(Ground(route, "untrusted_origin", text))
    if made_up and law.provenance.invented is not Route.AUTO:
        stands = "stands" if len(made_up) == 1 else "stand"
        text = f"{_quoted(made_up)} {stands} nowhere in the conversation: the agent made it up."
        grounds.append(Ground(law.provenance.invented, "invented", text))
    return grounds


def _led(context: Context, law: Law) -> list[Ground]:
    """Words from outside can choose the action, even where every value of it is the requester's."""
    route = law.provenance.after_outside
    if not context.outside or route is Route.AUTO:
        return []
    brought = ", ".join(context.outside)
    text = f"The agent had read words from outside ({brought}); they may have led to it."
    return [Ground(route, "after_outside", text)]


def _names_effect(risk: Risk | None, argument: str) -> bool:
    """Whether the effect hangs on an argument: its tool says so, or it is how much, whom, where."""
    if risk is None or (risk.consequential is not None and argument in risk.consequential):
        return True
    return argument in (
        risk.cost.argument,
        risk.recipient,
        risk.address,
        risk.blast_radius.argument,
    )


def _mood(context: Context, law: Law) -> list[Ground]:
    mood, rule = context.sentiment, law.sentiment
    if mood is None or rule.hostile is Route.AUTO or mood >= rule.hostile_below:
        return []
    text = f"The requester sounds upset ({mood:+.2f}); a person should look first."
    return [Ground(rule.hostile, "hostile", text)]


def _money(action: Action, risk: Risk, law: Law) -> list[Ground]:
    terms, cost = law.terms(action), cost_minor(risk, action.arguments)
    if cost is None:
        return [Ground(Route.TWO, "cost_unreadable", "What it costs cannot be read.")]
    for limit, route in (
        (terms.two_above_minor, Route.TWO),
        (terms.lead_above_minor, Route.LEAD),
        (terms.review_above_minor, Route.REVIEW),
    ):
        if cost > limit:
            text = f"{money_text(cost, risk)} is above {money_text(limit, risk)}."
            return [Ground(route, "over_limit", text)]
    return []


def _limits(action: Action, risk: Risk, context: Context, law: Law) -> list[Ground]:
    """Sums that add up: many small amounts count like one great one."""
    limits, cost = law.limits, cost_minor(risk, action.arguments)
    grounds = [
        Ground(limits.over, f"limit_{use.scope}", _used(use, cost, risk))
        for use in context.uses
        if cost is None or (cost and use.used_minor + cost > use.limit_minor)
    ]
    great = cost is None or cost > limits.new_recipient_above_minor
    if context.new_recipient and great and limits.new_recipient is not Route.AUTO:
        ever = money_text(limits.new_recipient_above_minor, risk)
        text = f"This recipient never got more than {ever} from here in all."
        grounds.append(Ground(limits.new_recipient, "new_recipient", text))
    return grounds


def _used(use: Use, cost: int | None, risk: Risk) -> str:
    limit = f"{money_text(use.limit_minor, risk)} {_SCOPES[use.scope]}"
    if cost is None:
        return f"Nobody can tell whether it stays within {limit}."
    return f"With this, {money_text(use.used_minor + cost, risk)} of {limit}."


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


def _nature(risk: Risk, law: Law, staged: bool) -> list[Ground]:
    rails, grounds = law.guardrails, []
    if risk.grants:
        text = "It lets the agent do what it names without asking again."
        grounds.append(Ground(Route.REVIEW, "grants", text))
    if risk.reversibility is Reversibility.IRREVERSIBLE and risk.external and not staged:
        text = "It cannot be taken back."
        grounds.append(Ground(rails.irreversible_external, "irreversible", text))
    if risk.regulation is Regulation.HIGH_RISK:
        grounds.append(Ground(rails.regulated, "regulated", "The law asks for a person here."))
    if risk.physical:
        grounds.append(Ground(rails.physical, "physical", "It needs somebody on the spot."))
    return grounds


def _quoted(arguments: set[str]) -> str:
    """Arguments as people read their names."""
    names = (name.removesuffix("_minor").replace("_", " ") for name in arguments)
    return _listed({f"“{name}”" for name in names})


def _listed(names: set[str]) -> str:
    return " and ".join(sorted(names))


_SCOPES = {
    "thread": "in this conversation",
    "requester": "for this requester today",
    "recipient": "to this recipient today",
    "house": "in the house today",
    "brief": "of the brief's budget",
    "envelope": "of the approved plan's budget",
}
