"""answering: a question of the agent, filled in where the conversation is.

Whoever writes in the chat instead has cancelled the question, and the note says so. Keys carry the
request and its version, so that no answer given to one question reaches another.
"""

from typing import Any

import streamlit as st

from domain.errors import CountersignError
from domain.people import Person
from domain.request import Request, RequestKind, RequestState
from ui.client import Client
from ui.parts.fields import fields
from ui.parts.notice import trouble
from ui.schema_form import form_content, form_fields

MEANT = "meant"
REFUSED = "answer refused"
NOTE = "Writing in the chat below instead cancels this question."


def is_mine(request: Request, me: Person) -> bool:
    """Whether this question waits for this person's answer."""
    asked = request.kind is RequestKind.ELICITATION and request.state is RequestState.OPEN
    return asked and request.requested_by == me.id


def is_meaning(request: Request) -> bool:
    """Whether it asks "is this what you meant?" and nothing else."""
    return request.form is not None and list(_schema(request).get("properties", {})) == [MEANT]


def question(client: Client, request: Request) -> None:
    """The question and where to answer it."""
    with st.container(key=f"question {request.id}"):
        if request.form is None:
            return
        message = str(request.form["message"])
        if message != request.summary:
            st.text(message)
        if is_meaning(request):
            _meaning(client, request)
        else:
            _form(client, request)
        with st.container(horizontal=True, vertical_alignment="center"):
            if not is_meaning(request):
                _decline(client, request)
            st.caption(NOTE, width="content")
        about, sentence = st.session_state.get(REFUSED, ("", ""))
        if about == request.id:
            trouble(sentence)


def _meaning(client: Client, request: Request) -> None:
    if request.action.arguments:
        fields(f"meant {request.id}", request.action.arguments)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Yes, this is what I meant",
            key=f"meant {_key(request)}",
            type="primary",
            icon=":material/check:",
            on_click=_send,
            args=(client, request, {"action": "accept", "content": {MEANT: True}}),
        )
        st.button(
            "No",
            key=f"not meant {_key(request)}",
            icon=":material/close:",
            on_click=_send,
            args=(client, request, {"action": "accept", "content": {MEANT: False}}),
        )


def _form(client: Client, request: Request) -> None:
    with st.form(f"form {_key(request)}", border=False, enter_to_submit=False):
        form_fields(_schema(request), _key(request))
        st.form_submit_button(
            "Send answer",
            key=f"send {_key(request)}",
            type="primary",
            icon=":material/check:",
            on_click=_accept,
            args=(client, request),
        )


def _decline(client: Client, request: Request) -> None:
    """Outside the form: inside, the browser holds it back until the form is filled in."""
    st.button(
        "Decline to answer",
        key=f"decline {_key(request)}",
        on_click=_send,
        args=(client, request, {"action": "decline"}),
    )


def _accept(client: Client, request: Request) -> None:
    content = form_content(_schema(request), _key(request))
    _send(client, request, {"action": "accept", "content": content})


def _send(client: Client, request: Request, decision: dict[str, Any]) -> None:
    st.session_state.pop(REFUSED, None)
    try:
        client.decide(request.id, decision, request.version)
    except CountersignError as error:
        st.session_state[REFUSED] = (request.id, error.sentence)


def _schema(request: Request) -> dict[str, Any]:
    return dict((request.form or {}).get("requestedSchema", {}))


def _key(request: Request) -> str:
    return f"{request.id} {request.version}"
