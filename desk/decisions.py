"""decisions: a request is settled once, by people who may, on exactly what they were shown.

The one write that settles names the state and version it expects; of two deciders one changes the
row and the other is told by whom.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from domain.clock import Clock, to_milliseconds
from domain.decision import APPROVING, Decision
from domain.errors import Conflict, Forbidden
from domain.people import Person
from domain.request import RequestKind, RequestState
from domain.verdict import Route
from policy.duties import signatures_needed
from storage import audit, requests, threads
from storage.rows import packed, unpacked
from storage.schema import REVOCATIONS, SIGNATURES
from storage.unit import Row, Unit


@dataclass(frozen=True)
class Terms:
    """What is signed: the arguments (another's on an edit) and their digest."""

    arguments: dict[str, Any]
    digest: str


def sign(
    unit: Unit,
    clock: Clock,
    row: Row,
    person: Person,
    decision: Decision,
    terms: Terms,
    valid_for_seconds: int,
) -> bool:
    """Add a signature, and settle the request once enough stand; whether it is settled.

    Raises Conflict `already_signed`, or `request_changed` when somebody was first.
    """
    moment = clock.now()
    now = to_milliseconds(moment)
    _add_signature(unit, row, person, decision, terms, now)
    settles_alone = decision.type not in APPROVING
    signed = requests.signatures(unit, row["id"], row["round"])
    agreeing = [signature for signature in signed if signature["digest"] == terms.digest]
    settled = settles_alone or len(agreeing) >= signatures_needed(Route(row["route"]))
    if settled:
        moved = requests.move(
            unit,
            row,
            RequestState.DECIDED,
            decision_type=decision.type.value,
            decided_by=person.id,
            decided_at=now,
            effective_at=now,
            valid_until=to_milliseconds(moment + timedelta(seconds=valid_for_seconds)),
            decided_arguments=packed(terms.arguments),
            decided_digest=terms.digest,
            message=decision.message,
            reason_code=decision.reason_code.value if decision.reason_code else "",
            content=None if decision.content is None else packed(decision.content),
        )
        _wake(unit, row, now)
    else:
        moved = requests.move(unit, row, RequestState.OPEN)
    if not moved:
        raise Conflict("request_changed", "Somebody else was first; read the request again.")
    _record(unit, row, person, decision, terms, settled, now)
    return settled


def revoke(unit: Unit, clock: Clock, row: Row, person: Person) -> None:
    """Undo a decision that has started nothing: a new round opens. Raises Conflict if too late."""
    if row["state"] == RequestState.APPLIED.value:
        raise Conflict("already_acting", "Too late: the agent is already acting on this decision.")
    if row["state"] != RequestState.DECIDED.value:
        raise Conflict("not_decided", f"This request is {row['state']}; there is nothing to undo.")
    signed = requests.signatures(unit, row["id"], row["round"])
    if person.id not in {signature["reviewer"] for signature in signed}:
        raise Forbidden("not_yours", "Only somebody who signed a decision can undo it.")
    now = to_milliseconds(clock.now())
    if not requests.reopen(unit, row):
        raise Conflict("already_acting", "Too late: the agent is already acting on this decision.")
    unit.change(_REVOKE, request_id=row["id"], round=row["round"], by=person.id, at=now)
    audit.append(
        unit,
        audit.thread_stream(row["thread_id"]),
        at=now,
        actor=person.id,
        event="request.revoked",
        payload={"request": row["id"], "round": row["round"]},
    )


def close(unit: Unit, row: Row, to: RequestState, *, actor: str, at: int, why: str) -> bool:
    """Expire, withdraw or supersede a request that is still open; whether it was."""
    if not requests.move(unit, row, to):
        return False
    _wake(unit, row, at)
    audit.append(
        unit,
        audit.thread_stream(row["thread_id"]),
        at=at,
        actor=actor,
        event=f"request.{to.value}",
        payload={"request": row["id"], "why": why},
    )
    return True


def _wake(unit: Unit, row: Row, at: int) -> None:
    """Let the thread go on; nothing of it waits for who looks afterwards."""
    if row["kind"] != RequestKind.RECHECK.value:
        threads.wake(unit, row["thread_id"], at)


def _add_signature(
    unit: Unit, row: Row, person: Person, decision: Decision, terms: Terms, now: int
) -> None:
    added = unit.insert_once(
        _SIGN,
        request_id=row["id"],
        round=row["round"],
        reviewer=person.id,
        decision_type=decision.type.value,
        digest=terms.digest,
        message=decision.message,
        reason_code=decision.reason_code.value if decision.reason_code else "",
        at=now,
    )
    if not added:
        raise Conflict("already_signed", "You have signed this request; it waits for another.")


def _record(
    unit: Unit,
    row: Row,
    person: Person,
    decision: Decision,
    terms: Terms,
    settled: bool,
    now: int,
) -> None:
    audit.append(
        unit,
        audit.thread_stream(row["thread_id"]),
        at=now,
        actor=person.id,
        event="request.decided" if settled else "request.signed",
        payload={
            "request": row["id"],
            "round": row["round"],
            "decision": decision.type.value,
            "before": unpacked(row["arguments"]),
            "after": terms.arguments,
            "digest": terms.digest,
            **decision.model_dump(
                mode="json",
                include={"reason_code", "message", "content"},
                exclude_defaults=True,
            ),
            "seconds_to_decide": (now - row["opened_at"]) // 1000,
        },
    )


_SIGN = insert(SIGNATURES)
_REVOKE = insert(REVOCATIONS)
