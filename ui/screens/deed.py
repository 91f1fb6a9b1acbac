"""deed: what was done, what came of it, and whether it can be taken back."""

import json
from typing import Any

import streamlit as st

from domain.request import Deed, Request
from ui.parts.fields import fields
from ui.parts.quote import quote
from ui.parts.words import escaped, tool_words, visible


def deed(request: Request, done: Deed) -> None:
    """What the tool answered, and the way back."""
    st.markdown("**What came of it**")
    answered = _record(done.result)
    with st.container(border=True):
        if answered:
            fields(f"answered {request.id}", answered)
        else:
            quote(f"answered {request.id}", done.result, "the tool's answer", done.ended_at)
    if done.taken_back:
        st.text(visible(done.taken_back))
    elif done.undo:
        st.caption(f":material/undo: Can be taken back with: {_way_back(done)}")
    else:
        st.text(visible(done.hindrance))


def _record(result: str) -> dict[str, Any]:
    try:
        read = json.loads(result)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _way_back(done: Deed) -> str:
    given = ", ".join(
        f"{name.replace('_', ' ')} {str(value)[:60]}" for name, value in done.arguments.items()
    )
    return escaped(visible(f"{tool_words(done.undo)}, {given}" if given else tool_words(done.undo)))
