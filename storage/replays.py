"""replays: the newest proposals of agents as the law judged them, and what people did about them.

The first edition of a verdict is what an agent proposed; later ones are what people made of it.
"""

from sqlalchemy import and_, bindparam, select

from storage.schema import REQUESTS, VERDICTS
from storage.unit import Row, Unit


def newest(unit: Unit, limit: int) -> list[Row]:
    """The first verdict on each of the newest calls, the last one first."""
    return unit.rows(_NEWEST, limit=limit)


def settled(unit: Unit, limit: int) -> list[Row]:
    """The requests about those calls, oldest first."""
    return unit.rows(_SETTLED, limit=limit)


_FIRST = (
    select(VERDICTS)
    .where(VERDICTS.c.edition == 1)
    .order_by(VERDICTS.c.at.desc(), VERDICTS.c.id)
    .limit(bindparam("limit"))
)
_NEWEST = _FIRST.with_only_columns(
    VERDICTS.c.id,
    VERDICTS.c.thread_id,
    VERDICTS.c.call_id,
    VERDICTS.c.name,
    VERDICTS.c.arguments,
    VERDICTS.c.digest,
    VERDICTS.c.fingerprint,
    VERDICTS.c.rationale,
    VERDICTS.c.confidence,
    VERDICTS.c.route,
    VERDICTS.c.policy_version,
    VERDICTS.c.inputs,
    VERDICTS.c.at,
)
_CALLS = _FIRST.with_only_columns(VERDICTS.c.thread_id, VERDICTS.c.call_id).subquery()
_SETTLED = (
    select(
        REQUESTS.c.id,
        REQUESTS.c.thread_id,
        REQUESTS.c.call_id,
        REQUESTS.c.kind,
        REQUESTS.c.state,
        REQUESTS.c.decision_type,
    )
    .join(
        _CALLS,
        and_(
            REQUESTS.c.thread_id == _CALLS.c.thread_id,
            REQUESTS.c.call_id == _CALLS.c.call_id,
        ),
    )
    .order_by(REQUESTS.c.opened_at, REQUESTS.c.edition)
)
