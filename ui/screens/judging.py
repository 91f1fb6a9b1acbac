"""judging: the buttons under a proof. It is accepted as it is, or goes back with words to go by."""

from collections.abc import Sequence

import streamlit as st

from domain.people import Person
from domain.request import Request
from ui.client import Client
from ui.parts.keys import hinted
from ui.screens import deciding, form
from ui.screens.lead import back
from ui.screens.passing import pass_up

FEEDBACK_HEIGHT = 96
NEEDED = "Rejecting needs feedback: the operator goes by your words."


def judging(client: Client, me: Person, request: Request, order: Sequence[str]) -> None:
    """Accept or reject, or the field in which a rejection is written."""
    if deciding.mode_of(request) == deciding.REJECTING:
        _rejecting(client, request, order)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            hinted("Accept", "A"),
            key=f"accept {form.shown_key(request)}",
            type="primary",
            icon=":material/check:",
            on_click=deciding.approve,
            args=(client, request, order),
        )
        st.button(
            hinted("Reject with feedback", "X"),
            key=f"reject {form.shown_key(request)}",
            icon=":material/close:",
            on_click=deciding.set_mode,
            args=(request, deciding.REJECTING),
        )
        pass_up(me, request)


def _rejecting(client: Client, request: Request, order: Sequence[str]) -> None:
    st.text_area(
        "What is missing?",
        key=form.note_key(request),
        placeholder="Say what the next photo has to show",
        height=FEEDBACK_HEIGHT,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            hinted("Reject with this feedback", "Ctrl Enter"),
            key=f"reject now {form.shown_key(request)}",
            type="primary",
            icon=":material/close:",
            on_click=deciding.reject,
            args=(client, request, order),
        )
        back(request)
        st.caption(NEEDED, width="content")
