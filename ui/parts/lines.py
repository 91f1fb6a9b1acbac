"""lines: the queue to choose from: one line each, with how long it has waited. One is open."""

from collections.abc import Callable

import streamlit as st

from domain.waiting import Line, Queue
from ui.parts.component import component
from ui.parts.words import asked_of, milliseconds, mood_of, now_milliseconds, visible

_LINES = component("lines", "<ol></ol>")


def lines(key: str, queue: Queue, *, open_id: str, pick: Callable[[str], None]) -> None:
    """Show the queue; `pick` is called with the id of the request chosen."""

    def picked() -> None:
        pick(str(st.session_state[key].pick))

    data = {
        "lines": [_line(line) for line in queue.lines],
        "open": open_id,
        "label": "Requests that wait",
        "now": now_milliseconds(),
    }
    _LINES(key=key, data=data, height="content", on_pick_change=picked)


def _line(line: Line) -> dict[str, object]:
    sure = line.confidence
    return {
        "id": line.id,
        "title": visible(line.summary),
        "note": f"for {asked_of(line.route)} · {visible(line.name)}",
        "confidence": "" if sure is None else f"{sure:.2f}",
        "mood": "" if sure is None else mood_of(sure),
        "opened": milliseconds(line.opened_at),
        "late": milliseconds(line.late_at),
    }
