"""loosening: what one law asks less of than another, field by field and tool by tool (B22).

A field whose direction is not stated here counts as loosened by every change of it.
"""

from collections.abc import Callable, Iterator
from typing import Any

from domain.risk import Risk
from policy.rules import Law
from policy.tables import Tables, ToolTerms
from policy.terms import Terms, terms_of

Weaker = Callable[[Any, Any], bool]


def loosened(old: Law, new: Law) -> tuple[str, ...]:
    """In words, all that `new` asks less of; a law that lets any action by with less is never
    without words here.
    """
    general = {
        (field, before, after): f"{table}.{field}: {_told(before)} to {_told(after)}"
        for table, field, before, after in _weaker_fields(old, new)
    }
    said = dict.fromkeys(general.values())
    for place, field, before, after in _weaker_terms(old, new):
        if (field, before, after) not in general:
            said[f"{place}.{field}: {_told(before)} to {_told(after)}"] = None
    for name in sorted(old.profiles.keys() | new.profiles.keys()):
        if old.profiles.get(name) != new.profiles.get(name):
            said[f"profiles.{name}: another risk profile, or none"] = None
    for name, server in sorted(new.servers.items()):
        if server.trusted and not (name in old.servers and old.servers[name].trusted):
            said[f"servers.{name}.trusted: no to yes"] = None
    return tuple(said)


def _weaker_fields(old: Law, new: Law) -> Iterator[tuple[str, str, Any, Any]]:
    for table in Tables.model_fields:
        if table in _NAMED:
            continue
        before, after = getattr(old, table), getattr(new, table)
        for field in type(before).model_fields:
            was, is_now = getattr(before, field), getattr(after, field)
            weaker = FIELDS.get(f"{table}.{field}", _changed)
            if was != is_now and weaker(was, is_now):
                yield table, field, was, is_now


def _weaker_terms(old: Law, new: Law) -> Iterator[tuple[str, str, Any, Any]]:
    """For tools that neither law names in each domain, and for each tool that they treat otherwise
    in each domain that its profile may name.
    """
    domains = ["", *sorted(old.domains.keys() | new.domains.keys())]
    for domain in domains:
        place = f"domains.{domain}" if domain else "any tool"
        for field, was, is_now in _weaker_of(old, new, "", domain):
            yield place, field, was, is_now
    nothing = ToolTerms()
    for name in sorted(old.tools.keys() | new.tools.keys()):
        if old.tools.get(name, nothing) == new.tools.get(name, nothing):
            continue
        for domain in domains:
            for field, was, is_now in _weaker_of(old, new, name, domain):
                yield f"tools.{name}", field, was, is_now


def _weaker_of(old: Law, new: Law, name: str, domain: str) -> Iterator[tuple[str, Any, Any]]:
    risk = Risk(domain=domain)
    before, after = terms_of(old, name, risk), terms_of(new, name, risk)
    for field in Terms.model_fields:
        was, is_now = getattr(before, field), getattr(after, field)
        if was != is_now and TERMS.get(field, _changed)(was, is_now):
            yield field, was, is_now


def _told(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _changed(old: Any, new: Any) -> bool:
    return bool(old != new)


def _never(old: Any, new: Any) -> bool:
    return False


def _greater(old: Any, new: Any) -> bool:
    return bool(new > old)


def _smaller(old: Any, new: Any) -> bool:
    return bool(new < old)


def _limit_lifted(old: int, new: int) -> bool:
    """0 is no limit at all."""
    return old != 0 and (new == 0 or new > old)


def _lower_route(old: Any, new: Any) -> bool:
    return bool(new.rank < old.rank)


def _added(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    return bool(set(new) - set(old))


def _dropped(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    return bool(set(old) - set(new))


def _sooner_out(old: int, new: int) -> bool:
    """What waits in the outbox needs no signature for being irreversible; longer is safer."""
    return new > 0 and (old == 0 or new < old)


def _less_below(old: str, new: str) -> bool:
    return _BELOW.index(new) < _BELOW.index(old)


def _lower_role(old: Any, new: Any) -> bool:
    return bool(old == "lead" and new != "lead")


_BELOW = ("review", "ask", "refuse")
_NAMED = ("domains", "tools", "profiles", "servers")

FIELDS: dict[str, Weaker] = {
    **{f"guardrails.{level}_above_minor": _greater for level in ("review", "lead", "two")},
    **{f"guardrails.{level}_above_blast_radius": _greater for level in ("review", "lead")},
    **{
        f"guardrails.{name}": _lower_route
        for name in ("irreversible_external", "regulated", "physical", "unknown_tool", "repeat")
    },
    "matrix.green_below_minor": _greater,
    "matrix.red_from_minor": _greater,
    "matrix.reds_for_review": _greater,
    "confidence.act": _smaller,
    "confidence.floor": _smaller,
    "confidence.below_floor": _less_below,
    "confidence.field": _smaller,
    "confidence.unstated": _greater,
    **{
        f"limits.{name}_minor": _limit_lifted
        for name in ("thread", "requester_day", "recipient_day", "house_day")
    },
    "limits.over": _lower_route,
    "limits.new_recipient": _lower_route,
    "limits.new_recipient_above_minor": _greater,
    "provenance.untrusted": _lower_route,
    "provenance.invented": _lower_route,
    "provenance.after_outside": _lower_route,
    "provenance.trusted_tools": _added,
    "sentiment.hostile_below": _smaller,
    "sentiment.hostile": _lower_route,
    "supervision.decisions": _smaller,
    "supervision.agreement": _smaller,
    "supervision.proven": _added,
    "calibration.uncalibrated_sample": _smaller,
    "calibration.exempt": _added,
    "calibration.batch_sample": _smaller,
    "score.shortlist_from": _smaller,
    "score.queue_from": _greater,
    "score.below": lambda old, new: new == "reject",
    "breaker.same_action": _greater,
    "breaker.same_error": _greater,
    **{
        f"budget.{name}": _limit_lifted
        for name in (
            "tokens_per_thread",
            "tokens_per_day",
            "spend_per_thread_minor",
            "spend_per_day_minor",
        )
    },
    "budget.input_price_minor": _smaller,
    "budget.output_price_minor": _smaller,
    "web.allow_hosts": _added,
    # A longer time would let a late queue look as if it were in time.
    "request.sla_seconds": _greater,
    "request.valid_for_seconds": _greater,
    "request.decide_within_seconds": _never,
    **{
        f"task.{name}": _never
        for name in (
            "photo_within_seconds",
            "delivery_within_seconds",
            "travel_seconds",
            "again_within_seconds",
        )
    },
    "plan.valid_for_seconds": _greater,
    "plan.most_steps": _greater,
}
TERMS: dict[str, Weaker] = {
    "domain": _never,  # what another domain changes is seen in the other terms
    "act": _smaller,
    "floor": _smaller,
    "below_floor": _less_below,
    "field": _smaller,
    "review_above_minor": _greater,
    "lead_above_minor": _greater,
    "two_above_minor": _greater,
    "autonomy": _greater,
    "recheck": _smaller,
    "recheck_within_seconds": _smaller,
    "outbox_seconds": _sooner_out,
    "plan_first": lambda old, new: bool(old and not new),
    "role": _lower_role,
    "skills": _dropped,
    "checklist": _dropped,
    "sla_seconds": _greater,
    "decide_within_seconds": _never,
}
