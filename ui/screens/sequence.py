"""sequence: what was said and planned in a conversation, in the order in which it happened.

What a lead says in the agent's place belongs to the last turn, although the requester may have
written since; it is put where it was said. Nothing else is moved: clocks may have been set back.
"""

from collections.abc import Iterable, Sequence

from domain.thread import AGENT, HOUSE, Message, Speaker, Thread

_TO_THE_AGENT = (Speaker.USER, Speaker.HOUSE)


def by_person(message: Message) -> bool:
    """Whether a person spoke in the agent's place."""
    return message.speaker is Speaker.ASSISTANT and message.by not in (AGENT, HOUSE)


def sequence(thread: Thread) -> list[Message | int]:
    """The messages as they were said; a number stands where the plan of that turn belongs."""
    said = _in_order(_with_draft(thread))
    entries: list[Message | int] = list(said)
    turns = {step.turn for step in thread.plan} & {message.turn for message in said}
    for turn in sorted(turns, reverse=True):
        entries.insert(_place_of_plan(said, turn), turn)
    return entries


def _with_draft(thread: Thread) -> list[Message]:
    """An answer that is being written stands where it will stand once it is said."""
    messages = list(thread.messages)
    if not thread.draft:
        return messages
    place = next((i for i, other in enumerate(messages) if not other.heard), len(messages))
    draft = Message(
        id="draft",
        speaker=Speaker.ASSISTANT,
        by=AGENT,
        text=thread.draft,
        at=thread.updated_at,
        turn=messages[place - 1].turn if place else 0,
    )
    return [*messages[:place], draft, *messages[place:]]


def _in_order(messages: Iterable[Message]) -> list[Message]:
    seen = [m for m in messages if m.speaker is not Speaker.TOOL and (m.text.strip() or m.photos)]
    said = [message for message in seen if not by_person(message)]
    for spoken in filter(by_person, seen):
        place = next((i for i, other in enumerate(said) if _comes_after(other, spoken)), len(said))
        said.insert(place, spoken)
    return said


def _comes_after(other: Message, spoken: Message) -> bool:
    later = other.turn > spoken.turn or not other.heard
    return later and (other.at > spoken.at or other.speaker not in _TO_THE_AGENT)


def _place_of_plan(said: Sequence[Message], turn: int) -> int:
    """Behind what was asked in the turn, before what was said to it."""
    asked = [
        i
        for i, message in enumerate(said)
        if message.turn == turn and message.heard and message.speaker in _TO_THE_AGENT
    ]
    start = asked[-1] + 1 if asked else 0
    for index, message in enumerate(said[start:], start):
        answers = message.turn == turn and message.speaker is Speaker.ASSISTANT
        if answers or message.turn > turn or not message.heard:
            return index
    return len(said)
