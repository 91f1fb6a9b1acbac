"""bar: the buttons under the open item. What a person may not do is said instead of offered.

The server decides who may; the bar only spares a click that would be refused.
"""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from domain.decision import ReasonCode
from domain.people import Person, Role
from domain.request import Request, RequestKind, RequestState
from domain.verdict import Route
from ui.client import Client
from ui.parts.device import on_phone
from ui.parts.keys import hinted
from ui.parts.words import REASON_WORDS, asked_of, escaped, visible
from ui.screens import deciding, form
from ui.screens.buttons import back, primary, turn
from ui.screens.commenting import commenting
from ui.screens.doubting import outcome
from ui.screens.judging import judging
from ui.screens.lead import lead
from ui.screens.looking_back import looking_back
from ui.screens.passing import pass_up, passing
from ui.screens.taking_back import take_back


def bar(client: Client, me: Person, request: Request, order: Sequence[str]) -> None:
    """What can be done with the open item now."""
    stands_against = hindrance(request, me)
    mode = deciding.mode_of(request)
    if request.state is not RequestState.OPEN:
        with st.container(horizontal=True, vertical_alignment="center"):
            words, go_on = hinted("Next", "J"), deciding.go_to
            st.button(words, key="next", type="primary", on_click=go_on, args=("",))
            take_back(client, me, request)
    elif stands_against:
        st.caption(stands_against)
    elif mode == deciding.PASSING:
        passing(client, request, order)
    elif request.kind in _OWN:
        _OWN[request.kind](client, me, request, order)
    elif mode == deciding.REJECTING:
        _rejecting(client, request, order)
    elif mode == deciding.EDITING:
        _editing(client, request, order)
    elif mode == deciding.SUPPLYING and request.kind is RequestKind.PLAN:
        commenting(client, request, order)
    elif request.kind is RequestKind.ESCALATION:
        lead(client, request, order)
    else:
        _looking(client, me, request, order)


def hindrance(request: Request, me: Person) -> str:
    """Why this person cannot decide this request; an empty text if they can."""
    if request.kind is RequestKind.ELICITATION:
        name = escaped(visible(request.name_of(request.requested_by)))
        return f"Only {name} can answer this, in the conversation."
    if request.requested_by == me.id:
        return "You asked for this yourself; a colleague must decide."
    if request.proof is not None and request.proof.operator == me.id:
        return "This is your own proof; a colleague must judge it."
    if me.id in request.signed_by:
        return "You have signed this; it waits for another signature."
    led = request.signers is not None and request.signers.role is Role.LEAD
    alone = led or request.route is Route.LEAD
    needed = (Role.LEAD,) if alone else (Role.REVIEWER, Role.LEAD)
    if not me.holds(*needed):
        return f"This waits for {asked_of(request.route)}."
    skills = request.signers.skills if request.signers is not None else ()
    missing = [skill for skill in skills if skill not in me.skills]
    return f"This waits for somebody with: {escaped(', '.join(missing))}." if missing else ""


def _looking(client: Client, me: Person, request: Request, order: Sequence[str]) -> None:
    if form.is_changed(request):
        st.caption("Your changes are kept, but not part of this: Approve runs what was asked.")
    gap: Literal["xsmall", "small"] = "xsmall" if on_phone() else "small"
    with st.container(horizontal=True, vertical_alignment="center", gap=gap):
        given = (client, request, order)
        primary(*given, "Approve", deciding.approve, name="approve", icon="check", key="A")
        turn(request, "Reject", deciding.REJECTING, name="reject", icon="close", key="X")
        turn(request, "Edit", deciding.EDITING, name="edit", icon="edit", key="E")
        if request.kind is RequestKind.PLAN:
            turn(request, "Comment", deciding.SUPPLYING, name="say", icon="comment", key="C")
        pass_up(me, request)


def _rejecting(client: Client, request: Request, order: Sequence[str]) -> None:
    reasons = {code: hinted(REASON_WORDS[code], str(n)) for n, code in enumerate(ReasonCode, 1)}
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for code in ReasonCode:
            st.button(
                reasons[code],
                key=f"because {code.value} {form.shown_key(request)}",
                on_click=deciding.reject,
                args=(client, request, order, code),
            )
    st.text_input(
        "In your words",
        key=form.note_key(request),
        label_visibility="collapsed",
        placeholder="Say more, if you like: the agent and the requester read it",
    )
    words = "Give up" if request.kind is RequestKind.ESCALATION else "Reject"
    with st.container(horizontal=True, vertical_alignment="center"):
        primary(client, request, order, words, deciding.reject, name="reject now", icon="close")
        back(request)


def _editing(client: Client, request: Request, order: Sequence[str]) -> None:
    retried = request.kind is RequestKind.ESCALATION
    words = "Try again with my changes" if retried else "Approve with my changes"
    with st.container(horizontal=True, vertical_alignment="center"):
        given = (client, request, order, words, deciding.approve_changed)
        primary(*given, name="approve changed", icon="check")
        back(request)


_OWN = {
    RequestKind.PROOF: judging,
    RequestKind.OUTCOME: outcome,
    RequestKind.RECHECK: looking_back,
}
