"""threads: send, read, list and fork conversations. Sending leaves mail; a runner reads it."""

from collections.abc import Callable, Sequence
from typing import Any

from desk.decisions import close
from domain.brief import Brief
from domain.clock import to_milliseconds
from domain.errors import Forbidden, Missing
from domain.ids import checked_id
from domain.people import JUDGING, Role
from domain.request import RequestKind, RequestState
from domain.thoughts import Trace
from domain.thread import Speaker, Thread, ThreadSummary
from graph.briefing import brief_from, fix_brief
from graph.enclosing import enclosed
from graph.people import People
from graph.reading import summary_of, whole
from graph.stopping import stop
from graph.tracing import traces_of
from graph.wording import checked_text, title_of
from nodes.context import Rooms
from storage import briefs, mail, requests, searches, threads, transcript
from storage.unit import Row, Unit

WITHOUT_WORDS = "A picture"
THREADS_LISTED = 200
_HEARD = (Speaker.USER.value, Speaker.HOUSE.value)


class Threads:
    """The house's verbs about conversations."""

    def __init__(self, rooms: Rooms, people: People, changed: Callable[[], None]) -> None:
        self._rooms = rooms
        self._storage = rooms.storage
        self._blobs = rooms.blobs
        self._clock = rooms.clock
        self._ids = rooms.ids
        self._people = people
        self._changed = changed

    def send(
        self,
        thread_id: str,
        text: str,
        by: str,
        message_id: str | None = None,
        photos: Sequence[bytes] = (),
        brief: Brief | None = None,
        playbook: str = "",
    ) -> str:
        """Say something in a thread, which begins with its first message; the message's id.

        With `photos`, files as they came, the text may be empty. Sent again with the same
        `message_id` it is heard once. The first message may fix a `brief`, that of a `playbook`
        narrowed by one's own. Raises Invalid `text_empty`, `text_too_long`, `text_malformed`,
        `brief_broken`, `photo_unreadable` and its like; Forbidden `not_your_thread`,
        `role_missing`; Missing `playbook_unknown`; Conflict `brief_fixed`.
        """
        checked_id(thread_id, "thread")
        said = "" if photos and not text.strip() else checked_text(text)
        message_id = checked_id(message_id or self._ids.new("msg"), "message")
        if not self._people.get(by).holds(Role.REQUESTER, Role.ADMIN):
            raise Forbidden("role_missing", "Only requesters start and continue conversations.")
        kept, now = enclosed(self._blobs, photos), to_milliseconds(self._clock.now())
        attached = {"photos": kept} if kept else None
        fixed = brief_from(self._rooms, brief, playbook)
        with self._storage.unit("send", durable=True) as unit:
            title = title_of(said or WITHOUT_WORDS)
            begins = threads.create(unit, thread_id, by, title, now)
            self._owned(unit, thread_id, by)
            if mail.post(unit, thread_id, message_id, by, said, now, attached):
                _answer_in_words(unit, thread_id, by, now)
                if fixed is not None:
                    fix_brief(unit, thread_id, fixed, by, now, begins=begins)
        self._changed()
        return message_id

    def stop(self, thread_id: str, by: str) -> Thread:
        """Take back all that waits and let the agent begin nothing more of what was asked so far.

        A call in flight ends and is reported. The thread as it stands; raises Missing, Forbidden.
        """
        now = to_milliseconds(self._clock.now())
        with self._storage.unit("stop", durable=True) as unit:
            self._owned(unit, thread_id, by)
            stop(unit, thread_id, by, now)
            stopped = whole(unit, self._rooms.catalogue, self._seen(unit, thread_id, by), now)
        self._changed()
        return stopped

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
            if (brief := briefs.find(unit, thread_id)) is not None:
                briefs.keep(unit, fork_id, brief, by, now)
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
            now = to_milliseconds(self._clock.now())
            return whole(unit, self._rooms.catalogue, row, now)

    def trace(self, thread_id: str, turn: int, by: str | None = None) -> list[Trace]:
        """How each action of a turn came about; raises Missing, Forbidden."""
        with self._storage.view() as unit:
            self._seen(unit, thread_id, by)
            return traces_of(unit, thread_id, turn)

    def rename(self, thread_id: str, title: str, by: str) -> None:
        """Call a conversation something else; raises Invalid, Missing, Forbidden."""
        said = title_of(checked_text(title))
        with self._storage.unit("rename") as unit:
            self._owned(unit, thread_id, by)
            threads.rename(unit, thread_id, said)
        self._changed()

    def list(self, by: str | None = None, words: str = "") -> list[ThreadSummary]:
        """The threads that `by` owns, or all for those who review, last changed first.

        With `words` those in whose title or messages they stand.
        """
        person = self._people.get(by) if by is not None else None
        sees_all = person is None or person.holds(*JUDGING)
        with self._storage.view() as unit:
            owner, sought = None if sees_all else by, words.strip()
            if sought:
                rows = searches.found(unit, sought, owner, THREADS_LISTED)
            else:
                rows = threads.listed(unit, owner, THREADS_LISTED)
            return [summary_of(unit, row) for row in rows]

    def _seen(self, unit: Unit, thread_id: str, by: str | None) -> Row:
        row = threads.find(unit, thread_id)
        if row is None:
            raise Missing(
                "thread_unknown", "There is no such conversation; check the link or start one."
            )
        if by is None or row["owner"] == by:
            return row
        if not self._people.get(by).holds(*JUDGING):
            raise _foreign()
        return row

    def _owned(self, unit: Unit, thread_id: str, by: str) -> Row:
        row = self._seen(unit, thread_id, by)
        if row["owner"] != by:
            raise _foreign()
        return row


def _answer_in_words(unit: Unit, thread_id: str, by: str, now: int) -> None:
    """Who writes instead of filling in a form has cancelled the question."""
    asked = requests.open_of(unit, thread_id, RequestKind.ELICITATION)
    if asked is not None:
        why = "the requester wrote something instead"
        close(unit, asked, RequestState.WITHDRAWN, actor=by, at=now, why=why)


def _letter(row: Row) -> tuple[str, dict[str, Any] | None]:
    """What was heard, as mail brings it."""
    message = transcript.message_of(row)
    attached: dict[str, Any] = {"photos": list(message.photos)} if message.photos else {}
    if message.task:
        attached = {"task": message.task, "photos": list(message.photos)}
    if message.about:
        attached = {"about": message.about}
    return message.text, attached or None


def _foreign() -> Forbidden:
    return Forbidden("not_your_thread", "This conversation belongs to somebody else.")
