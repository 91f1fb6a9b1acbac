"""limits: the running sums that an action's cost is added to, and how far each may go (E4).

A key holds the currency, so that sums of two are never added up. A day is a day in UTC.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.brief import Brief
from domain.clock import from_milliseconds
from domain.risk import Risk
from domain.verdict import Route
from policy.context import Use
from policy.measures import cost_minor
from policy.recipients import UNNAMED, recipients_of
from policy.rules import Law

THREAD, BRIEF = "thread", "brief"
RECIPIENT, REQUESTER, HOUSE = "recipient", "requester", "house"


@dataclass(frozen=True)
class Counter:
    """One running sum in minor units; `period` is a day such as 2026-11-21, or "" for all time.

    One whose limit is None stops nothing and only remembers.
    """

    scope: str
    key: str
    period: str
    limit_minor: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Case:
    """Where and when an action is weighed: its thread, whose that is, and milliseconds."""

    thread_id: str
    owner: str
    at: int


def cost_at_stake(risk: Risk | None, arguments: dict[str, Any]) -> int | None:
    """The cost that limits weigh, None where it cannot be read.

    0 for a read, for a plan, whose cost is that of its calls, and for a tool without a profile,
    which is asked about whatever it costs.
    """
    return 0 if risk is None or risk.read_only or risk.grants else cost_minor(risk, arguments)


def limits_of(law: Law, brief: Brief | None, currency: str) -> dict[str, int]:
    """The limits in force by scope, in minor units. A budget in one currency allows no other."""
    stated = law.limits
    limits = {
        THREAD: stated.thread_minor,
        REQUESTER: stated.requester_day_minor,
        RECIPIENT: stated.recipient_day_minor,
        HOUSE: stated.house_day_minor,
    }
    found = {scope: limit for scope, limit in limits.items() if limit}
    if brief is not None and brief.budget_minor is not None:
        found[BRIEF] = brief.budget_minor if brief.currency == currency else 0
    return found


def remembers_recipients(law: Law) -> bool:
    """Whether the law asks who has got something before."""
    return law.limits.new_recipient is not Route.AUTO


def stricter(limits: Mapping[str, int], others: Mapping[str, int]) -> dict[str, int]:
    """Every scope that either limits, with the lower of the two limits."""
    both = dict(limits)
    for scope, limit in others.items():
        both[scope] = min(limit, both.get(scope, limit))
    return both


def counters_of(
    limits: Mapping[str, int],
    risk: Risk,
    arguments: dict[str, Any],
    case: Case,
    *,
    remembering: bool,
) -> tuple[Counter, ...]:
    """The counters that the action falls into, always in the same order, the busiest last.

    `remembering` adds one for each recipient of all that they ever got.
    """
    currency, day = risk.cost.currency, from_milliseconds(case.at).date().isoformat()
    recipients = recipients_of(risk, arguments)
    whose: dict[str, tuple[tuple[str, ...], str]] = {
        THREAD: ((case.thread_id,), ""),
        BRIEF: ((case.thread_id,), ""),
        RECIPIENT: (recipients, day),
        REQUESTER: ((case.owner,), day),
        HOUSE: (("house",), day),
    }
    ever = [Counter(RECIPIENT, _key(who, currency), "") for who in recipients if remembering]
    limited = [
        Counter(scope, _key(who, currency), period, limits[scope])
        for scope, (subjects, period) in whose.items()
        if scope in limits
        for who in subjects
    ]
    return (*ever, *limited)


def uses_of(counters: Sequence[Counter], used_minor: Sequence[int]) -> tuple[Use, ...]:
    """How much of each limit is used, one for a scope: of several recipients the fullest."""
    fullest: dict[str, Use] = {}
    for counter, used in zip(counters, used_minor, strict=True):
        if counter.limit_minor is None:
            continue
        known = fullest.get(counter.scope)
        if known is None or used > known.used_minor:
            use = Use(scope=counter.scope, used_minor=used, limit_minor=counter.limit_minor)
            fullest[counter.scope] = use
    return tuple(fullest.values())


def names_somebody_new(
    counters: Sequence[Counter], used_minor: Sequence[int], above_minor: int
) -> bool:
    """Whether a recipient is unnamed, or never got more than `above_minor` in all.

    So a first payment of one cent makes nobody known.
    """
    return any(
        counter.limit_minor is None and (used <= above_minor or counter.key.startswith(UNNAMED))
        for counter, used in zip(counters, used_minor, strict=True)
    )


def _key(whose: str, currency: str) -> str:
    return f"{whose} {currency}"
