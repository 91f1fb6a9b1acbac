"""timeline: the plan of one turn as a line of steps. Each says in words what its sign shows."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from ui.parts.component import component

_TIMELINE = component("timeline", "<ol></ol>")


@dataclass(frozen=True)
class Mark:
    """One step as it is painted; `since` and `until` are moments in milliseconds, or 0.

    `asked` stands before `since`; `lapse` says what happens at `until`, which stands at its `{}`.
    """

    status: str
    title: str
    words: str
    note: str = ""
    asked: str = ""
    since: int = 0
    lapse: str = ""
    until: int = 0
    details: str = ""


def timeline(key: str, marks: Sequence[Mark], now: int) -> None:
    """The steps, oldest first."""
    data = {"marks": [asdict(mark) for mark in marks], "now": now}
    _TIMELINE(key=key, data=data, height="content")
