"""bar: the buttons under the open item. What a person may not do is said instead of offered.

The server decides who may; the bar only spares a click that would be refused.
"""

from collections.abc import Sequence

import streamlit as st

from domain.decision import ReasonCode
from domain.people import Person, Role
from domain.request import Request, RequestKind, RequestState
from domain.verdict import Route
from ui.client import Client
from ui.parts.words import REASON_WORDS, asked_of, escaped
from ui.screens import deciding, form
from ui.screens.judging import judging
from ui.screens.lead import back, lead


def bar(client: Client, me: Person, request: Request, order: Sequence[str]) -> None:
    """What can be done with the open item now."""
    hindrance = _hindrance(request, me)
    if request.state is not RequestState.OPEN:
        st.button("Next", key="next", type="primary", on_click=deciding.go_to, args=("",))
    elif hindrance:
        st.caption(hindrance)
    elif request.kind is RequestKind.PROOF:
        judging(client, request, order)
    elif request.kind is RequestKind.OUTCOME:
        _outcome(client, request, order)
    elif deciding.mode_of(request) == deciding.REJECTING:
        _rejecting(client, request, order)
    elif deciding.mode_of(request) == deciding.EDITING:
        _editing(client, request, order)
    elif request.kind is RequestKind.ESCALATION:
        lead(client, request, order)
    else:
        _looking(client, request, order)


def _hindrance(request: Request, me: Person) -> str:
    if request.kind is RequestKind.ELICITATION:
        return f"Only {escaped(request.requested_by)} can answer this, in the conversation."
    if request.requested_by == me.id:
        return "You asked for this yourself; a colleague must decide."
    if request.proof is not None and request.proof.operator == me.id:
        return "This is your own proof; a colleague must judge it."
    if me.id in request.signed_by:
        return "You have signed this; it waits for another signature."
    needed = (Role.LEAD,) if request.route is Route.LEAD else (Role.REVIEWER, Role.LEAD)
    return "" if me.holds(*needed) else f"This waits for {asked_of(request.route)}."


def _looking(client: Client, request: Request, order: Sequence[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "Approve",
            key=f"approve {form.shown_key(request)}",
            type="primary",
            icon=":material/check:",
            on_click=deciding.approve,
            args=(client, request, order),
        )
        st.button(
            "Reject",
            key=f"reject {form.shown_key(request)}",
            icon=":material/close:",
            on_click=deciding.set_mode,
            args=(request, deciding.REJECTING),
        )
        st.button(
            "Edit",
            key=f"edit {form.shown_key(request)}",
            icon=":material/edit:",
            on_click=deciding.set_mode,
            args=(request, deciding.EDITING),
        )


def _rejecting(client: Client, request: Request, order: Sequence[str]) -> None:
    st.pills(
        "Reject because",
        list(ReasonCode),
        format_func=REASON_WORDS.__getitem__,
        key=form.reason_key(request),
    )
    st.text_input(
        "In your words",
        key=form.note_key(request),
        label_visibility="collapsed",
        placeholder="Say more, if you like: the agent and the requester read it",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Give up" if request.kind is RequestKind.ESCALATION else "Reject",
            key=f"reject now {form.shown_key(request)}",
            type="primary",
            icon=":material/close:",
            on_click=deciding.reject,
            args=(client, request, order),
        )
        back(request)


def _editing(client: Client, request: Request, order: Sequence[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        retried = request.kind is RequestKind.ESCALATION
        st.button(
            "Try again with my changes" if retried else "Approve with my changes",
            key=f"approve changed {form.shown_key(request)}",
            type="primary",
            icon=":material/check:",
            on_click=deciding.approve_changed,
            args=(client, request, order),
        )
        back(request)


def _outcome(client: Client, request: Request, order: Sequence[str]) -> None:
    st.text_input(
        "Note",
        key=form.note_key(request),
        label_visibility="collapsed",
        placeholder="How do you know? (optional)",
    )
    answers = (
        ("It happened", ":material/check:", True, False),
        ("It did not happen", ":material/close:", False, False),
        ("It did not: try again", ":material/replay:", False, True),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for words, icon, happened, retry in answers:
            st.button(
                words,
                key=f"{words} {form.shown_key(request)}",
                icon=icon,
                on_click=deciding.answer,
                args=(client, request, order, happened, retry),
            )
