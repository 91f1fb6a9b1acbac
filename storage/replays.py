"""replays: the newest verdicts, and what people did about the calls that they were on.

The law looks at a call again when a fact changes; each look is an edition. Those on the arguments
of the first are on what the agent proposed, the others on what people made of it.
"""

from typing import Any

from sqlalchemy import Select, Subquery, and_, bindparam, select

from storage.schema import REQUESTS, VERDICTS
from storage.unit import Row, Unit


def proposals(unit: Unit, limit: int) -> list[Row]:
    """Of each of the newest calls the last verdict on what the agent itself proposed, by which the
    call went on or people decided; the last one first.
    """
    return unit.rows(_PROPOSALS, limit=limit)


def editions(unit: Unit, limit: int) -> list[Row]:
    """The newest verdicts, the last one first."""
    return unit.rows(_EDITIONS, limit=limit)


def settled(unit: Unit, thread_id: str, call_id: str) -> list[Row]:
    """The requests about one call, oldest first."""
    return unit.rows(_SETTLED, this=thread_id, call_id=call_id)


_TOLD = (
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
_FIRST, _LATER = (VERDICTS.alias(name) for name in ("first", "later"))


def _newest_of(found: Select[Any]) -> Subquery:
    """Only ids are sorted: a verdict is a wide row, and there may be a million of them."""
    ordered = found.order_by(VERDICTS.c.at.desc(), VERDICTS.c.id)
    return ordered.limit(bindparam("limit")).subquery()


_LAST_LOOKS = _newest_of(
    select(VERDICTS.c.id)
    .join(
        _FIRST,
        and_(
            _FIRST.c.thread_id == VERDICTS.c.thread_id,
            _FIRST.c.call_id == VERDICTS.c.call_id,
            _FIRST.c.edition == 1,
            _FIRST.c.digest == VERDICTS.c.digest,
        ),
    )
    .where(
        ~select(_LATER.c.id)
        .where(
            _LATER.c.thread_id == VERDICTS.c.thread_id,
            _LATER.c.call_id == VERDICTS.c.call_id,
            _LATER.c.edition > VERDICTS.c.edition,
            _LATER.c.digest == VERDICTS.c.digest,
        )
        .exists()
    )
)
_ALL = _newest_of(select(VERDICTS.c.id))
_PROPOSALS = (
    select(*_TOLD)
    .join(_LAST_LOOKS, _LAST_LOOKS.c.id == VERDICTS.c.id)
    .order_by(VERDICTS.c.at.desc(), VERDICTS.c.id)
)
_EDITIONS = (
    select(*_TOLD)
    .join(_ALL, _ALL.c.id == VERDICTS.c.id)
    .order_by(VERDICTS.c.at.desc(), VERDICTS.c.id)
)
_SETTLED = (
    select(
        REQUESTS.c.id,
        REQUESTS.c.kind,
        REQUESTS.c.state,
        REQUESTS.c.decision_type,
    )
    .where(REQUESTS.c.thread_id == bindparam("this"), REQUESTS.c.call_id == bindparam("call_id"))
    .order_by(REQUESTS.c.opened_at, REQUESTS.c.edition)
)
