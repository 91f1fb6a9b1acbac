"""citing: what the messages say that the values of an action came from, around those values.

A reviewer may read the whole conversation, and should see what an action rests on beside it.
"""

from collections.abc import Iterable

from domain.origin import Origin
from domain.request import RequestedAction
from policy.leaves import leaves_of
from storage import transcript
from storage.rows import unpacked
from storage.unit import Unit

MOST_MESSAGES = 8
CHARACTERS_AROUND = 160


def cited(
    unit: Unit, thread_id: str, action: RequestedAction, origins: Iterable[Origin]
) -> dict[str, str]:
    """A passage of each message that the spans point to, by its id; of so many at most."""
    values = {leaf.path: leaf.text for leaf in leaves_of(action.arguments)}
    found: dict[str, str] = {}
    for origin in origins:
        for span in origin.spans:
            if not span.message_id or span.message_id in found or len(found) == MOST_MESSAGES:
                continue
            row = transcript.find(unit, thread_id, span.message_id)
            if row is not None:
                sought = values.get(origin.path, "")[span.start : span.end]
                found[span.message_id] = _passage(unpacked(row["body"])["text"], sought)
    return found


def _passage(text: str, sought: str) -> str:
    """The passage in which `sought` stands, else the beginning: it may stand there in disguise."""
    at = max(text.casefold().find(sought.casefold()), 0)
    begin = max(0, at - CHARACTERS_AROUND)
    end = at + len(sought) + CHARACTERS_AROUND
    shown = text[begin:end].strip()
    return f"{'… ' if begin else ''}{shown}{' …' if end < len(text) else ''}"
