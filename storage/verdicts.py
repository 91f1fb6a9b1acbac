"""verdicts: what the law said of each proposed action, with all it was measured against."""

from typing import Any

from sqlalchemy import bindparam, func, insert, select

from domain.action import Action
from domain.verdict import Mode, Reason, Route, Verdict
from storage.rows import packed, unpacked
from storage.schema import VERDICTS
from storage.signers import packed_signers, signers_of
from storage.unit import Row, Unit


def keep(
    unit: Unit,
    verdict_id: str,
    *,
    thread_id: str,
    turn: int,
    action: Action,
    verdict: Verdict,
    inputs: dict[str, Any],
    at: int,
) -> None:
    """Write a verdict down with the facts it rests on; the newest edition of a call holds."""
    unit.change(
        _INSERT,
        id=verdict_id,
        thread_id=thread_id,
        call_id=action.call_id,
        turn=turn,
        name=action.name,
        arguments=packed(action.arguments),
        digest=action.digest,
        fingerprint=action.fingerprint,
        rationale=action.rationale,
        confidence=packed(action.confidence),
        route=verdict.route.value,
        mode=verdict.mode.value,
        reasons=packed([reason.model_dump() for reason in verdict.reasons]),
        thresholds=packed(verdict.thresholds),
        policy_version=verdict.policy_version,
        ask=verdict.ask,
        signers=packed_signers(verdict.signers),
        outbox_seconds=verdict.outbox_seconds,
        recheck_within_seconds=verdict.recheck_within_seconds,
        inputs=packed(inputs),
        at=at,
    )


def latest(unit: Unit, thread_id: str, call_id: str) -> Row | None:
    """The newest verdict on a call, or None."""
    return unit.row(_LATEST, this=thread_id, call_id=call_id)


def find(unit: Unit, verdict_id: str) -> Row | None:
    """One verdict's row, or None."""
    return unit.row(_SELECT, this=verdict_id)


def of_thread(unit: Unit, thread_id: str) -> list[Row]:
    """All verdicts of a thread, oldest first."""
    return unit.rows(_OF_THREAD, this=thread_id)


def action_of(row: Row, inputs: dict[str, Any] | None = None) -> Action:
    """The action that a verdict's row speaks of (its risk is the catalogue's to tell); `inputs` for
    who has read them from the row already.
    """
    known = inputs_of(row) if inputs is None else inputs
    return Action(
        call_id=row["call_id"],
        name=row["name"],
        arguments=unpacked(row["arguments"]),
        digest=row["digest"],
        fingerprint=row["fingerprint"],
        rationale=row["rationale"],
        confidence=unpacked(row["confidence"]),
        fields=known.get("context", {}).get("fields", {}),
    )


def verdict_of(row: Row) -> Verdict:
    """The verdict as the law gave it."""
    thresholds: dict[str, Any] = unpacked(row["thresholds"])
    return Verdict(
        route=Route(row["route"]),
        mode=Mode(row["mode"]),
        reasons=tuple(Reason.model_validate(reason) for reason in unpacked(row["reasons"])),
        thresholds=thresholds,
        policy_version=row["policy_version"],
        ask=bool(row["ask"]),
        signers=signers_of(row),
        outbox_seconds=row["outbox_seconds"],
        recheck_within_seconds=row["recheck_within_seconds"],
    )


def goes_at(row: Row) -> int:
    """When an action that waits in the outbox goes out, in milliseconds."""
    return int(row["at"] + row["outbox_seconds"] * 1000)


def inputs_of(row: Row) -> dict[str, Any]:
    """The risk and the context that a verdict was given in; empty for those of older houses."""
    found: dict[str, Any] = unpacked(row["inputs"]) if row["inputs"] else {}
    return found


_NEXT_EDITION = (
    select(func.coalesce(func.max(VERDICTS.c.edition), 0) + 1)
    .where(
        VERDICTS.c.thread_id == bindparam("thread_id"), VERDICTS.c.call_id == bindparam("call_id")
    )
    .scalar_subquery()
)
# Inline: the database numbers the row itself, and need not say how.
_INSERT = (
    insert(VERDICTS)
    .inline()
    .values(
        {column.name: bindparam(column.name) for column in VERDICTS.c if column.name != "edition"}
        | {"edition": _NEXT_EDITION}
    )
)
_CALL = (VERDICTS.c.thread_id == bindparam("this"), VERDICTS.c.call_id == bindparam("call_id"))
_LATEST = select(VERDICTS).where(*_CALL).order_by(VERDICTS.c.edition.desc()).limit(1)
_SELECT = select(VERDICTS).where(VERDICTS.c.id == bindparam("this"))
_OF_THREAD = (
    select(VERDICTS)
    .where(VERDICTS.c.thread_id == bindparam("this"))
    .order_by(VERDICTS.c.at, VERDICTS.c.call_id, VERDICTS.c.edition)
)
