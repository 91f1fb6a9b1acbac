"""threads: send, read, list and fork conversations. Sending leaves mail; a runner reads it."""

from collections.abc import Callable
from typing import Any

from desk.decisions import close
from domain.clock import from_milliseconds, to_milliseconds
from domain.errors import Forbidden, Invalid, Missing
from domain.ids import checked_id
from domain.people import Role
from domain.request import RequestKind, RequestState
from domain.thread import Message, Speaker, Thread, ThreadStatus, ThreadSummary
from graph.drafts import draft_of
from graph.people import People
from graph.steps import plan_of
from nodes.context import Rooms
from storage import effects, mail, requests, tasks, threads, transcript, verdicts
from storage.rows import unpacked
from storage.unit import Row, Unit

TEXT_CHARACTERS = 100_000
TITLE_CHARACTERS = 80
MESSAGES_SHOWN = 1000
THREADS_LISTED = 200
_HEARD = (Speaker.USER.value, Speaker.HOUSE.value)


class Threads:
    """The house's verbs about conversations."""

    def __init__(self, rooms: Rooms, people: People, changed: Callable[[], None]) -> None:
        self._storage = rooms.storage
        self._clock = rooms.clock
        self._ids = rooms.ids
        self._people = people
        self._changed = changed

    def send(self, thread_id: str, text: str, by: str, message_id: str | None = None) -> str:
        """Say something in a thread, which begins with its first message; the message's id.

        Sent again with the same `message_id` it is heard once. Raises Invalid `text_empty`,
        `text_too_long`, `text_malformed`; Forbidden `not_your_thread`, `role_missing`.
        """
        checked_id(thread_id, "thread")
        said = checked_text(text)
        message_id = checked_id(message_id or self._ids.new("msg"), "message")
        if not self._people.get(by).holds(Role.REQUESTER, Role.ADMIN):
            raise Forbidden("role_missing", "Only requesters start and continue conversations.")
        now = to_milliseconds(self._clock.now())
        with self._storage.unit("send", durable=True) as unit:
            threads.create(unit, thread_id, by, _title(said), now)
            self._require_owner(unit, thread_id, by)
            if mail.post(unit, thread_id, message_id, by, said, now):
                _answer_in_words(unit, thread_id, by, now)
        self._changed()
        return message_id

    def fork(
        self, thread_id: str, by: str, turn: int | None = None, text: str | None = None
    ) -> str:
        """Rehearse a turn (the last one) in a new thread, with another `text` if given; its id.

        A fork acts on nothing: its calls are answered from the parent's journal or refused.
        Raises Missing `thread_unknown`, `turn_unknown`; Forbidden `not_your_thread`.
        """
        fork_id, now = self._ids.new("thr"), to_milliseconds(self._clock.now())
        with self._storage.unit("fork") as unit:
            parent = self._seen(unit, thread_id, by)
            turn = transcript.last_turn(unit, thread_id) if turn is None else turn
            rows = transcript.of_turns(unit, thread_id, turn + 1)
            asked = [row for row in rows if row["turn"] == turn and row["speaker"] in _HEARD]
            if not asked:
                raise Missing("turn_unknown", "There is no such turn to rehearse.")
            root = parent["fork_of"] or thread_id
            threads.create(unit, fork_id, by, f"Rehearsal: {parent['title']}", now, fork_of=root)
            for row in rows:
                if row["turn"] < turn:
                    transcript.copy(unit, row, fork_id)
            said = [_letter(row) for row in asked] if text is None else [(checked_text(text), None)]
            for number, (words, attached) in enumerate(said):
                mail.post(unit, fork_id, f"rehearsal-{turn}-{number}", by, words, now, attached)
        self._changed()
        return fork_id

    def read(self, thread_id: str, by: str | None = None) -> Thread:
        """A thread with its messages, plan and status; `by` must be allowed to see it.

        Raises Missing `thread_unknown`, Forbidden `not_your_thread`.
        """
        with self._storage.view() as unit:
            row = self._seen(unit, thread_id, by)
            said = transcript.window(unit, thread_id, MESSAGES_SHOWN)
            waiting = requests.of_thread(unit, thread_id)
            return Thread(
                **_summary(row).model_dump(),
                messages=(*said, *_unheard(unit, thread_id, said)),
                plan=plan_of(
                    verdicts.of_thread(unit, thread_id),
                    waiting,
                    effects.of_thread(unit, thread_id),
                    tasks.of_thread(unit, thread_id),
                    said,
                ),
                trouble=row["trouble"],
                draft=draft_of(unit, row, to_milliseconds(self._clock.now())),
            )

    def list(self, by: str | None = None) -> list[ThreadSummary]:
        """The threads that `by` owns, or all for those who review, last changed first."""
        person = self._people.get(by) if by is not None else None
        sees_all = person is None or person.holds(Role.REVIEWER, Role.LEAD, Role.ADMIN)
        with self._storage.view() as unit:
            rows = threads.listed(unit, None if sees_all else by, THREADS_LISTED)
        return [_summary(row) for row in rows]

    def _seen(self, unit: Unit, thread_id: str, by: str | None) -> Row:
        row = threads.find(unit, thread_id)
        if row is None:
            raise Missing(
                "thread_unknown", "There is no such conversation; check the link or start one."
            )
        if by is None or row["owner"] == by:
            return row
        if not self._people.get(by).holds(Role.REVIEWER, Role.LEAD, Role.ADMIN):
            raise _foreign()
        return row

    def _require_owner(self, unit: Unit, thread_id: str, by: str) -> None:
        row = threads.find(unit, thread_id)
        assert row is not None
        if row["owner"] != by:
            raise _foreign()


def _answer_in_words(unit: Unit, thread_id: str, by: str, now: int) -> None:
    """Who writes instead of filling in a form has cancelled the question."""
    asked = requests.open_of(unit, thread_id, RequestKind.ELICITATION)
    if asked is not None:
        why = "the requester wrote something instead"
        close(unit, asked, RequestState.WITHDRAWN, actor=by, at=now, why=why)


def _letter(row: Row) -> tuple[str, dict[str, Any] | None]:
    """What was heard, as mail brings it."""
    message = transcript.message_of(row)
    attached = {"task": message.task, "photos": list(message.photos)} if message.task else None
    return message.text, attached


def checked_text(text: str) -> str:
    said = text.replace("\x00", "") if isinstance(text, str) else ""
    if not said.strip():
        raise Invalid("text_empty", "There is nothing to send; write something first.")
    if len(said) > TEXT_CHARACTERS:
        raise Invalid(
            "text_too_long",
            f"A message has at most {TEXT_CHARACTERS:,} characters; this one has {len(said):,}. "
            "Shorten it or send it in parts.",
        )
    try:
        said.encode()
    except UnicodeEncodeError as error:
        raise Invalid("text_malformed", "The message is not valid Unicode text.") from error
    return said


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_CHARACTERS else line[: TITLE_CHARACTERS - 1] + "…"


def _summary(row: Row) -> ThreadSummary:
    return ThreadSummary(
        id=row["id"],
        title=row["title"],
        owner=row["owner"],
        status=_status(row),
        created_at=from_milliseconds(row["created_at"]),
        updated_at=from_milliseconds(row["updated_at"]),
        fork_of=row["fork_of"],
        taken_over_by=row["taken_over_by"],
    )


def _status(row: Row) -> ThreadStatus:
    """A due thread is at work although no runner has it yet."""
    status = ThreadStatus(row["status"])
    return ThreadStatus.WORKING if row["wake_at"] == threads.AT_ONCE else status


def _unheard(unit: Unit, thread_id: str, said: list[Message]) -> list[Message]:
    heard = {message.id for message in said}
    return [
        Message(
            id=letter["message_id"],
            speaker=Speaker.HOUSE if letter["attached"] else Speaker.USER,
            by=letter["by"],
            text=letter["text"],
            at=from_milliseconds(letter["at"]),
            turn=0,
            heard=False,
            **unpacked(letter["attached"] or "{}"),
        )
        for letter in mail.above(unit, thread_id, 0)
        if letter["message_id"] not in heard
    ]


def _foreign() -> Forbidden:
    return Forbidden("not_your_thread", "This conversation belongs to somebody else.")
