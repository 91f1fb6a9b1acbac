"""requests: the papers on the desk as rows. Every change of state names the state and version it
expects, so that of two people only one changes it.
"""

from datetime import datetime

from sqlalchemy import bindparam, insert, or_, select, update

from domain.clock import from_milliseconds
from domain.decision import DecisionType, ReasonCode
from domain.request import Outcome, Request, RequestedAction, RequestKind, RequestState
from domain.task import Proof
from domain.verdict import Reason, Route
from storage.rows import unpacked
from storage.schema import REQUESTS, SIGNATURES
from storage.signers import signers_of
from storage.transcript import calls_of_turn
from storage.unit import Row, Unit


def insert_once(unit: Unit, **columns: object) -> bool:
    """File a request; False if this action's edition was filed before."""
    return unit.insert_once(_INSERT, **{**dict.fromkeys(_SETTLED), **columns})


def find(unit: Unit, request_id: str) -> Row | None:
    """One request's row, or None."""
    return unit.row(_SELECT, this=request_id)


def latest(unit: Unit, thread_id: str, call_id: str, kind: RequestKind) -> Row | None:
    """The newest request of one kind about a call, or None."""
    return unit.row(_LATEST, this=thread_id, call_id=call_id, kind=kind.value)


def of_call(unit: Unit, thread_id: str, call_id: str) -> list[Row]:
    """All requests about a call, in the order of its attempts."""
    return unit.rows(_OF_CALL, this=thread_id, call_id=call_id)


def own_question(unit: Unit, thread_id: str, call_id: str) -> Row | None:
    """The question that the house or its agent asks about a call; a server's are later editions."""
    return unit.row(_OWN_QUESTION, this=thread_id, call_id=call_id)


def opened(unit: Unit, limit: int) -> list[Row]:
    """Requests that wait for a person, oldest first."""
    return unit.rows(_OPEN, limit=limit)


def of_thread(unit: Unit, thread_id: str) -> list[Row]:
    """All requests of a thread, oldest first."""
    return unit.rows(_OF_THREAD, this=thread_id)


def rejected(unit: Unit, thread_id: str, turn: int, name: str) -> list[Row]:
    """Requests of a turn to use one tool that a person rejected."""
    first, end = calls_of_turn(turn)
    return unit.rows(_REJECTED, this=thread_id, name=name, first=first, end=end)


def open_of(unit: Unit, thread_id: str, kind: RequestKind) -> Row | None:
    """An open request of one kind in a thread, or None."""
    return unit.row(_OPEN_OF, this=thread_id, kind=kind.value)


def unapplied(unit: Unit, thread_id: str) -> list[Row]:
    """Requests of a thread that wait for a person, or whose decision nobody has followed."""
    return unit.rows(_UNAPPLIED, this=thread_id)


def overdue(unit: Unit, now: int, limit: int) -> list[Row]:
    """Open requests whose time to decide has passed."""
    return unit.rows(_OVERDUE, now=now, limit=limit)


def move(unit: Unit, row: Row, to: RequestState, **settled: object) -> bool:
    """Change a request's state if it still stands as `row` says; whether it did.

    Without `settled`, what the decision said is kept; with it, those columns are replaced.
    """
    named = {"this": row["id"], "from_state": row["state"], "from_version": row["version"]}
    if settled:
        values = {name: settled.get(name) for name in _SETTLED}
        return unit.change(_SETTLE, **named, state=to.value, **values) == 1
    return unit.change(_MOVE, **named, state=to.value) == 1


def reopen(unit: Unit, row: Row) -> bool:
    """Take a decided request back to open in a new round; whether it still stood decided."""
    named = {"this": row["id"], "from_state": row["state"], "from_version": row["version"]}
    return unit.change(_REOPEN, **named, **dict.fromkeys(_SETTLED)) == 1


def raise_route(unit: Unit, row: Row, route: Route, reasons: str, signers: str | None) -> bool:
    """Let an open request ask for more than before; whether it still stood as `row` says."""
    named = {"this": row["id"], "from_state": row["state"], "from_version": row["version"]}
    return unit.change(_RAISE, **named, route=route.value, reasons=reasons, signers=signers) == 1


def signatures(unit: Unit, request_id: str, round_: int) -> list[Row]:
    """The signatures of one round, oldest first."""
    return unit.rows(_SIGNATURES, this=request_id, round=round_)


def request_of(row: Row, signed_by: tuple[str, ...] = (), proof: Proof | None = None) -> Request:
    """A row as the value that reviewers read."""
    return Request(
        id=row["id"],
        kind=RequestKind(row["kind"]),
        thread_id=row["thread_id"],
        call_id=row["call_id"],
        attempt=row["attempt"],
        state=RequestState(row["state"]),
        version=row["version"],
        round=row["round"],
        route=Route(row["route"]),
        action=RequestedAction(
            name=row["name"],
            arguments=unpacked(row["arguments"]),
            digest=row["digest"],
            fingerprint=row["fingerprint"],
            rationale=row["rationale"],
            confidence=unpacked(row["confidence"]),
        ),
        reasons=tuple(Reason.model_validate(reason) for reason in unpacked(row["reasons"])),
        requested_by=row["requested_by"],
        summary=row["summary"],
        form=unpacked(row["form"]) if row["form"] else None,
        failures=tuple(unpacked(row["failures"])) if row["failures"] else (),
        proof=proof,
        opened_at=from_milliseconds(row["opened_at"]),
        decide_by=from_milliseconds(row["decide_by"]),
        valid_until=_moment(row["valid_until"]),
        signed_by=signed_by,
        outcome=_outcome(row),
        signers=signers_of(row),
    )


def _moment(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else from_milliseconds(milliseconds)


def _outcome(row: Row) -> Outcome | None:
    if row["decision_type"] is None:
        return None
    return Outcome(
        type=DecisionType(row["decision_type"]),
        by=row["decided_by"],
        at=from_milliseconds(row["decided_at"]),
        arguments=unpacked(row["decided_arguments"]) if row["decided_arguments"] else None,
        digest=row["decided_digest"],
        message=row["message"] or "",
        reason_code=ReasonCode(row["reason_code"]) if row["reason_code"] else None,
        content=unpacked(row["content"]) if row["content"] else None,
    )


_SETTLED = (
    "decision_type",
    "decided_by",
    "decided_at",
    "effective_at",
    "valid_until",
    "decided_arguments",
    "decided_digest",
    "message",
    "reason_code",
    "content",
)
_INSERT = insert(REQUESTS)
_SELECT = select(REQUESTS).where(REQUESTS.c.id == bindparam("this"))
_LATEST = (
    select(REQUESTS)
    .where(
        REQUESTS.c.thread_id == bindparam("this"),
        REQUESTS.c.call_id == bindparam("call_id"),
        REQUESTS.c.kind == bindparam("kind"),
    )
    .order_by(REQUESTS.c.attempt.desc(), REQUESTS.c.edition.desc())
    .limit(1)
)
_OF_CALL = (
    select(REQUESTS)
    .where(REQUESTS.c.thread_id == bindparam("this"), REQUESTS.c.call_id == bindparam("call_id"))
    .order_by(REQUESTS.c.attempt, REQUESTS.c.kind, REQUESTS.c.edition)
)
_OWN_QUESTION = select(REQUESTS).where(
    REQUESTS.c.thread_id == bindparam("this"),
    REQUESTS.c.call_id == bindparam("call_id"),
    REQUESTS.c.kind == RequestKind.ELICITATION.value,
    REQUESTS.c.attempt == 1,
    REQUESTS.c.edition == 1,
)
_OPEN = (
    select(REQUESTS)
    .where(REQUESTS.c.state == RequestState.OPEN.value)
    .order_by(REQUESTS.c.opened_at, REQUESTS.c.id)
    .limit(bindparam("limit"))
)
_OF_THREAD = (
    select(REQUESTS)
    .where(REQUESTS.c.thread_id == bindparam("this"))
    .order_by(REQUESTS.c.opened_at, REQUESTS.c.id)
)
_REJECTED = select(REQUESTS).where(
    REQUESTS.c.thread_id == bindparam("this"),
    REQUESTS.c.call_id >= bindparam("first"),
    REQUESTS.c.call_id < bindparam("end"),
    REQUESTS.c.name == bindparam("name"),
    REQUESTS.c.decision_type == DecisionType.REJECT.value,
)
_OPEN_OF = (
    select(REQUESTS)
    .where(
        REQUESTS.c.thread_id == bindparam("this"),
        REQUESTS.c.kind == bindparam("kind"),
        REQUESTS.c.state == RequestState.OPEN.value,
    )
    .limit(1)
)
_UNAPPLIED = (
    select(REQUESTS)
    .where(
        REQUESTS.c.thread_id == bindparam("this"),
        or_(
            REQUESTS.c.state == RequestState.OPEN.value,
            REQUESTS.c.state == RequestState.DECIDED.value,
        ),
    )
    .order_by(REQUESTS.c.opened_at, REQUESTS.c.id)
)
_OVERDUE = (
    select(REQUESTS)
    .where(REQUESTS.c.state == RequestState.OPEN.value, REQUESTS.c.decide_by <= bindparam("now"))
    .limit(bindparam("limit"))
)
_EXPECTED = (
    REQUESTS.c.id == bindparam("this"),
    REQUESTS.c.state == bindparam("from_state"),
    REQUESTS.c.version == bindparam("from_version"),
)
_MOVE = (
    update(REQUESTS)
    .where(*_EXPECTED)
    .values(state=bindparam("state"), version=REQUESTS.c.version + 1)
)
_SETTLE = _MOVE.values({name: bindparam(name) for name in _SETTLED})
_REOPEN = (
    update(REQUESTS)
    .where(*_EXPECTED)
    .values(
        {
            "state": RequestState.OPEN.value,
            "version": REQUESTS.c.version + 1,
            "round": REQUESTS.c.round + 1,
            **{name: bindparam(name) for name in _SETTLED},
        }
    )
)
_RAISE = (
    update(REQUESTS)
    .where(*_EXPECTED)
    .values(
        route=bindparam("route"),
        reasons=bindparam("reasons"),
        signers=bindparam("signers"),
        version=REQUESTS.c.version + 1,
    )
)
_SIGNATURES = (
    select(SIGNATURES)
    .where(SIGNATURES.c.request_id == bindparam("this"), SIGNATURES.c.round == bindparam("round"))
    .order_by(SIGNATURES.c.at)
)
