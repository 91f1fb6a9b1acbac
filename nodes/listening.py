"""listening: how the requester has sounded lately, where the law wants a person to look (C5)."""

from domain.action import Action
from domain.verdict import Route
from nodes.context import Rooms
from policy.sentiment import worst
from storage import mail
from storage.unit import Unit

MESSAGES = 3


def mood_of(unit: Unit, rooms: Rooms, thread_id: str, action: Action) -> float | None:
    """The worst of the requester's last messages; None for a read, and where the law asks not."""
    is_read = action.risk is not None and action.risk.read_only
    if is_read or rooms.law.sentiment.hostile is Route.AUTO:
        return None
    return worst(mail.last_of_owner(unit, thread_id, MESSAGES), rooms.mood)
