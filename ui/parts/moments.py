"""moments: what was thought and said about each action, moment by moment, as text."""

from collections.abc import Sequence
from typing import NamedTuple

from ui.parts.component import component

_MOMENTS = component("moments", '<div class="actions"></div>')


class Moment(NamedTuple):
    """When (milliseconds), who, and what they said."""

    at: int
    who: str
    text: str


def moments(key: str, actions: Sequence[tuple[str, Sequence[Moment]]]) -> None:
    """Each action by its name, with its moments, oldest first."""
    told = [{"name": name, "moments": [each._asdict() for each in said]} for name, said in actions]
    _MOMENTS(key=key, data={"actions": told}, height="content")
