"""item: one request as the reviewer sees it. The law's reasons stand above the agent's words."""

import streamlit as st

from domain.request import Request, RequestKind, RequestState
from domain.verdict import Route
from ui.client import Client
from ui.parts.changes import changes
from ui.parts.failures import failures
from ui.parts.fields import fields
from ui.parts.headline import Badge, headline
from ui.parts.notice import notice, trouble
from ui.parts.origins import Marks, legend
from ui.parts.reasons import reasons
from ui.parts.words import (
    escaped,
    milliseconds,
    now_milliseconds,
    settled_words,
    title_of,
    tool_words,
    visible,
)
from ui.screens import deciding, form, opening
from ui.screens.checklist import checklist
from ui.screens.deed import deed
from ui.screens.planned import planned
from ui.screens.proof import proof
from ui.screens.sources import sources
from ui.screens.sureness import badges_of, doubts_of

SHARES = [1.5, 1]
NOTHING = "Nothing yet. What you type appears here, word by word."


def item(client: Client, request: Request) -> None:
    """Everything there is to know, and what the reviewer changes in it."""
    deciding.show(request)
    _banner(request)
    is_open = request.state is RequestState.OPEN
    headline(
        "headline",
        title_of(request),
        eyebrow=_EYEBROWS.get(request.kind, "The agent asks a person"),
        badges=_badges(request),
        meta=[f"requested by {visible(request.name_of(request.requested_by))}"],
        since=milliseconds(request.opened_at),
        until=milliseconds(request.decide_by) if is_open else 0,
        now=now_milliseconds(),
    )
    sentence = deciding.refusal(request.id)
    if sentence:
        trouble(sentence)
    texts = [visible(reason.text) for reason in request.reasons]
    reasons("reasons", "Why a person is asked", texts)
    if request.failures:
        failures("failures", [visible(text) for text in request.failures])
    if request.proof is not None:
        proof(client, request, request.proof)
        return
    left, right = st.columns(SHARES, gap="medium")
    is_plan = request.kind is RequestKind.PLAN
    with left:
        if is_plan:
            planned(request, editing=_is_editing(request))
        else:
            _action(request)
        if request.deed is not None:
            deed(request, request.deed)
    with right:
        checklist(request)
        if _is_editing(request) and not is_plan:
            _changes(request)
        sources(request)


def _banner(request: Request) -> None:
    """Say who settled the open item, for it stays until the reviewer goes on."""
    if request.state is RequestState.OPEN:
        return
    settled = request
    if request.outcome is not None:
        by = request.name_of(request.outcome.by)
        settled = request.model_copy(
            update={"outcome": request.outcome.model_copy(update={"by": by})}
        )
    words = visible(settled_words(settled))
    notice("This request is settled", words, icon="how_to_reg", color="violet")


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
    return [*badges, *badges_of(request)]


def _action(request: Request) -> None:
    marks = Marks(request)
    arguments, outcome = request.action.arguments, request.outcome
    if _is_editing(request):
        st.markdown("**Change the action**")
        form.edit_fields(request)
        st.text_input("Why you change it (optional)", key=form.note_key(request))
        return
    asked = outcome is not None and request.kind is not RequestKind.RECHECK
    heading = "What was asked" if asked else _HEADINGS.get(request.kind, "What will be done")
    st.markdown(f"**{heading}**")
    with st.container(border=True):
        if arguments:
            shown = {"action": tool_words(request.action.name)} | arguments
            fields("fields", shown, None, request.money, doubts_of(request), marks)
        else:
            st.caption("It has no arguments.")
    _origins(request, marks)
    if request.undo and request.deed is None:
        st.caption(f"Can be taken back with: {escaped(tool_words(request.undo))}")
    if outcome and outcome.arguments is not None and outcome.arguments != arguments:
        st.markdown("**What was changed**")
        with st.container(border=True):
            fields("changed", arguments, outcome.arguments, request.money)


def _origins(request: Request, marks: Marks) -> None:
    """What the marks in the arguments mean, with a way to each message."""
    entries = marks.legend()
    if not entries:
        return

    def show(message_id: str) -> None:
        opening.wish(request.thread_id, message_id)

    st.markdown("**Where the values came from**")
    legend("origins", entries, show)


def _changes(request: Request) -> None:
    st.markdown("**What you change**")
    _, fault = form.edited(request)
    if fault:
        st.text(fault)
    with st.container(border=True):
        changes(f"changes {form.shown_key(request)}", form.typed_changes(request), NOTHING)


def _is_editing(request: Request) -> bool:
    is_open = request.state is RequestState.OPEN
    return is_open and deciding.mode_of(request) == deciding.EDITING


_EYEBROWS = {
    RequestKind.APPROVAL: "The agent asks for a countersignature",
    RequestKind.PLAN: "The agent asks for agreement to a whole plan",
    RequestKind.OUTCOME: "The call was cut off; nobody knows whether it happened",
    RequestKind.ESCALATION: "It failed again and again; a lead decides how to go on",
    RequestKind.ELICITATION: "The agent asks the requester",
    RequestKind.PROOF: "Somebody in the field says that it is done",
    RequestKind.RECHECK: "It was done already; somebody looks at it afterwards",
}
_HEADINGS = {
    RequestKind.ESCALATION: "What was tried",
    RequestKind.RECHECK: "What was done",
}
