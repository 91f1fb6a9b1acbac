"""ahead: what the answer to a decision brought along: the page as it stands with the next item.

It is for the run that the decision began and for no later one; whatever else is asked is read anew.
"""

import streamlit as st

from domain.waiting import Workplace
from ui.parts.words import now_milliseconds

BROUGHT = "workplace brought along"
FRESH_MILLISECONDS = 1000


def keep(opened: str, last: str, workplace: Workplace | None) -> None:
    """Keep the workplace that was asked for with these two requests, if it came."""
    st.session_state[BROUGHT] = (opened, last, workplace, now_milliseconds())


def take(opened: str, last: str) -> Workplace | None:
    """The workplace for these two requests if it has just come; it is told once."""
    for_opened, for_last, workplace, at = st.session_state.pop(BROUGHT, ("", "", None, 0))
    is_meant = (for_opened, for_last) == (opened, last)
    is_fresh = now_milliseconds() - at < FRESH_MILLISECONDS
    return workplace if is_meant and is_fresh else None
