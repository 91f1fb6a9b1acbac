"""reading: a thread's rows as the values that people read."""

from domain.clock import from_milliseconds
from domain.request import RequestKind, RequestState
from domain.thread import Message, Thread, ThreadStatus, ThreadSummary
from graph.afterwards import told_afterwards
from graph.drafts import draft_of
from graph.steps import plan_of, whom
from storage import (
    briefs,
    effects,
    envelopes,
    mail,
    outbox,
    requests,
    stops,
    tasks,
    threads,
    transcript,
    verdicts,
)
from storage.rows import unpacked
from storage.unit import Row, Unit
from tools.catalogue import Catalogue

MESSAGES_SHOWN = 1000


def whole(unit: Unit, catalogue: Catalogue, row: Row, now: int) -> Thread:
    """A thread with what was said, its plan, and what is being written at `now`."""
    thread_id = row["id"]
    said = transcript.window(unit, thread_id, MESSAGES_SHOWN)
    summary = summary_of(unit, row)
    asked, begun = requests.of_thread(unit, thread_id), effects.of_thread(unit, thread_id)
    return Thread(
        **summary.model_dump(),
        messages=(*said, *_unheard(unit, thread_id, said)),
        plan=plan_of(
            verdicts.of_thread(unit, thread_id),
            asked,
            begun,
            tasks.of_thread(unit, thread_id),
            said,
            staged=outbox.of_thread(unit, thread_id),
            afterwards=told_afterwards(unit, catalogue, thread_id, asked, begun),
        ),
        trouble=row["trouble"],
        draft=draft_of(unit, row, now),
        stopping=_stopping(unit, row, summary.status),
        brief=briefs.find(unit, thread_id),
        approved=tuple(
            envelopes.approved(unit, each) for each in envelopes.of_thread(unit, thread_id)
        ),
    )


def summary_of(unit: Unit, row: Row) -> ThreadSummary:
    """A thread as a list shows it."""
    asked = requests.unapplied(unit, row["id"])
    waiting = [each for each in asked if _blocks(each)]
    return ThreadSummary(
        id=row["id"],
        title=row["title"],
        owner=row["owner"],
        status=_status(row),
        created_at=from_milliseconds(row["created_at"]),
        updated_at=from_milliseconds(row["updated_at"]),
        fork_of=row["fork_of"],
        taken_over_by=row["taken_over_by"],
        waits_for=tuple(sorted({whom(request) for request in waiting})),
        in_outbox=_sleeps(row) and bool(outbox.of_thread(unit, row["id"])),
        is_out=any(task["ended_at"] is None for task in tasks.of_thread(unit, row["id"])),
    )


def _blocks(request: Row) -> bool:
    """Whether a thread waits for a request; for who looks afterwards it does not."""
    open_ = RequestState(request["state"]) is RequestState.OPEN
    return open_ and RequestKind(request["kind"]) is not RequestKind.RECHECK


def _sleeps(row: Row) -> bool:
    """Whether a thread waits for time."""
    return ThreadStatus(row["status"]) is ThreadStatus.WAITING and row["wake_at"] is not None


def _status(row: Row) -> ThreadStatus:
    """A due thread is at work although no runner has it yet."""
    status = ThreadStatus(row["status"])
    return ThreadStatus.WORKING if row["wake_at"] == threads.AT_ONCE else status


def _stopping(unit: Unit, row: Row, status: ThreadStatus) -> bool:
    """Whether the last stop reaches everything that was said, and the turn has not ended yet."""
    reached = stops.latest(unit, row["id"]) == row["mail_seq"]
    return reached and status is not ThreadStatus.IDLE


def _unheard(unit: Unit, thread_id: str, said: list[Message]) -> list[Message]:
    heard = {message.id for message in said}
    return [
        _message(letter)
        for letter in mail.above(unit, thread_id, 0)
        if letter["message_id"] not in heard
    ]


def _message(letter: Row) -> Message:
    return Message(
        id=letter["message_id"],
        speaker=mail.speaker_of(letter),
        by=letter["by"],
        text=letter["text"],
        at=from_milliseconds(letter["at"]),
        turn=0,
        heard=False,
        **unpacked(letter["attached"] or "{}"),
    )
