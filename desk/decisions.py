"""decisions: a request is settled once, by people who may, on exactly what they were shown.

The one write that settles names the state and version it expects; of two deciders one changes the
row and the other is told by whom.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from domain.clock import Clock, to_milliseconds
from domain.decision import Decision, DecisionType, Remedy
from domain.errors import Conflict, Forbidden, Invalid
from domain.people import Person
from domain.request import COUNTERSIGNED, RequestKind, RequestState
from domain.verdict import Route
from policy.duties import lacks, may_sign, signatures_needed
from policy.fitting import Shape
from storage import audit, requests, threads
from storage.rows import packed, unpacked
from storage.schema import REVOCATIONS, SIGNATURES
from storage.unit import Row, Unit

APPROVING = (DecisionType.APPROVE, DecisionType.EDIT)
ALLOWED = {
    **dict.fromkeys(COUNTERSIGNED, (*APPROVING, DecisionType.REJECT, DecisionType.RESPOND)),
    RequestKind.ESCALATION: (
        *APPROVING,
        DecisionType.REJECT,
        DecisionType.RESPOND,
        DecisionType.ORDER,
        DecisionType.TAKE_OVER,
    ),
    RequestKind.ELICITATION: (DecisionType.ANSWER, DecisionType.DECLINE),
    RequestKind.OUTCOME: (DecisionType.ANSWER,),
    RequestKind.PROOF: (DecisionType.APPROVE, DecisionType.REJECT),
    RequestKind.RECHECK: (DecisionType.APPROVE, DecisionType.REJECT),
}


@dataclass(frozen=True)
class Terms:
    """What is signed: the arguments (another's on an edit) and their digest."""

    arguments: dict[str, Any]
    digest: str


def require_open(row: Row, version: int | None, now: int) -> None:
    """Raise Conflict, saying by whom or why, unless this request can be decided now."""
    if row["state"] in (RequestState.DECIDED.value, RequestState.APPLIED.value):
        raise Conflict("request_decided", f"{row['decided_by']} has already decided this request.")
    if row["state"] != RequestState.OPEN.value:
        raise Conflict(
            "request_closed", f"This request is {row['state']}; nothing is left to decide."
        )
    if row["decide_by"] <= now:
        raise Conflict("request_expired", "The time to decide this request has passed.")
    if version is not None and version != row["version"]:
        raise Conflict(
            "request_changed", "This request has changed since it was shown; read it again."
        )


def require_standing(row: Row, person: Person) -> None:
    """Raise Forbidden unless this person may sign this request (invariant 4)."""
    if row["kind"] == RequestKind.ELICITATION.value:
        if person.id != row["requested_by"]:
            raise Forbidden("not_yours", "This question is for the person who asked the agent.")
        return
    if person.id == row["requested_by"]:
        raise Forbidden("own_request", "Nobody decides what they asked for; a colleague must.")
    if not may_sign(person, Route(row["route"])):
        needed = "a lead" if row["route"] == Route.LEAD.value else "a reviewer or a lead"
        raise Forbidden("role_missing", f"This request is for {needed}.")
    if missing := lacks(person, requests.signers_of(row)):
        raise Forbidden("skill_missing", f"This request is for somebody with {missing}.")


def require_fitting(row: Row, decision: Decision) -> None:
    """Raise Invalid unless this kind of request takes this kind of answer."""
    kind = RequestKind(row["kind"])
    if decision.type not in ALLOWED[kind]:
        allowed = ", ".join(allowed.value for allowed in ALLOWED[kind])
        raise Invalid("decision_misplaced", f"This request takes one of: {allowed}.")
    if decision.type is DecisionType.EDIT and decision.name != row["name"]:
        raise Invalid(
            "edit_changes_tool",
            f"An edit keeps the tool ({row['name']}); reject and ask for another instead.",
        )
    if kind is RequestKind.PROOF and _rejects_silently(decision):
        raise Invalid("message_missing", "Say what is missing; the operator goes by your words.")
    if kind is RequestKind.RECHECK and decision.type is DecisionType.REJECT:
        _require_remedy(decision)
    if decision.type in APPROVING:
        _require_checked(row, decision)
    comments = kind is RequestKind.PLAN and decision.type is DecisionType.RESPOND
    if (comments or decision.type in _SAYING) and not decision.message.strip():
        raise Invalid("message_missing", "Say it in words: this answer needs a message.")


def filled_in(row: Row, decision: Decision) -> Decision:
    """An answer as the request's form asks for it; raises Invalid `answer_invalid`."""
    if decision.type is not DecisionType.ANSWER or not row["form"]:
        return decision
    schema = unpacked(row["form"])["requestedSchema"]
    content = Shape(schema).fitted(decision.content or {}, "the form", "answer_invalid")
    if content.get("happened") and content.get("retry"):
        raise Invalid("answer_invalid", "What has happened is not tried again; choose one.")
    return decision.model_copy(update={"content": content})


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


def _require_checked(row: Row, decision: Decision) -> None:
    """Raise Invalid while something on the checklist is not ticked (E14)."""
    signers = requests.signers_of(row)
    open_ = [item for item in signers.checklist if item not in decision.checked] if signers else []
    if open_:
        listed = "; ".join(open_)
        raise Invalid("checklist_open", f"Check this first, then agree: {listed}.")


def _require_remedy(decision: Decision) -> None:
    """Raise Invalid unless somebody who finds an effect wrong says what follows, and why (E5)."""
    if (decision.content or {}).get("remedy") not in tuple(Remedy):
        known = ", ".join(Remedy)
        raise Invalid(
            "remedy_missing",
            f'It is done already: say what follows, as {{"remedy": one of {known}}} in `content`.',
        )
    if _rejects_silently(decision):
        raise Invalid("message_missing", "Say what is wrong; whoever mends it goes by your words.")


def _rejects_silently(decision: Decision) -> bool:
    return decision.type is DecisionType.REJECT and not decision.message.strip()


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
            "reason_code": decision.reason_code.value if decision.reason_code else "",
            "message": decision.message,
            "content": decision.content,
            "seconds_to_decide": (now - row["opened_at"]) // 1000,
        },
    )


_SIGN = insert(SIGNATURES)
_REVOKE = insert(REVOCATIONS)
_SAYING = (DecisionType.ORDER,)
