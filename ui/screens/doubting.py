"""doubting: the buttons under a call that was cut off: did it happen?"""

from collections.abc import Sequence

import streamlit as st

from domain.people import Person
from domain.request import Request
from ui.client import Client
from ui.parts.keys import hinted
from ui.screens import deciding, form
from ui.screens.passing import pass_up

ANSWERS = (
    ("It happened", "A", ":material/check:", True, False),
    ("It did not happen", "X", ":material/close:", False, False),
    ("It did not: try again", "", ":material/replay:", False, True),
)


def outcome(client: Client, me: Person, request: Request, order: Sequence[str]) -> None:
    """What somebody found out, and how."""
    st.text_input(
        "Note",
        key=form.note_key(request),
        label_visibility="collapsed",
        placeholder="How do you know? (optional)",
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for words, key, icon, happened, retry in ANSWERS:
            st.button(
                hinted(words, key) if key else words,
                key=f"{words} {form.shown_key(request)}",
                icon=icon,
                on_click=deciding.answer,
                args=(client, request, order, happened, retry),
            )
        pass_up(me, request)
