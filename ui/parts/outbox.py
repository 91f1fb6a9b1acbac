"""outbox: what goes out by itself in a moment, each with its countdown and the way to hold it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import streamlit as st

from ui.parts.component import component
from ui.parts.words import now_milliseconds, visible

_OUTBOX = component("outbox", "<ol></ol>")


class Going(NamedTuple):
    """One line: what it is, whose, and when it goes (milliseconds); it is held by its `id`."""

    id: str
    title: str
    note: str
    goes: int


def outbox(key: str, going: Sequence[Going], hold: Callable[[str], None]) -> None:
    """Count down; `hold` is called with the id of the one that somebody holds."""

    def held() -> None:
        hold(str(st.session_state[key].hold))

    lines = [each._replace(title=visible(each.title), note=visible(each.note)) for each in going]
    data = {"going": [line._asdict() for line in lines], "now": now_milliseconds()}
    _OUTBOX(key=key, data=data, height="content", on_hold_change=held)
