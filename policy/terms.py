"""terms: the law's thresholds for one tool: its own, else its domain's, else the general ones.

They are merged once for each pair of tool and domain, because every verdict reads them.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.people import Role
from domain.risk import Risk
from policy.tables import BelowFloor, Tables

RECHECK_SECONDS = 14_400


class Terms(BaseModel):
    """What holds for one tool; sums in minor units, shares between 0 and 1."""

    model_config = ConfigDict(frozen=True)

    domain: str
    act: float
    floor: float
    below_floor: BelowFloor
    field: float
    review_above_minor: int
    lead_above_minor: int
    two_above_minor: int
    sla_seconds: int
    decide_within_seconds: int
    autonomy: float = 1.0
    recheck: float = 0.0
    recheck_within_seconds: int = RECHECK_SECONDS
    outbox_seconds: int = 0
    plan_first: bool = False
    role: Role = Role.REVIEWER
    skills: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()


def terms_of(tables: Tables, name: str, risk: Risk | None) -> Terms:
    """What `tables` say for a tool called `name`.

    Terms that contradict each other once merged are made to rise: the greater sum holds above.
    """
    own = tables.tools.get(name)
    domain = (own.domain if own else None) or (risk.domain if risk else "")
    merged = _general(tables) | {"domain": domain}
    for special in (tables.domains.get(domain), own):
        if special is not None:
            merged |= special.model_dump(exclude_none=True, exclude={"domain"})
    merged["floor"] = min(merged["floor"], merged["act"])
    merged["lead_above_minor"] = max(merged["lead_above_minor"], merged["review_above_minor"])
    merged["two_above_minor"] = max(merged["two_above_minor"], merged["lead_above_minor"])
    return Terms(**merged)


def _general(tables: Tables) -> dict[str, Any]:
    rails, bands, times = tables.guardrails, tables.confidence, tables.request
    return {
        "act": bands.act,
        "floor": bands.floor,
        "below_floor": bands.below_floor,
        "field": bands.field,
        "review_above_minor": rails.review_above_minor,
        "lead_above_minor": rails.lead_above_minor,
        "two_above_minor": rails.two_above_minor,
        "sla_seconds": times.sla_seconds,
        "decide_within_seconds": times.decide_within_seconds,
    }
