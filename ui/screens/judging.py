"""judging: the buttons under a proof. It is accepted as it is, or goes back with words to go by."""

from collections.abc import Sequence

import streamlit as st

from domain.request import Request
from ui.client import Client
from ui.screens import deciding, form
from ui.screens.lead import back

FEEDBACK_HEIGHT = 96
NEEDED = "Rejecting needs feedback: the operator goes by your words."


def judging(client: Client, request: Request, order: Sequence[str]) -> None:
    """Accept or reject, or the field in which a rejection is written."""
    if deciding.mode_of(request) == deciding.REJECTING:
        _rejecting(client, request, order)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "Accept",
            key=f"accept {form.shown_key(request)}",
            type="primary",
            icon=":material/check:",
            on_click=deciding.approve,
            args=(client, request, order),
        )
        st.button(
            "Reject with feedback",
            key=f"reject {form.shown_key(request)}",
            icon=":material/close:",
            on_click=deciding.set_mode,
            args=(request, deciding.REJECTING),
        )


def _rejecting(client: Client, request: Request, order: Sequence[str]) -> None:
    st.text_area(
        "What is missing?",
        key=form.note_key(request),
        placeholder="Say what the next photo has to show",
        height=FEEDBACK_HEIGHT,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Reject with this feedback",
            key=f"reject now {form.shown_key(request)}",
            type="primary",
            icon=":material/close:",
            on_click=deciding.reject,
            args=(client, request, order),
        )
        back(request)
        st.caption(NEEDED, width="content")
