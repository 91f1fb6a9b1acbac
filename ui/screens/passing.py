"""passing: a reviewer asks a lead instead. A lead is the last tier and is not offered it."""

from collections.abc import Sequence

import streamlit as st

from domain.people import Person, Role
from domain.request import Request, RequestKind
from domain.verdict import Route
from ui.client import Client
from ui.parts.keys import hinted
from ui.screens import deciding, form
from ui.screens.lead import back

KINDS = (RequestKind.APPROVAL, RequestKind.OUTCOME, RequestKind.PROOF)


def can_pass_up(me: Person, request: Request) -> bool:
    """Whether this person may ask a lead about this request."""
    return request.kind in KINDS and request.route is Route.REVIEW and not me.holds(Role.LEAD)


def pass_up(me: Person, request: Request) -> None:
    """The button, for those who may."""
    if can_pass_up(me, request):
        st.button(
            hinted("Pass up", "S"),
            key=f"pass {form.shown_key(request)}",
            icon=":material/north_east:",
            on_click=deciding.set_mode,
            args=(request, deciding.PASSING),
        )


def passing(client: Client, request: Request, order: Sequence[str]) -> None:
    """What the lead should know, before it goes up."""
    st.text_input(
        "Note for the lead",
        key=form.note_key(request),
        label_visibility="collapsed",
        placeholder="What should the lead know? (optional)",
        max_chars=1000,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            hinted("Pass up to a lead", "S"),
            key=f"pass now {form.shown_key(request)}",
            type="primary",
            icon=":material/north_east:",
            on_click=deciding.pass_up,
            args=(client, request, order),
        )
        back(request)
