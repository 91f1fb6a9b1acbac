"""choosing: which of several values earlier results offer, None where a person has to say."""

import re
from collections.abc import Sequence

from graph.practice.facts import Fact, Record
from graph.practice.words import words

_CLOSE = 0.05


def decided(offered: Sequence[Fact], text: str) -> Fact | None:
    """The one value that is meant: the only one, or the latest where `text` says so."""
    if not offered:
        return None
    best = [fact for fact in offered if fact.score >= offered[0].score - _CLOSE]
    best = [fact for fact in best if _as_asked(fact.record)] or best
    if len({str(fact.value) for fact in best}) == 1:
        return best[0]
    wanted = EXTREME.search(text)
    # "My last one" in a list of everybody's is anybody's; only a narrowed list may be trusted.
    if wanted is None or not all(_narrowed(fact.record) for fact in best):
        return None
    dated = [(moment, fact) for fact in best if (moment := _moment(fact.record))]
    if len(dated) != len(best):
        return None
    newest = wanted.group().casefold() in _NEWEST
    return (max if newest else min)(dated, key=lambda pair: pair[0])[1]


def _narrowed(record: Record) -> bool:
    return any(value not in ("", None) for value in record.asked.values())


def _as_asked(record: Record) -> bool:
    """Whether the words that were searched for stand in it as whole words."""
    asked = {word.stem for each in record.asked.values() for word in words(str(each))}
    told = {word.stem for each in record.fields.values() for word in words(str(each))}
    return asked <= told


def _moment(record: Record) -> str:
    found = [str(value) for value in record.fields.values() if _DATE.match(str(value))]
    return found[0] if found else ""


EXTREME = re.compile(r"\b(?:last|latest|newest|most recent|first|oldest|earliest)\b", re.IGNORECASE)
_NEWEST = ("last", "latest", "newest", "most recent")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:\D|$)")
