"""judging: the buttons under a proof. It is accepted as it is, or goes back with words to go by."""

from collections.abc import Sequence

import streamlit as st

from domain.people import Person
from domain.request import Request
from ui.client import Client
from ui.screens import deciding, form
from ui.screens.buttons import back, primary, turn
from ui.screens.passing import pass_up

FEEDBACK_HEIGHT = 96
NEEDED = "Rejecting needs feedback: the operator goes by your words."


def judging(client: Client, me: Person, request: Request, order: Sequence[str]) -> None:
    """Accept or reject, or the field in which a rejection is written."""
    if deciding.mode_of(request) == deciding.REJECTING:
        _rejecting(client, request, order)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        given = (client, request, order)
        primary(*given, "Accept", deciding.approve, name="accept", icon="check", key="A")
        words = "Reject with feedback"
        turn(request, words, deciding.REJECTING, name="reject", icon="close", key="X")
        pass_up(me, request)


def _rejecting(client: Client, request: Request, order: Sequence[str]) -> None:
    st.text_area(
        "What is missing?",
        key=form.note_key(request),
        placeholder="Say what the next photo has to show",
        height=FEEDBACK_HEIGHT,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        given = (client, request, order, "Reject with this feedback", deciding.reject)
        primary(*given, name="reject now", icon="close")
        back(request)
        st.caption(NEEDED, width="content")
