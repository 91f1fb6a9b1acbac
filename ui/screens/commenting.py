"""commenting: say what should be different about a plan; the agent may propose another one."""

from collections.abc import Sequence

import streamlit as st

from domain.request import Request
from ui.client import Client
from ui.screens import deciding, form
from ui.screens.buttons import back, primary

WORDS_HEIGHT = 96


def commenting(client: Client, request: Request, order: Sequence[str]) -> None:
    """The field for the comment; sending it takes the plan off the desk."""
    st.text_area(
        "What should be different",
        key=form.words_key(request),
        placeholder="The agent reads this and may propose another plan",
        height=WORDS_HEIGHT,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        given = (client, request, order)
        primary(*given, "Send the comment", deciding.write, name="write", icon="comment")
        back(request)
