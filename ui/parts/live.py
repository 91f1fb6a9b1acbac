"""live: reruns the fragment it stands in when the house tells of a change. Typing is kept.

The fragment answers with the version that woke it; the browser repeats what was not answered.
"""

import streamlit as st

from ui.parts.component import component

_LIVE = component("live", "<span hidden></span>")


def live(key: str) -> None:
    """Listen from inside a fragment; `key` is this part's own."""
    seen = f"{key} seen"
    woken_by = getattr(st.session_state.get(key), "changed", None)
    if woken_by is not None:
        st.session_state[seen] = woken_by
    data = {"seen": st.session_state.get(seen, 0)}
    _LIVE(key=key, data=data, height="content", on_changed_change=_nothing)


def _nothing() -> None:
    """The rerun itself is the answer."""
