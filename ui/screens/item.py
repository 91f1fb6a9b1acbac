"""item: one request as the reviewer sees it. The law's reasons stand above the agent's words."""

import streamlit as st

from domain.people import Person, Role
from domain.request import Request, RequestKind, RequestState
from domain.verdict import Route
from ui.client import Client
from ui.parts.failures import failures
from ui.parts.fields import fields
from ui.parts.headline import Badge, headline
from ui.parts.notice import notice, trouble
from ui.parts.reasons import reasons
from ui.parts.words import (
    escaped,
    milliseconds,
    now_milliseconds,
    settled_words,
    title_of,
    tool_words,
)
from ui.screens import deciding, form, opening
from ui.screens.proof import proof

CONFIDENCE_GOOD, CONFIDENCE_FAIR = 0.85, 0.6


def item(client: Client, request: Request, me: Person) -> None:
    """Everything there is to know, and what the reviewer changes in it."""
    deciding.show(request)
    _banner(request)
    is_open = request.state is RequestState.OPEN
    headline(
        f"headline {request.id}",
        title_of(request),
        eyebrow=_EYEBROWS.get(request.kind, "The agent asks a person"),
        badges=_badges(request),
        meta=[f"requested by {request.requested_by}"],
        since=milliseconds(request.opened_at),
        until=milliseconds(request.decide_by) if is_open else 0,
        now=now_milliseconds(),
    )
    sentence = deciding.refusal(request.id)
    if sentence:
        trouble(sentence)
    texts = [reason.text for reason in request.reasons]
    reasons(f"reasons {request.id}", "Why a person is asked", texts)
    if request.failures:
        failures(f"failures {request.id}", request.failures)
    if request.proof is not None:
        proof(client, request, request.proof)
        return
    left, right = st.columns([1.5, 1], gap="medium")
    with left:
        _action(request)
    with right:
        if is_open and deciding.mode_of(request) == deciding.EDITING:
            _changes(request)
        _agent(request)
        if request.kind is RequestKind.ESCALATION and me.holds(Role.LEAD):
            st.button(
                "Read the conversation",
                key=f"read {request.id}",
                icon=":material/forum:",
                on_click=opening.wish,
                args=(request.thread_id,),
            )


def _banner(request: Request) -> None:
    """Say who settled the open item, for it stays until the reviewer goes on."""
    if request.state is RequestState.OPEN:
        return
    notice("This request is settled", settled_words(request), icon="how_to_reg", color="violet")


def _badges(request: Request) -> list[Badge]:
    badges: list[Badge] = []
    if request.route is Route.LEAD:
        badges.append(("needs a lead", ""))
    if request.route is Route.TWO:
        badges.append((f"{len(request.signed_by)} of 2 signatures", ""))
    if request.proof is not None and request.proof.number > 1:
        badges.append((f"proof {request.proof.number}", "fair"))
    elif request.attempt > 1:
        badges.append((f"attempt {request.attempt}", "fair"))
    confidence = request.action.confidence
    if confidence is not None:
        badges.append(_confidence(confidence))
    return badges


def _confidence(confidence: float) -> Badge:
    if confidence >= CONFIDENCE_GOOD:
        return f"{confidence:.2f} · high confidence", "good"
    if confidence >= CONFIDENCE_FAIR:
        return f"{confidence:.2f} · medium confidence", "fair"
    return f"{confidence:.2f} · low confidence", "poor"


def _action(request: Request) -> None:
    arguments = request.action.arguments
    outcome = request.outcome
    if request.state is RequestState.OPEN and deciding.mode_of(request) == deciding.EDITING:
        st.markdown("**Change the action**")
        form.edit_fields(request)
        st.text_input("Why you change it (optional)", key=form.note_key(request))
        return
    heading = "What was tried" if request.kind is RequestKind.ESCALATION else "What will be done"
    st.markdown("**What was asked**" if outcome else f"**{heading}**")
    with st.container(border=True):
        if arguments:
            fields(f"fields {request.id}", {"action": tool_words(request.action.name)} | arguments)
        else:
            st.caption("It has no arguments.")
    if request.undo:
        st.caption(f"Can be taken back with: {escaped(tool_words(request.undo))}")
    if outcome and outcome.arguments is not None and outcome.arguments != arguments:
        st.markdown("**What was changed**")
        with st.container(border=True):
            fields(f"changed {request.id}", arguments, outcome.arguments)


def _changes(request: Request) -> None:
    st.markdown("**What you change**")
    arguments, fault = form.edited(request)
    if fault:
        st.text(fault)
    elif arguments == request.action.arguments:
        st.caption("Nothing yet. Change a field, then press Tab or Ctrl+Enter.")
    else:
        with st.container(border=True):
            fields(f"changes {request.id}", request.action.arguments, arguments)


def _agent(request: Request) -> None:
    if request.action.rationale:
        st.markdown("**The agent says**")
        with st.container(border=True):
            st.text(request.action.rationale)


_EYEBROWS = {
    RequestKind.APPROVAL: "The agent asks for a countersignature",
    RequestKind.OUTCOME: "The call was cut off; nobody knows whether it happened",
    RequestKind.ESCALATION: "It failed again and again; a lead decides how to go on",
    RequestKind.ELICITATION: "The agent asks the requester",
    RequestKind.PROOF: "Somebody in the field says that it is done",
}
