"""opposites: the pairs that must never be mistaken for one another, however alike the rest is."""

from graph.practice.clause import Clause
from graph.practice.tool import Tool
from graph.practice.words import name_words, stem, words


def opposed(tool: Tool, clause: Clause) -> bool:
    """Whether the clause asks for the very opposite of what the tool is named for."""
    named = name_words(tool.name)
    said = [word.text.casefold() for word in words(clause.text)[:30]]
    stems = {stem(word) for word in named}
    for one, other in (*_PARTICLES, *((second, first) for first, second in _PARTICLES)):
        if one in named and other not in named and other in said and one not in said:
            return True
    return any(
        clause.head == stem(other) and stem(one) in stems and stem(other) not in stems
        for one, other in (*_VERBS, *((second, first) for first, second in _VERBS))
    )


_PARTICLES = (("on", "off"), ("up", "down"), ("in", "out"))
_VERBS = (
    ("open", "close"),
    ("lock", "unlock"),
    ("enable", "disable"),
    ("start", "stop"),
    ("add", "remove"),
    ("increase", "decrease"),
    ("raise", "lower"),
    ("approve", "reject"),
    ("accept", "decline"),
    ("activate", "deactivate"),
    ("install", "uninstall"),
    ("subscribe", "unsubscribe"),
    ("mute", "unmute"),
    ("pause", "resume"),
    ("freeze", "unfreeze"),
    ("block", "unblock"),
    ("assign", "unassign"),
)
