"""rows: a list to choose from: the queue, or the conversations. One row is the open one."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from ui.parts.component import component

_ROWS = component("rows", "<ol></ol>")


@dataclass(frozen=True)
class Row:
    """One line of the list; `since` and `until` are moments in milliseconds that tick, or 0.

    A `fresh` one has changed since this person looked at it.
    """

    id: str
    title: str
    note: str = ""
    mood: str = ""
    before: str = ""
    since: int = 0
    until: int = 0
    fresh: bool = False


def rows(
    key: str,
    given: Sequence[Row],
    *,
    label: str,
    open_id: str,
    now: int,
    pick: Callable[[str], None],
) -> None:
    """Show the rows; `pick` is called with the id of the one chosen."""

    def picked() -> None:
        pick(str(st.session_state[key].pick))

    data = {"rows": [asdict(row) for row in given], "open": open_id, "label": label, "now": now}
    _ROWS(key=key, data=data, height="content", on_pick_change=picked)
