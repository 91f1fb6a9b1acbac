"""passing: a reviewer asks a lead instead. A lead is the last tier and is not offered it."""

from collections.abc import Sequence

import streamlit as st

from domain.people import Person, Role
from domain.request import PASSABLE, Request
from domain.verdict import Route
from ui.client import Client
from ui.screens import deciding, form
from ui.screens.buttons import back, primary, turn


def can_pass_up(me: Person, request: Request) -> bool:
    """Whether this person may ask a lead about this request."""
    return request.kind in PASSABLE and request.route is Route.REVIEW and not me.holds(Role.LEAD)


def pass_up(me: Person, request: Request) -> None:
    """The button, for those who may."""
    if can_pass_up(me, request):
        name, icon = "pass", "north_east"
        turn(request, "Pass up", deciding.PASSING, name=name, icon=icon, key="S")


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
        given = (client, request, order, "Pass up to a lead", deciding.pass_up)
        primary(*given, name="pass now", icon="north_east", key="S")
        back(request)
