"""taking_back: order that what was done be taken back, from its item or the conversation."""

from collections.abc import Callable, Sequence

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
        _form(request.id, deed.undo, _order, client, request)


def take_backs(client: Client, me: Person, thread: Thread, steps: Sequence[Step]) -> None:
    """In a conversation: the way back of each step that has one."""
    offered = [step for step in steps if step.undo] if _may(me, thread.owner) else []
    if not offered:
        return
    with st.container(horizontal=True):
        for step in offered:
            with st.popover(f"Take back: {escaped(tool_words(step.name))}", icon=":material/undo:"):
                key = f"{thread.id} {step.call_id}"
                _form(key, step.undo, _order_in_thread, client, thread.id, step.call_id)


def _may(me: Person, owner: str) -> bool:
    """The server decides; this only spares a click that would be refused."""
    return me.id != owner and me.holds(Role.REVIEWER, Role.LEAD)


def _form(key: str, undo: str, order: Callable[..., None], *args: object) -> None:
    """A line for why, and the button; `order` is called with it and with `args`."""
    why = f"why {key}"
    st.text_input(WHY, key=why, max_chars=1000)
    st.button(
        f"Take it back with: {escaped(tool_words(undo))}",
        key=f"take back {key}",
        type="primary",
        on_click=lambda: order(str(st.session_state.get(why) or ""), *args),
    )


def _order(why: str, client: Client, request: Request) -> None:
    try:
        client.take_back(request.thread_id, request.call_id, why)
    except CountersignError as error:
        deciding.refuse(request, error.sentence)


def _order_in_thread(why: str, client: Client, thread_id: str, call_id: str) -> None:
    attempt(client.take_back, thread_id, call_id, why)
