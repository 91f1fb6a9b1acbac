"""ground: one rule's finding about an action. A ground only ever raises what is asked."""

from dataclasses import dataclass

from domain.risk import Risk
from domain.verdict import Route


@dataclass(frozen=True)
class Ground:
    """At least this route, for this reason, perhaps after a question to the requester."""

    route: Route
    code: str
    text: str
    ask: bool = False


def money_text(minor: int, risk: Risk) -> str:
    """A sum in minor units as people read it."""
    return f"{minor // 100:,}.{minor % 100:02d} {risk.cost.currency}"
