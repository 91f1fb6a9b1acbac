"""outbox: what goes out by itself in a moment, each with its countdown and the way to hold it.

The browser repeats a hold until it is answered, since one that meets a run in progress can be lost;
each carries a number, and a number counts once.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import streamlit as st

from ui.parts.component import component
from ui.parts.words import now_milliseconds, visible

WHY_CHARACTERS = 1000
_OUTBOX = component("outbox", "<ol></ol>")


class Going(NamedTuple):
    """One line: what it is, whose, and when it goes (milliseconds); it is held by its `id`."""

    id: str
    title: str
    note: str
    goes: int


def outbox(key: str, going: Sequence[Going], hold: Callable[[str, str], None]) -> None:
    """Count down; `hold` is called once with the id of each that somebody holds, and with why."""
    answered = f"{key} answered"

    def held() -> None:
        # One event carries all that is not answered yet, the oldest first.
        for each in st.session_state[key].hold or ():
            if each["n"] > st.session_state.get(answered, 0):
                st.session_state[answered] = each["n"]
                hold(str(each["id"]), str(each["why"]))

    lines = [each._replace(title=visible(each.title), note=visible(each.note)) for each in going]
    data = {
        "going": [line._asdict() for line in lines],
        "now": now_milliseconds(),
        "answered": st.session_state.get(answered, 0),
        "longest": WHY_CHARACTERS,
    }
    _OUTBOX(key=key, data=data, height="content", on_hold_change=held)
