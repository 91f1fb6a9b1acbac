"""takeovers: a lead speaks in the agent's place, and hands the conversation back.

While a person has it, the agent starts no turn; what the requester writes waits and is heard when
the conversation is handed back.
"""

from collections.abc import Callable

from domain.clock import to_milliseconds
from domain.errors import Conflict, Forbidden, Missing
from domain.ids import checked_id
from domain.people import TAKING_OVER
from domain.thread import Speaker
from graph.people import People
from graph.wording import checked_text
from nodes.context import Rooms
from nodes.revoking import revoke_all
from storage import audit, threads, transcript
from storage.unit import Row, Unit


class Takeovers:
    """The house's verbs about conversations in a person's hands."""

    def __init__(self, rooms: Rooms, people: People, changed: Callable[[], None]) -> None:
        self._rooms = rooms
        self._people = people
        self._changed = changed

    def take(self, thread_id: str, by: str) -> None:
        """Take a conversation over; raises Forbidden `role_missing`, Conflict `taken_over`."""
        if not self._people.get(by).holds(*TAKING_OVER):
            raise Forbidden("role_missing", "Only a lead takes a conversation over.")
        with self._rooms.storage.unit("take over thread", durable=True) as unit:
            row = _thread(unit, thread_id)
            if row["taken_over_by"] not in (None, by):
                raise Conflict("taken_over", f"{row['taken_over_by']} has this conversation.")
            if row["owner"] == by:
                raise Forbidden("own_request", "Nobody takes over their own conversation.")
            threads.take_over(unit, thread_id, by)
            revoke_all(unit, thread_id, by, to_milliseconds(self._rooms.clock.now()))
            self._record(unit, thread_id, by, "thread.taken_over")
        self._changed()

    def speak(self, thread_id: str, text: str, by: str, message_id: str | None = None) -> str:
        """Say something to the requester in the agent's place; the message's id.

        Said again with the same `message_id` it stands once. Raises Forbidden `not_yours`.
        """
        said, now = checked_text(text), to_milliseconds(self._rooms.clock.now())
        message_id = checked_id(message_id or self._rooms.ids.new("msg"), "message")
        with self._rooms.storage.unit("speak", durable=True) as unit:
            self._require_holder(_thread(unit, thread_id), by)
            transcript.append(
                unit,
                thread_id,
                transcript.spoken_id(message_id),
                speaker=Speaker.ASSISTANT,
                by=by,
                turn=transcript.last_turn(unit, thread_id),
                step=0,
                body={"text": said},
                at=now,
            )
            threads.touch(unit, thread_id, now)
        self._changed()
        return message_id

    def hand_back(self, thread_id: str, by: str) -> None:
        """Give the conversation back to the agent, which then hears what was written meanwhile."""
        with self._rooms.storage.unit("hand back", durable=True) as unit:
            self._require_holder(_thread(unit, thread_id), by)
            threads.take_over(unit, thread_id, None)
            threads.wake(unit, thread_id, to_milliseconds(self._rooms.clock.now()))
            self._record(unit, thread_id, by, "thread.handed_back")
        self._changed()

    def _require_holder(self, row: Row, by: str) -> None:
        if row["taken_over_by"] != by:
            raise Forbidden("not_yours", "You have not taken this conversation over.")

    def _record(self, unit: Unit, thread_id: str, by: str, event: str) -> None:
        now, stream = to_milliseconds(self._rooms.clock.now()), audit.thread_stream(thread_id)
        audit.append(unit, stream, at=now, actor=by, event=event, payload={})


def _thread(unit: Unit, thread_id: str) -> Row:
    row = threads.find(unit, thread_id)
    if row is None:
        raise Missing("thread_unknown", "There is no such conversation; check the link.")
    return row
