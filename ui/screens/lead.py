"""lead: what a lead can do about a call that keeps failing. One choice; then it is off the desk."""

from collections.abc import Sequence

import streamlit as st

from domain.request import Request
from ui.client import Client
from ui.screens import deciding, form
from ui.screens.buttons import back, primary, turn

WORDS_HEIGHT = 96


def lead(client: Client, request: Request, order: Sequence[str]) -> None:
    """The choices, or the field in which one of them is written."""
    mode = deciding.mode_of(request)
    if mode in _WRITING:
        _writing(client, request, order, *_WRITING[mode])
    else:
        _choices(client, request, order)


def _choices(client: Client, request: Request, order: Sequence[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        given = (client, request, order)
        primary(*given, "Try again", deciding.approve, name="again", icon="replay", key="A")
        for words, key, icon, mode in _MODES:
            turn(request, words, mode, name=mode, icon=icon, key=key)
        st.button(
            "Take over",
            key=f"take over {form.shown_key(request)}",
            icon=":material/support_agent:",
            help="You speak with the requester in the agent's place until you hand it back.",
            on_click=deciding.take_over,
            args=(client, request, order),
        )


def _writing(
    client: Client, request: Request, order: Sequence[str], label: str, hint: str, done: str
) -> None:
    key = form.words_key(request)
    st.text_area(label, key=key, placeholder=hint, height=WORDS_HEIGHT)
    with st.container(horizontal=True, vertical_alignment="center"):
        primary(client, request, order, done, deciding.write, name="write", icon="check")
        back(request)


_MODES = (
    ("Try again with changes", "E", "edit", deciding.EDITING),
    ("Supply the result", "", "input", deciding.SUPPLYING),
    ("Give an order", "", "campaign", deciding.ORDERING),
    ("Give up", "X", "close", deciding.REJECTING),
)
_WRITING = {
    deciding.SUPPLYING: (
        "The result, in place of the tool's answer",
        "The agent goes on as if the tool had answered this",
        "Supply this result",
    ),
    deciding.ORDERING: (
        "What the agent shall do instead",
        "Say what to do; whatever it starts is judged by the law as ever",
        "Give this order",
    ),
}
