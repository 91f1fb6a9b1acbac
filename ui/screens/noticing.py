"""noticing: what has changed in conversations that this session is not looking at.

It is kept in the session and nowhere else: opening the page anew, everything counts as seen.
"""

from collections.abc import Sequence

import streamlit as st

from domain.people import Person
from domain.thread import ThreadStatus, ThreadSummary
from ui.parts.words import milliseconds

SHOWN, STOOD = "conversations shown", "conversations stood"


def notice_changes(
    summaries: Sequence[ThreadSummary], me: Person, open_id: str
) -> list[ThreadSummary]:
    """One's own conversations whose turn has come to an end, or to oneself, since the last look."""
    stood: dict[str, bool] | None = st.session_state.get(STOOD)
    shown: dict[str, int] = st.session_state.setdefault(SHOWN, {})
    for summary in summaries:
        if stood is None or summary.id == open_id:
            shown[summary.id] = milliseconds(summary.updated_at)
    stands = {each.id: _is_back(each) for each in summaries if each.owner == me.id}
    st.session_state[STOOD] = (stood or {}) | stands
    if stood is None:
        return []
    return [each for each in summaries if stands.get(each.id) and not stood.get(each.id, False)]


def is_new(summary: ThreadSummary, open_id: str) -> bool:
    """Whether it has changed since this session showed it, and not by being worked on."""
    if summary.id == open_id or summary.status is ThreadStatus.WORKING:
        return False
    shown = st.session_state.get(SHOWN, {})
    return milliseconds(summary.updated_at) > int(shown.get(summary.id, 0))


def _is_back(summary: ThreadSummary) -> bool:
    """Whether the agent has ended its turn, or waits for its own requester."""
    if "requester" in summary.waits_for:
        return True
    return summary.status in (ThreadStatus.IDLE, ThreadStatus.STALLED)
