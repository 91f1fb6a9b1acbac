"""place: what the address of the page names: the open conversation, the open request.

When a change and a click meet, the browser asks for a run before it has heard of our move, and
brings the old address along. For a moment such an address is not taken for a wish to go back.
"""

import streamlit as st

from ui.parts.words import now_milliseconds

SETTLING_MILLISECONDS = 1500


def here(name: str) -> str:
    """What the address names; an empty text for nothing."""
    named = str(st.query_params.get(name, ""))
    opened, left = st.session_state.get(_key(name), (named, {}))
    if named == opened:
        return named
    if now_milliseconds() - left.get(named, 0) < SETTLING_MILLISECONDS:
        _write(name, opened)
        return str(opened)
    st.session_state[_key(name)] = (named, {})
    return named


def go(name: str, there: str) -> None:
    """Let the address name `there` from now on."""
    before = here(name)
    _, left = st.session_state.get(_key(name), ("", {}))
    if before != there:
        st.session_state[_key(name)] = (there, {**left, before: now_milliseconds()})
    _write(name, there)


def _write(name: str, value: str) -> None:
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def _key(name: str) -> str:
    return f"place {name}"
