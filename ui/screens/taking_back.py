"""taking_back: order that what was done be taken back, from its item or the conversation."""

from collections.abc import Sequence

import streamlit as st

from domain.errors import CountersignError
from domain.people import Person, Role
from domain.request import Request
from domain.thread import Step, Thread
from ui.client import Client
from ui.parts.words import escaped, tool_words
from ui.screens import deciding
from ui.screens.saying import attempt

WHY = "Why (the agent and the requester read it)"


def take_back(client: Client, me: Person, request: Request) -> None:
    """Under a settled item: the way back, for those who may go it."""
    deed = request.deed
    if deed is None or not deed.undo or not _may(me, request.requested_by):
        return
    with st.popover("Take back", icon=":material/undo:"):
        why = f"why {request.id}"
        _ask(why)
        st.button(
            f"Take it back with: {escaped(tool_words(deed.undo))}",
            key=f"take back {request.id}",
            type="primary",
            on_click=_order,
            args=(client, request, why),
        )


def take_backs(client: Client, me: Person, thread: Thread, steps: Sequence[Step]) -> None:
    """In a conversation: the way back of each step that has one."""
    offered = [step for step in steps if step.undo] if _may(me, thread.owner) else []
    if not offered:
        return
    with st.container(horizontal=True):
        for step in offered:
            with st.popover(f"Take back: {escaped(tool_words(step.name))}", icon=":material/undo:"):
                why = f"why {thread.id} {step.call_id}"
                _ask(why)
                st.button(
                    f"Take it back with: {escaped(tool_words(step.undo))}",
                    key=f"take back {thread.id} {step.call_id}",
                    type="primary",
                    on_click=_order_in_thread,
                    args=(client, thread.id, step.call_id, why),
                )


def _may(me: Person, owner: str) -> bool:
    """The server decides; this only spares a click that would be refused."""
    return me.id != owner and me.holds(Role.REVIEWER, Role.LEAD)


def _ask(key: str) -> None:
    st.text_input(WHY, key=key, max_chars=1000)


def _order(client: Client, request: Request, why: str) -> None:
    try:
        client.take_back(request.thread_id, request.call_id, str(st.session_state.get(why) or ""))
    except CountersignError as error:
        deciding.refuse(request, error.sentence)


def _order_in_thread(client: Client, thread_id: str, call_id: str, why: str) -> None:
    attempt(client.take_back, thread_id, call_id, str(st.session_state.get(why) or ""))
