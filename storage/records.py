"""records: what people decided about one version of one tool, looking before or afterwards."""

from sqlalchemy import bindparam, or_, select

from domain.decision import DecisionType
from domain.request import RequestKind
from storage.schema import REQUESTS
from storage.unit import Unit


def agreements(unit: Unit, name: str, fingerprint: str, limit: int) -> list[bool]:
    """Of the newest decisions about a tool, whether each took the action unchanged."""
    rows = unit.rows(_DECIDED, name=name, fingerprint=fingerprint, limit=limit)
    return [row["decision_type"] == DecisionType.APPROVE.value for row in rows]


_DECIDED = (
    select(REQUESTS.c.decision_type)
    .where(
        REQUESTS.c.name == bindparam("name"),
        REQUESTS.c.fingerprint == bindparam("fingerprint"),
        REQUESTS.c.decided_at.is_not(None),
        or_(
            REQUESTS.c.kind == RequestKind.APPROVAL.value,
            REQUESTS.c.kind == RequestKind.RECHECK.value,
        ),
    )
    .order_by(REQUESTS.c.decided_at.desc())
    .limit(bindparam("limit"))
)
