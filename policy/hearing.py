"""hearing: what was said before a call, in whatever shape a client keeps it, and by whom.

Whose words cannot be told counts as a stranger: a part of a person's message that is no plain text,
a speaker that nobody knows, a text without any speaker.
"""

import json
from collections.abc import Container, Iterable
from typing import Any, NamedTuple

from domain.origin import Source
from policy import turns
from policy.inference import words_of
from policy.leaves import spelled

WORDS_THAT_LEAD = 3
MOST_VALUES = 200_000


class Saying(NamedTuple):
    """Something that was said before the call: by whom, by which tool, in which message."""

    source: Source
    text: str
    tool: str = ""
    message_id: str = ""


class Hearing:
    """What was said, one part of a context after another. `unread` says that some could not be,
    `begun` that there was a conversation, though perhaps nobody but the agent spoke in it.
    """

    def __init__(self, trusted: Container[str] = ()) -> None:
        self.sayings: list[Saying] = []
        self.unread = False
        self.begun = False
        self._trusted = trusted
        self._called: dict[str, str] = {}

    def conversation(self, given: Any) -> None:
        """A text, a message, or a list of them; any JSON value will do."""
        for number, each in enumerate(given if isinstance(given, list) else [given]):
            message = turns.message_of(each)
            if message is not None:
                self._message(message, str(number))
            elif isinstance(each, str) and each.strip():
                self._add(Source.UNTRUSTED, each, "a text without a speaker", str(number))
            else:
                self.unread |= each is not None and not isinstance(each, str)

    def member(self, name: str, value: Any) -> None:
        """A part of a context that goes by a name of its own, such as `history` or `observation`.

        A short text that is called like nothing that tools say is taken for a label.
        """
        plain = isinstance(value, str) and bool(value.strip())
        if name in turns.CONVERSATIONS or _is_conversation(value):
            self.conversation(value)
        elif plain and (source := turns.source_of_member(name)) is not None:
            self._add(source, value, "", name)
        elif plain and name.casefold() in turns.AGENTS:
            return
        elif turns.OUTSIDE & {*words_of(name)} or self._leads(value):
            said = self._said_in([value])
            self.sayings += [Saying(Source.UNTRUSTED, said, name, name)] if said else []

    def _message(self, message: dict[str, Any], number: str) -> None:
        speaker, number = turns.speaker_of(message), str(message.get("id") or number)
        source = turns.SOURCES.get(speaker)
        self._called |= turns.calls_of(message)
        self.begun = True
        if source is None and speaker not in turns.AGENTS:
            self.unread, source = True, Source.UNTRUSTED
        if source is Source.UNTRUSTED:
            self._answer(message, turns.tool_of(message, self._called), number)
            return
        parts = turns.spoken_in(message)
        own = [text for part in parts if (text := turns.text_of(part)) is not None]
        if source is not None and own:
            self._add(source, "\n".join(own), turns.tool_of(message, {}), number)
        for part in (*parts, *self._beside(message)):
            # What an agent does is its own; what it was answered is not.
            if turns.text_of(part) is None and (source is not None or turns.is_result(part)):
                self._part(part, number)

    def _beside(self, message: dict[str, Any]) -> list[Any]:
        """What a message holds that is not among its speaker's own parts, each under its name."""
        rest = {key: value for key, value in message.items() if key not in turns.MARKS}
        answered = turns.answered_in(message)
        return [
            {key: value} for key, value in rest.items() if value in answered or self._leads(value)
        ]

    def _part(self, part: Any, number: str) -> None:
        """A part of somebody's message that is not theirs."""
        tool = turns.tool_of(part, self._called) if isinstance(part, dict) else ""
        if turns.is_result(part) and tool in self._trusted:
            self._answer(part, tool, number)
        else:
            self._add(Source.UNTRUSTED, self._said_in([part]), tool, number)

    def _answer(self, message: dict[str, Any], tool: str, number: str) -> None:
        """What a tool said. A trusted one's is kept as the record that it is."""
        parts = turns.spoken_in(message) + turns.answered_in(message)
        texts = [turns.text_of(part) for part in parts]
        if tool not in self._trusted:
            rest = self._beside(message)
            self._add(Source.UNTRUSTED, self._said_in([*parts, *rest]), tool, number)
        elif any(text is None for text in texts):
            self._add(Source.TRUSTED_TOOL, json.dumps(parts, ensure_ascii=False), tool, number)
        else:
            self._add(Source.TRUSTED_TOOL, "\n".join(map(str, texts)), tool, number)

    def _add(self, source: Source, text: str, tool: str, number: str) -> None:
        self.sayings.append(Saying(source, text, tool, number))

    def _leads(self, value: Any) -> bool:
        """Whether it holds so many words that they can lead an agent to something."""
        texts = (text for text in self._values(value) if isinstance(text, str))
        return any(len(text.split()) >= WORDS_THAT_LEAD for text in texts)

    def _said_in(self, values: Iterable[Any]) -> str:
        """Every text and number in some JSON values, a line each."""
        found = (each for value in values for each in self._values(value))
        return "\n".join(str(spelled(each)) for each in found)

    def _values(self, value: Any) -> list[Any]:
        """All that a JSON value says, names of several words included; never more than anybody
        reads: then it counts as unread.
        """
        found: list[Any] = []
        waiting, looked = [value], 0
        while waiting and looked < MOST_VALUES:
            part, looked = waiting.pop(), looked + 1
            if isinstance(part, dict):
                if not turns.is_picture(part):
                    waiting += [*reversed(part.values())]
                    found += [name for name in part if " " in name]
            elif isinstance(part, list):
                waiting += reversed(part)
            elif part is not None and not isinstance(part, bool):
                found.append(part)
        self.unread |= bool(waiting)
        return found


def _is_conversation(value: Any) -> bool:
    messages = [turns.message_of(each) for each in value] if isinstance(value, list) else []
    return bool(messages) and all(
        each is not None and turns.speaker_of(each) in turns.SPEAKERS for each in messages
    )
