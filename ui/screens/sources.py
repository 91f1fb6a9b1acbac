"""sources: what the action rests on: the agent's words as its own, the requester's as theirs."""

import streamlit as st

from domain.request import Request
from ui.parts.quote import quote
from ui.screens import opening
from ui.screens.brief import brief


def sources(request: Request) -> None:
    """Who said what, each under their own name."""
    if request.action.rationale:
        st.markdown("**The agent says**")
        quote("agent", request.action.rationale, "unverified")
    name = request.name_of(request.requested_by)
    if request.said is not None:
        st.markdown("**The requester's own words**")
        quote("said", request.said.text, name, request.said.at)
    if request.said_since is not None:
        st.markdown(":orange[:material/mark_chat_unread:] **The requester has written since**")
        quote("said since", request.said_since.text, name, request.said_since.at)
    if request.brief is not None:
        st.markdown("**What they fixed beforehand**")
        with st.container(border=True):
            brief("brief", request.brief)
    st.button(
        "Read the conversation",
        key=f"read {request.id}",
        icon=":material/forum:",
        on_click=opening.wish,
        args=(request.thread_id,),
    )
