"""calibrations: what the word of a source has meant so far, and the labels to learn it from."""

from functools import lru_cache

from sqlalchemy import bindparam, insert, or_, select

from domain.decision import DecisionType
from domain.request import RequestKind, RequestState
from policy.calibration import Curve, Label
from storage.rows import unpacked
from storage.schema import REQUESTS, VERDICTS
from storage.schema_law import CALIBRATIONS
from storage.unit import Row, Unit


def keep(unit: Unit, curve: Curve, by: str, at: int) -> int:
    """Put a fit in force for its source; its number."""
    last = unit.row(_LATEST, source=curve.source)
    number = last["fit"] + 1 if last else 1
    unit.change(
        _INSERT,
        source=curve.source,
        fit=number,
        body=curve.model_dump_json(),
        error=curve.after.ece,
        by=by,
        at=at,
    )
    return number


def latest(unit: Unit, source: str) -> Curve | None:
    """The curve that holds for a source, or None where nobody ever fitted one."""
    found = unit.row(_LATEST, source=source)
    return None if found is None else _curve(found["body"])


def sources(unit: Unit) -> list[str]:
    """The sources that a curve was ever fitted for, by name."""
    return [row["source"] for row in unit.rows(_SOURCES)]


def labels(unit: Unit, limit: int) -> dict[str, list[Label]]:
    """What people decided of each source's actions, from the newest `limit` decisions.

    Approved as proposed is right; edited or rejected is wrong. Who decided is not read (X8).
    """
    found: dict[str, list[Label]] = {}
    for row in unit.rows(_DECIDED, limit=limit):
        inputs = unpacked(row["inputs"]) if row["inputs"] else {}
        source = inputs.get("context", {}).get("source")
        if source:
            label = Label(unpacked(row["confidence"]), _is_right(row))
            found.setdefault(source, []).append(label)
    return found


def _is_right(row: Row) -> bool:
    """An edit that needed others to sign leaves its request superseded and without a decision."""
    is_rejected = row["decision_type"] == DecisionType.REJECT.value
    return not is_rejected and row["decided_digest"] == row["digest"]


@lru_cache(maxsize=64)
def _curve(body: str) -> Curve:
    """Read once for each text: every verdict asks."""
    return Curve.model_validate_json(body)


_INSERT = insert(CALIBRATIONS)
_LATEST = (
    select(CALIBRATIONS.c.fit, CALIBRATIONS.c.body)
    .where(CALIBRATIONS.c.source == bindparam("source"))
    .order_by(CALIBRATIONS.c.fit.desc())
    .limit(1)
)
_SOURCES = select(CALIBRATIONS.c.source).distinct().order_by(CALIBRATIONS.c.source)
# The first request about a call alone: a later one shows what a person made of it.
_DECIDED = (
    select(
        REQUESTS.c.confidence,
        REQUESTS.c.digest,
        REQUESTS.c.decision_type,
        REQUESTS.c.decided_digest,
        VERDICTS.c.inputs,
    )
    .join(VERDICTS, VERDICTS.c.id == REQUESTS.c.verdict_id)
    .where(
        or_(
            REQUESTS.c.kind == RequestKind.APPROVAL.value,
            REQUESTS.c.kind == RequestKind.RECHECK.value,
        ),
        REQUESTS.c.attempt == 1,
        REQUESTS.c.edition == 1,
        REQUESTS.c.confidence != "null",
        or_(
            REQUESTS.c.decision_type == DecisionType.APPROVE.value,
            REQUESTS.c.decision_type == DecisionType.EDIT.value,
            REQUESTS.c.decision_type == DecisionType.REJECT.value,
            REQUESTS.c.state == RequestState.SUPERSEDED.value,
        ),
    )
    .order_by(REQUESTS.c.opened_at.desc(), REQUESTS.c.id)
    .limit(bindparam("limit"))
)
