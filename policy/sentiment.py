"""sentiment: how a requester sounds, from -1 (hostile) to 1 (C5). English only.

A word list does not know that killing a process is work; such words are taken out of it.
"""

import re
from collections.abc import Callable, Iterable

Mood = Callable[[str], float]

SENTENCE_CHARACTERS = 400
LONGEST_CHARACTERS = 4_000


def worst(texts: Iterable[str], mood: Mood) -> float | None:
    """The worst that any sentence of `texts` sounds; None where nothing is said.

    By sentences, because many kind ones would drown a hostile one, and many mild ones add up.
    """
    sentences = [
        sentence[start : start + SENTENCE_CHARACTERS]
        for text in texts
        for sentence in _ENDS.split(text[:LONGEST_CHARACTERS])
        for start in range(0, len(sentence.strip()), SENTENCE_CHARACTERS)
    ]
    return min(map(mood, sentences), default=None)


def without_work_words(lexicon: dict[str, float]) -> dict[str, float]:
    """A word list's values without the words that say what happened, not how somebody feels."""
    return {word: value for word, value in lexicon.items() if word not in WORK_WORDS}


_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")
_WORK = """
abandon abandoned accident accidentally accidents alarm alarms alone anti argue argument arguments
arrest attacked attacker attacks avoid avoided ban bankrupt banned blind block blocked blocking
blocks bomb broke broken burden cancel cancelled cancelling cancels cancer charged charges collapse
collapsed collapses collision collisions complain complained complaint complaints conflict
conflicting conflicts contradiction contradictions costly crash crisis critical cut cuts cutting
damage damaged damages damaging dangerous dead deadlock death debt defect defective defects defer
deficit degradation degraded delay delayed demand demanded demanding denied denies deny denying
depression destroy destroyed destroying destroys die died difficulties difficulty disabling
disappear disappeared disappears dispute disputed disputes drop dump dumped emergency empty error
errors exclude excluded exploit fail failed failing fails failure failures fault faults faulty fire
fired forbidden forced forget forgotten fraud fraudulent hacked hard ignore illegal illness injured
injury interrupt interrupted interruption interruptions isolated kill killed killing kills lack lag
lawsuit lawsuits leak leave limited lose loses losing loss losses lost low lowest misread miss
missed misses missing mistake mistakes no obsolete obstacle obstacles offline pain pains pay penalty
poor postpone postponed postpones postponing pressure problem problems prosecute prosecuted
questioned questioning refuse refused refusing reject rejected rejecting rejection rejections
rejects risk risks risky severe shortage shortages sick spam steal stolen stop stopped stopping
stops strike strikes stuck suspect suspected suspend suspended trouble troubles uncertain unclear
unconfirmed unsecured unstable unsuccessful victim victims violate violated violates violation
violations vulnerable warn warned warning warnings warns weak weakness worn wrong
"""
WORK_WORDS = frozenset(_WORK.split())
