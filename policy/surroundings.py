"""surroundings: what a line of the batch door says of the situation, read as the law's context.

It is a stranger's text: what cannot be read is named, and may only ask for more.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from domain.brief import Brief
from domain.origin import Source
from domain.risk import Risk
from domain.verdict import Route
from policy.confidence import stated, stated_of_fields
from policy.context import Context, Use
from policy.provenance import trace
from policy.rules import Law
from policy.sentiment import Mood, worst
from policy.texts import Text, Texts

MESSAGES, MESSAGES_FELT = 40, 3
SOURCES = {
    "user": Source.REQUESTER,
    "human": Source.REQUESTER,
    "requester": Source.REQUESTER,
    "customer": Source.REQUESTER,
    "system": Source.REVIEWER,
    "developer": Source.REVIEWER,
    "reviewer": Source.REVIEWER,
    "tool": Source.UNTRUSTED,
    "function": Source.UNTRUSTED,
    "web": Source.UNTRUSTED,
    "document": Source.UNTRUSTED,
}
SCOPES = ("thread", "requester", "recipient", "house", "brief", "envelope")
SPEAKERS = (*SOURCES, "assistant", "ai", "agent", "model")


@dataclass(frozen=True)
class Surroundings:
    """The context, how sure the agent is, and the parts of it that could not be read."""

    context: Context
    confidence: float | None
    fields: dict[str, float]
    unread: tuple[str, ...]


def surroundings(
    given: Any,
    arguments: dict[str, Any],
    schema: Any,
    risk: Risk,
    law: Law,
    mood: Mood,
    lot: float,
) -> Surroundings:
    """What `given` says; total over any JSON value. `mood` says how a text sounds."""
    said = given if isinstance(given, dict) else {}
    reading = _Reading(said, [] if given is None or isinstance(given, dict) else ["context"])
    messages = reading.list_of("messages", _is_message)[-MESSAGES:]
    fields = stated_of_fields(said.get("confidences", said.get("fields")), arguments)
    heard = [text for source, text, _ in map(_read, messages) if source is Source.REQUESTER]
    sounds = reading.number("sentiment", -1.0, 1.0)
    asks = not risk.read_only and law.sentiment.hostile is not Route.AUTO
    felt = worst(heard[-MESSAGES_FELT:], mood) if asks else None
    moods = [each for each in (sounds, felt) if each is not None]
    context = Context(
        repeats_done=reading.is_true("repeats_done") or said.get("repeats") in ("done", True),
        repeats_unknown=reading.is_true("repeats_unknown") or said.get("repeats") == "unknown",
        clarified=said.get("clarified") is True,
        # A line that names neither asks about the call alone; one with null, about an agent that
        # does not say.
        guessed="confidence" in said or "source" in said,
        uses=tuple(reading.uses()),
        new_recipient=reading.is_true("new_recipient"),
        origins=trace(arguments, _texts(messages, law), _object(schema), risk) if messages else (),
        outside=_outside(messages, law),
        brief=reading.brief(),
        is_new=reading.is_true("is_new"),
        lot=lot,
        source=_source(said.get("source"), law),
        fields=fields,
        sentiment=min(moods, default=None),
    )
    return Surroundings(context, stated(said.get("confidence")), fields, tuple(reading.unread))


class _Reading:
    """Reads one part after another, and remembers those that could not be read."""

    def __init__(self, said: dict[str, Any], unread: list[str]) -> None:
        self._said = said
        self.unread = unread

    def is_true(self, name: str) -> bool:
        given = self._said.get(name, False)
        if not isinstance(given, bool):
            self.unread.append(name)
        return given is not False

    def number(self, name: str, low: float, high: float) -> float | None:
        given = self._said.get(name)
        if given is None:
            return None
        is_number = isinstance(given, int | float) and not isinstance(given, bool)
        if not is_number or (isinstance(given, float) and math.isnan(given)):
            self.unread.append(name)
            return None
        return float(min(max(given, low), high))

    def list_of(self, name: str, fits: Callable[[Any], bool]) -> list[dict[str, Any]]:
        given = self._said.get(name)
        listed = given if isinstance(given, list) else []
        read = [each for each in listed if fits(each)]
        if len(read) < len(listed) or (given is not None and not isinstance(given, list)):
            self.unread.append(name)
        return read

    def uses(self) -> list[Use]:
        read = []
        for each in self.list_of("uses", lambda value: isinstance(value, dict)):
            try:
                use = Use.model_validate(each)
            except ValidationError:
                self.unread.append("uses")
            else:
                read += [use] if use.scope in SCOPES else []
                self.unread += [] if use.scope in SCOPES else ["uses"]
        return read

    def brief(self) -> Brief | None:
        given = self._said.get("brief")
        try:
            return None if given is None else Brief.model_validate(given)
        except ValidationError:
            self.unread.append("brief")
            return None


def _source(given: Any, law: Law) -> str:
    """Whose confidence it is. Nobody is exempt from a sample by a stranger's word."""
    named = str(given or "")[:128]
    return "" if named in law.calibration.exempt else named


def _is_message(given: Any) -> bool:
    return isinstance(given, dict) and str(_role(given)) in SPEAKERS


def _role(message: dict[str, Any]) -> Any:
    return message.get("role") or message.get("speaker") or message.get("type")


def _read(message: dict[str, Any]) -> tuple[Source | None, str, str]:
    """Whose word it is, None for the agent's own; the text; and the tool that brought it in."""
    content = message.get("content", message.get("text"))
    parts = content if isinstance(content, list) else [content]
    texts = [part.get("text") if isinstance(part, dict) else part for part in parts]
    said = "\n".join(str(text) for text in texts if text is not None)
    tool = message.get("tool") or message.get("name") or ""
    return SOURCES.get(str(_role(message))), said, str(tool)


def _outside(messages: list[dict[str, Any]], law: Law) -> tuple[str, ...]:
    """The tools that brought in words which nobody in the house said."""
    read = [(source, tool) for source, _, tool in map(_read, messages)]
    trusted = law.provenance.trusted_tools
    brought = {tool for source, tool in read if source is Source.UNTRUSTED and tool not in trusted}
    return tuple(sorted(tool or "a tool" for tool in brought))


def _texts(messages: list[dict[str, Any]], law: Law) -> Texts:
    said = []
    for number, message in enumerate(messages):
        source, text, tool = _read(message)
        if source is Source.UNTRUSTED and tool in law.provenance.trusted_tools:
            source = Source.TRUSTED_TOOL
        if source is not None and text.strip():
            said.append(Text(source, str(message.get("id") or number), text, tool))
    return Texts(said)


def _object(schema: Any) -> dict[str, Any]:
    return schema if isinstance(schema, dict) else {}
