"""looking_back: the buttons under what was done already. It is fine, or somebody says what follows.

Words are needed with each remedy: whoever mends it goes by them.
"""

from collections.abc import Sequence

import streamlit as st

from domain.decision import Remedy
from domain.people import Person, Role
from domain.request import Request
from domain.verdict import Route
from ui.client import Client
from ui.parts.keys import hinted
from ui.screens import deciding, form
from ui.screens.buttons import DECISION, back, primary, turn

HEIGHT = 80


def looking_back(client: Client, me: Person, request: Request, order: Sequence[str]) -> None:
    """Fine or not, or the field in which it says what is wrong."""
    if deciding.mode_of(request) == deciding.REJECTING:
        _not_right(client, me, request, order)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        given = (client, request, order)
        primary(*given, "It is fine", deciding.approve, name="fine", icon="check", key="A")
        turn(request, "Not right", deciding.REJECTING, name="reject", icon="close", key="X")


def remedies(me: Person, request: Request) -> list[Remedy]:
    """What can follow, the first of them first: undo where it can be, an alert below a lead."""
    undo = [Remedy.UNDO] if request.deed is not None and request.deed.undo else []
    below = request.route is not Route.LEAD and not me.holds(Role.LEAD)
    return [*undo, Remedy.FOLLOW_UP, *([Remedy.ALERT] if below else [])]


def _not_right(client: Client, me: Person, request: Request, order: Sequence[str]) -> None:
    st.text_area(
        "What is wrong?",
        key=form.note_key(request),
        placeholder="Say what is wrong; whoever mends it goes by your words",
        height=HEIGHT,
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for remedy in (first := remedies(me, request)):
            words, icon = _WORDS[remedy]
            st.button(
                hinted(words, DECISION) if remedy is first[0] else words,
                key=f"{remedy.value} {form.shown_key(request)}",
                type="primary" if remedy is first[0] else "secondary",
                icon=f":material/{icon}:",
                on_click=deciding.find_wrong,
                args=(client, request, order, remedy),
            )
        back(request)


_WORDS = {
    Remedy.UNDO: ("Take it back", "undo"),
    Remedy.FOLLOW_UP: ("Ask for a follow-up", "reply"),
    Remedy.ALERT: ("Alert a lead", "campaign"),
}
