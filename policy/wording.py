"""wording: the law as people read it: each key with what it is about, and its value in words."""

from typing import Any

from domain.law import Row, Section
from domain.verdict import Route
from policy.calibration import Curve
from policy.rules import Law
from policy.tables import Special, Tables

_NAMED = ("domains", "tools", "profiles", "servers")


def in_words(law: Law) -> tuple[Section, ...]:
    """The whole law, table by table, then what single domains and tools have instead."""
    general = [
        Section(
            title=TITLES.get(table, table),
            rows=tuple(
                Row(
                    key=f"{table}.{field}",
                    about=ABOUT.get(f"{table}.{field}", field.replace("_", " ")),
                    value=_value(field, getattr(getattr(law, table), field)),
                )
                for field in type(getattr(law, table)).model_fields
            ),
        )
        for table in Tables.model_fields
        if table not in _NAMED
    ]
    return (*general, *_specials(law))


def worth_of(law: Law, source: str, curve: Curve | None) -> str:
    """What the confidence of `source` is worth here, as a clause; `curve` is what was learnt."""
    if curve is not None:
        return f"checked on {curve.labels:,} decisions, and {curve.after.ece:.0%} off on average"
    if source in law.calibration.exempt:
        return "nobody has checked it, and the law draws none of its actions for that"
    share = law.calibration.uncalibrated_sample
    return f"nobody has checked it, so {share:.0%} of its actions are reviewed whatever it says"


def _specials(law: Law) -> list[Section]:
    sections = []
    for title, group, named in (
        ("Terms of single fields of work", "domains", law.domains),
        ("Terms of single tools", "tools", law.tools),
    ):
        rows = [
            Row(key=f"{group}.{name}", about=name, value=_terms(special))
            for name, special in sorted(named.items())
        ]
        if rows:
            sections.append(Section(title=title, rows=tuple(rows)))
    profiles = [
        Row(
            key=f"profiles.{name}",
            about=name,
            value="only reads" if risk.read_only else risk.reversibility.replace("_", " "),
        )
        for name, risk in sorted(law.profiles.items())
    ]
    if profiles:
        sections.append(Section(title="Risk profiles that the owner states", rows=tuple(profiles)))
    servers = [
        Row(key=f"servers.{name}", about=name, value="trusted" if server.trusted else "not trusted")
        for name, server in sorted(law.servers.items())
    ]
    if servers:
        sections.append(Section(title="Servers of tools", rows=tuple(servers)))
    return sections


def _terms(special: Special) -> str:
    stated = special.model_dump(exclude_none=True)
    told = [
        f"{SPECIAL.get(field, field)} {_value(field, value)}" for field, value in stated.items()
    ]
    return "; ".join(told) or "nothing of its own"


def _value(field: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Route):
        return _ROUTES[value]
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    if field in _OPTIONAL and value == 0:
        return "no limit"
    if field.endswith("_minor"):
        return f"{value // 100:,}.{value % 100:02d}"
    if field.endswith("_seconds"):
        return _duration(value)
    if field in _PERCENT:
        return f"{value:.0%}"
    return f"{value:,}" if isinstance(value, int) else _BELOW.get(str(value), str(value))


def _duration(seconds: int) -> str:
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds and seconds % size == 0:
            return f"{seconds // size} {word}{'' if seconds == size else 's'}"
    return f"{seconds} seconds"


_ROUTES = {
    Route.AUTO: "nobody",
    Route.REVIEW: "a reviewer",
    Route.LEAD: "a lead",
    Route.TWO: "two people",
    Route.REFUSE: "refused",
}
_BELOW = {
    "ask": "the requester is asked, then a reviewer",
    "review": "a reviewer",
    "refuse": "refused",
}
_OPTIONAL = {
    "thread_minor",
    "requester_day_minor",
    "recipient_day_minor",
    "house_day_minor",
    "tokens_per_thread",
    "tokens_per_day",
    "spend_per_thread_minor",
    "spend_per_day_minor",
}
_PERCENT = {"agreement", "uncalibrated_sample", "batch_sample", "autonomy", "recheck"}

TITLES = {
    "guardrails": "Who must sign, whatever else holds",
    "matrix": "Red properties",
    "confidence": "How sure the agent must be",
    "limits": "Sums that add up",
    "provenance": "Where values come from",
    "sentiment": "How requesters sound",
    "supervision": "New tools",
    "calibration": "Confidence that nobody has checked",
    "score": "Scores",
    "breaker": "Failures in a row",
    "budget": "What the model may use",
    "web": "Hosts",
    "request": "How long a request has",
    "task": "How long work in the field has",
    "plan": "Approved plans",
}
ABOUT = {
    "guardrails.review_above_minor": "A reviewer signs above",
    "guardrails.lead_above_minor": "A lead signs above",
    "guardrails.two_above_minor": "Two people sign above",
    "guardrails.review_above_blast_radius": "A reviewer signs for more people or records than",
    "guardrails.lead_above_blast_radius": "A lead signs for more people or records than",
    "guardrails.irreversible_external": "What cannot be taken back outside the house",
    "guardrails.regulated": "What a law regulates",
    "guardrails.physical": "What needs somebody on the spot",
    "guardrails.unknown_tool": "A tool without a risk profile",
    "guardrails.repeat": "The same action again",
    "matrix.green_below_minor": "Cost is green below",
    "matrix.red_from_minor": "Cost is red from",
    "matrix.reds_for_review": "Reds that ask a reviewer",
    "confidence.act": "Goes alone from",
    "confidence.floor": "Is reviewed from",
    "confidence.below_floor": "Below that",
    "confidence.field": "Each value that has its own goes alone from",
    "confidence.unstated": "An agent that does not say counts as",
    "limits.thread_minor": "In one conversation",
    "limits.requester_day_minor": "For one requester a day",
    "limits.recipient_day_minor": "To one recipient a day",
    "limits.house_day_minor": "In the whole house a day",
    "limits.over": "Beyond a limit signs",
    "limits.new_recipient": "For somebody who never got anything signs",
    "limits.new_recipient_above_minor": "Above",
    "provenance.untrusted": "A value from outside",
    "provenance.invented": "A value that the agent made up",
    "provenance.after_outside": "An action that words from outside may have led to",
    "provenance.trusted_tools": "Tools that count as the house's own records",
    "sentiment.hostile_below": "Upset means below (-1 to 1)",
    "sentiment.hostile": "For an upset requester signs",
    "supervision.decisions": "Decisions until a new tool may go alone",
    "supervision.agreement": "Of which approved unchanged",
    "supervision.proven": "Tools that need none",
    "calibration.uncalibrated_sample": "Share that is reviewed",
    "calibration.exempt": "Agents of which none is",
    "calibration.batch_sample": "The same for batches",
    "score.shortlist_from": "Shortlisted from",
    "score.queue_from": "Queued from",
    "score.below": "Below that",
    "breaker.same_action": "Of the same action, until a lead has it",
    "breaker.same_error": "Of the same error, until a lead has it",
    "budget.tokens_per_thread": "Tokens in one conversation",
    "budget.tokens_per_day": "Tokens a day",
    "budget.spend_per_thread_minor": "Money in one conversation",
    "budget.spend_per_day_minor": "Money a day",
    "budget.input_price_minor": "Price of a million tokens in",
    "budget.output_price_minor": "Price of a million tokens out",
    "web.allow_hosts": "May be called without asking",
    "request.decide_within_seconds": "Lapses after",
    "request.valid_for_seconds": "A decision starts its effect within",
    "request.sla_seconds": "Is late after",
    "task.photo_within_seconds": "Photos and checks",
    "task.delivery_within_seconds": "Deliveries",
    "task.travel_seconds": "No deadline is nearer than",
    "task.again_within_seconds": "After a rejected proof, at least",
    "plan.valid_for_seconds": "Stay open for",
    "plan.most_steps": "Steps at most",
}
SPECIAL = {
    "act": "alone from",
    "floor": "reviewed from",
    "below_floor": "below that",
    "field": "each value alone from",
    "review_above_minor": "a reviewer above",
    "lead_above_minor": "a lead above",
    "two_above_minor": "two people above",
    "autonomy": "may go alone:",
    "recheck": "looked at afterwards:",
    "recheck_within_seconds": "within",
    "outbox_seconds": "waits in the outbox for",
    "plan_first": "plan first:",
    "role": "signed by a",
    "skills": "signed by a",
    "sla_seconds": "late after",
    "decide_within_seconds": "lapses after",
    "checklist": "checklist:",
    "domain": "counts as",
}
