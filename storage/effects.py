"""effects: the journal's rows. One row an attempt; a state is left only by a conditional update."""

from sqlalchemy import bindparam, insert, select, update

from domain.clock import from_milliseconds
from domain.effect import Effect, EffectState
from storage.rows import unpacked
from storage.schema import JOURNAL, VERDICTS
from storage.unit import Row, Unit

STARTED, DONE, FAILED, UNKNOWN = (state.value for state in EffectState)
ATTEMPTS_WITH_A_TOOL, ATTEMPTS_AT_AN_ACTION = 50, 20


def start(unit: Unit, **columns: object) -> bool:
    """Write down that a call begins; False if this attempt or decision has begun one."""
    return unit.insert_once(_INSERT, state=STARTED, result="", ended_at=None, **columns)


def take_over(
    unit: Unit, thread_id: str, call_id: str, attempt: int, epoch: int, deadline: int
) -> bool:
    """Call again what is `started`, under a new epoch; whether it still was."""
    named = {"this": thread_id, "call_id": call_id, "attempt": attempt}
    return unit.change(_TAKE_OVER, **named, epoch=epoch, call_deadline=deadline) == 1


def settle(
    unit: Unit,
    thread_id: str,
    call_id: str,
    attempt: int,
    *,
    came_from: str,
    state: str,
    result: str,
    at: int,
) -> bool:
    """Move an attempt from one state to its next; whether it still stood there."""
    named = {"this": thread_id, "call_id": call_id, "attempt": attempt, "came_from": came_from}
    return unit.change(_SETTLE, **named, state=state, result=result, ended_at=at) == 1


def latest(unit: Unit, thread_id: str, call_id: str) -> Row | None:
    """The newest attempt of a call, or None."""
    return unit.row(_LATEST, this=thread_id, call_id=call_id)


def same(unit: Unit, thread_id: str, digest: str, but_call_id: str) -> list[Row]:
    """Attempts of the same action under other calls of a thread."""
    return unit.rows(_SAME, this=thread_id, digest=digest, call_id=but_call_id)


def recent(unit: Unit, thread_id: str, name: str, digest: str) -> list[Row]:
    """How a thread's last attempts with one tool, and its last at one action, ended, oldest first.

    Bounded, however long the thread is: what trips a breaker is recent.
    """
    of_tool = unit.rows(_OF_TOOL, this=thread_id, name=name, limit=ATTEMPTS_WITH_A_TOOL)
    of_action = unit.rows(_OF_ACTION, this=thread_id, digest=digest, limit=ATTEMPTS_AT_AN_ACTION)
    found = {(row["call_id"], row["attempt"]): row for row in (*of_tool, *of_action)}
    return sorted(found.values(), key=lambda row: (row["started_at"], row["ended_at"] or 0))


def recorded(unit: Unit, thread_id: str, digest: str) -> Row | None:
    """An action of a thread that is done, by its digest, or None."""
    return unit.row(_RECORDED, this=thread_id, digest=digest)


def of_thread(unit: Unit, thread_id: str) -> list[Row]:
    """All attempts of a thread with the reasons of their verdicts, oldest first."""
    return unit.rows(_OF_THREAD, this=thread_id)


def effect_of(row: Row) -> Effect:
    """A row of `of_thread` as the value that people read."""
    reasons = [reason["text"] for reason in unpacked(row["reasons"])]
    return Effect(
        thread_id=row["thread_id"],
        call_id=row["call_id"],
        attempt=row["attempt"],
        name=row["name"],
        arguments=unpacked(row["arguments"]),
        digest=row["digest"],
        state=row["state"],
        result=row["result"],
        request_id=row["request_id"] or "auto",
        reason=" ".join(reasons),
        started_at=from_milliseconds(row["started_at"]),
        ended_at=None if row["ended_at"] is None else from_milliseconds(row["ended_at"]),
    )


_CALL = (JOURNAL.c.thread_id == bindparam("this"), JOURNAL.c.call_id == bindparam("call_id"))
_ATTEMPT = (*_CALL, JOURNAL.c.attempt == bindparam("attempt"))
_INSERT = insert(JOURNAL)
_TAKE_OVER = (
    update(JOURNAL)
    .where(*_ATTEMPT, JOURNAL.c.state == STARTED)
    .values(epoch=bindparam("epoch"), call_deadline=bindparam("call_deadline"))
)
_SETTLE = (
    update(JOURNAL)
    .where(*_ATTEMPT, JOURNAL.c.state == bindparam("came_from"))
    .values(state=bindparam("state"), result=bindparam("result"), ended_at=bindparam("ended_at"))
)
_LATEST = select(JOURNAL).where(*_CALL).order_by(JOURNAL.c.attempt.desc()).limit(1)
_SAME = select(JOURNAL).where(
    JOURNAL.c.thread_id == bindparam("this"),
    JOURNAL.c.digest == bindparam("digest"),
    JOURNAL.c.call_id != bindparam("call_id"),
)
_HOW_IT_ENDED = select(
    JOURNAL.c.call_id,
    JOURNAL.c.attempt,
    JOURNAL.c.digest,
    JOURNAL.c.state,
    JOURNAL.c.result,
    JOURNAL.c.started_at,
    JOURNAL.c.ended_at,
)
_OF_TOOL = (
    _HOW_IT_ENDED.where(
        JOURNAL.c.thread_id == bindparam("this"), JOURNAL.c.name == bindparam("name")
    )
    .order_by(JOURNAL.c.started_at.desc())
    .limit(bindparam("limit"))
)
_OF_ACTION = (
    _HOW_IT_ENDED.where(
        JOURNAL.c.thread_id == bindparam("this"), JOURNAL.c.digest == bindparam("digest")
    )
    .order_by(JOURNAL.c.started_at.desc())
    .limit(bindparam("limit"))
)
_RECORDED = select(JOURNAL).where(
    JOURNAL.c.thread_id == bindparam("this"),
    JOURNAL.c.digest == bindparam("digest"),
    JOURNAL.c.state == DONE,
)
_OF_THREAD = (
    select(JOURNAL, VERDICTS.c.reasons)
    .join(VERDICTS, VERDICTS.c.id == JOURNAL.c.verdict_id)
    .where(JOURNAL.c.thread_id == bindparam("this"))
    .order_by(JOURNAL.c.started_at, JOURNAL.c.call_id)
)
