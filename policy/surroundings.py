"""surroundings: what a line of the batch door says of the situation, read as the law's context.

It is a stranger's text: what cannot be read is named, and may only ask for more.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from domain.brief import Brief
from domain.origin import Origin, Source
from domain.risk import Risk
from domain.verdict import Route
from policy.confidence import stated, stated_of_fields
from policy.context import Context, Use
from policy.hearing import Hearing, Saying
from policy.lexicon import words
from policy.provenance import trace
from policy.rules import Law
from policy.sentiment import Mood, worst
from policy.texts import Text, Texts
from policy.turns import SPEAKERS, speaker_of

MESSAGES_FELT = 3
# The newest are weighed value by value; of older ones it counts that they were there.
MESSAGES = 400
SCOPES = ("thread", "requester", "recipient", "house", "brief", "envelope")
# What the law knows by its name; anything else in a context is something that was said.
KNOWN = words(
    """
    confidence confidences fields sentiment source domain risk clarified
    repeats repeats_done repeats_unknown new_recipient is_new uses brief
    """
)


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
    reading = _Reading(said)
    hearing = _heard(given, reading, law)
    sayings = hearing.sayings
    fields = stated_of_fields(said.get("confidences", said.get("fields")), arguments)
    heard = [each.text for each in sayings if each.source is Source.REQUESTER]
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
        origins=_origins(arguments, hearing, schema, risk),
        outside=_outside(sayings),
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

    def __init__(self, said: dict[str, Any]) -> None:
        self._said = said
        self.unread: list[str] = []

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


def _heard(given: Any, reading: _Reading, law: Law) -> Hearing:
    """What was said before the call, in whatever shape a line has it."""
    hearing = Hearing(law.provenance.trusted_tools)
    is_message = isinstance(given, dict) and speaker_of(given) in SPEAKERS and "content" in given
    if is_message or not isinstance(given, dict):
        hearing.conversation(given)
        reading.unread += ["context"] if hearing.unread else []
        return hearing
    for name, value in given.items():
        if name not in KNOWN:
            hearing.member(name, value)
    reading.unread += ["messages"] if hearing.unread else []
    reading.unread += [] if isinstance(given.get("domain", ""), str | None) else ["domain"]
    return hearing


def _origins(
    arguments: dict[str, Any], hearing: Hearing, schema: Any, risk: Risk
) -> tuple[Origin, ...]:
    """Where each value came from, where there is a conversation in which it could stand."""
    if not hearing.begun and not hearing.sayings:
        return ()
    return trace(arguments, _texts(hearing.sayings), _object(schema), risk)


def _outside(sayings: list[Saying]) -> tuple[str, ...]:
    """What brought in words that nobody in the house said."""
    brought = {each.tool for each in sayings if each.source is Source.UNTRUSTED}
    return tuple(sorted(tool or "a tool" for tool in brought))


def _texts(sayings: list[Saying]) -> Texts:
    return Texts(
        Text(each.source, each.message_id, each.text, each.tool)
        for each in sayings[-MESSAGES:]
        if each.text.strip()
    )


def _object(schema: Any) -> dict[str, Any]:
    return schema if isinstance(schema, dict) else {}
