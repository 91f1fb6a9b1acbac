"""transcript: everything said in a thread, append only. It is also the journal of the model's
answers: the row of a turn's step is read on re-entry, so that the model is not asked again.
"""

from typing import Any

from sqlalchemy import bindparam, func, insert, select

from domain.clock import from_milliseconds
from domain.thread import Message, Speaker
from storage.rows import packed, unpacked
from storage.schema import TRANSCRIPT
from storage.unit import Row, Unit


def append(
    unit: Unit,
    thread_id: str,
    message_id: str,
    *,
    speaker: Speaker,
    by: str,
    turn: int,
    step: int,
    body: dict[str, Any],
    at: int,
) -> bool:
    """Add a message once; False if its id stands already."""
    return unit.insert_once(
        _APPEND,
        thread_id=thread_id,
        message_id=message_id,
        speaker=speaker.value,
        by=by,
        turn=turn,
        step=step,
        body=packed(body),
        at=at,
    )


def find(unit: Unit, thread_id: str, message_id: str) -> Row | None:
    """One message's row, or None."""
    return unit.row(_SELECT, this=thread_id, message_id=message_id)


def window(unit: Unit, thread_id: str, limit: int) -> list[Message]:
    """The last `limit` messages, oldest first."""
    return [message_of(row) for row in reversed(unit.rows(_WINDOW, this=thread_id, limit=limit))]


def up_to(unit: Unit, thread_id: str, message_id: str, limit: int) -> list[Row]:
    """The rows of the last `limit` messages up to one and with it, oldest first."""
    found = unit.rows(_UP_TO, this=thread_id, message_id=message_id, limit=limit)
    return found[::-1]


def last_turn(unit: Unit, thread_id: str) -> int:
    """The number of the last turn anything was said in; 0 in a new thread."""
    row = unit.row(_LAST_TURN, this=thread_id)
    return int(row["turn"] or 0) if row else 0


def of_turns(unit: Unit, thread_id: str, before: int) -> list[Row]:
    """The rows of all turns before one, oldest first."""
    return unit.rows(_OF_TURNS, this=thread_id, before=before)


def copy(unit: Unit, row: Row, thread_id: str) -> None:
    """Put a message of one thread into another, as it stands."""
    unit.insert_once(_INSERT, **{**row, "thread_id": thread_id})


def answer(unit: Unit, thread_id: str, turn: int, step: int) -> Row | None:
    """The model's answer in a step, or None while it has none."""
    return find(unit, thread_id, answer_id(turn, step))


def result(unit: Unit, thread_id: str, call_id: str) -> Row | None:
    """What became of a call, as the model hears it, or None while that is open."""
    return find(unit, thread_id, result_id(call_id))


# The slash keeps these ids apart from those that people may give their messages.
def answer_id(turn: int, step: int) -> str:
    """The message id of the model's answer in a step; one answer per step."""
    return f"answer/{turn}/{step}"


def result_id(call_id: str) -> str:
    """The message id of a call's result; one result per call."""
    return f"result/{call_id}"


def spoken_id(message_id: str) -> str:
    """The message id of what a person said in the agent's place under an id of their own."""
    return f"spoken/{message_id}"


def call_id_at(turn: int, step: int, index: int) -> str:
    """The house's own id of the `index`-th call of a step."""
    return f"call_{turn}_{step}_{index}"


def calls_of_turn(turn: int) -> tuple[str, str]:
    """The ids between which all calls of a turn lie: from the first on, before the second."""
    return f"call_{turn}_", f"call_{turn}`"


def place_of(call_id: str) -> tuple[int, int]:
    """The turn and the step in which a call was proposed."""
    _, turn, step, _ = call_id.split("_")
    return int(turn), int(step)


def message_of(row: Row) -> Message:
    """A row as the value that people and models read."""
    body = unpacked(row["body"])
    return Message(
        id=row["message_id"],
        speaker=Speaker(row["speaker"]),
        by=row["by"],
        text=body["text"],
        at=from_milliseconds(row["at"]),
        turn=row["turn"],
        calls=tuple(body.get("calls", ())),
        call_id=body.get("call_id"),
        ran=body.get("ran"),
        task=body.get("task"),
        photos=tuple(body.get("photos", ())),
        about=body.get("about"),
    )


_THREAD = TRANSCRIPT.c.thread_id == bindparam("this")
_INSERT = insert(TRANSCRIPT)
_NEXT_SEQ = (
    select(func.coalesce(func.max(TRANSCRIPT.c.seq), 0) + 1)
    .where(TRANSCRIPT.c.thread_id == bindparam("thread_id"))
    .scalar_subquery()
)
# Inline: the database numbers the row itself, and need not say how.
_APPEND = (
    insert(TRANSCRIPT)
    .inline()
    .values(
        {column.name: bindparam(column.name) for column in TRANSCRIPT.c if column.name != "seq"}
        | {"seq": _NEXT_SEQ}
    )
)
_SELECT = select(TRANSCRIPT).where(_THREAD, TRANSCRIPT.c.message_id == bindparam("message_id"))
_LAST_TURN = select(TRANSCRIPT.c.turn).where(_THREAD).order_by(TRANSCRIPT.c.seq.desc()).limit(1)
_OF_TURNS = (
    select(TRANSCRIPT)
    .where(_THREAD, TRANSCRIPT.c.turn < bindparam("before"))
    .order_by(TRANSCRIPT.c.seq)
)
_UP_TO = (
    select(TRANSCRIPT.c.message_id, TRANSCRIPT.c.speaker, TRANSCRIPT.c.by, TRANSCRIPT.c.body)
    .where(
        _THREAD,
        TRANSCRIPT.c.seq
        <= select(TRANSCRIPT.c.seq)
        .where(_THREAD, TRANSCRIPT.c.message_id == bindparam("message_id"))
        .correlate(None)
        .scalar_subquery(),
    )
    .order_by(TRANSCRIPT.c.seq.desc())
    .limit(bindparam("limit"))
)
_WINDOW = (
    select(TRANSCRIPT).where(_THREAD).order_by(TRANSCRIPT.c.seq.desc()).limit(bindparam("limit"))
)
