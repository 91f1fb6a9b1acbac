"""outgoing: what is in the outbox, on the review and in a conversation, and how it is held (A9)."""

from collections.abc import Sequence

import streamlit as st

from domain.errors import CountersignError
from domain.outbox import Staged
from domain.people import Person, Role
from domain.thread import Step, StepStatus, Thread
from ui.client import Client
from ui.parts.notice import trouble
from ui.parts.outbox import Going, outbox
from ui.parts.words import milliseconds, tool_words
from ui.screens.saying import attempt

REFUSED = "hold refused"


def in_the_house(client: Client, staged: Sequence[Staged]) -> None:
    """What goes out next anywhere, under the queue."""
    sentence = st.session_state.pop(REFUSED, "")
    if sentence:
        trouble(sentence)
    if not staged:
        return
    named = {f"{each.thread_id}/{each.call_id}": each for each in staged}

    def hold(key: str, why: str) -> None:
        if key in named:
            _hold(client, named[key], why)

    st.markdown("**Outbox**")
    going = [
        Going(key, each.summary, each.name, milliseconds(each.goes_at))
        for key, each in named.items()
    ]
    outbox("outbox", going, hold)


def in_thread(client: Client, me: Person, thread: Thread, steps: Sequence[Step]) -> None:
    """What goes out next in one plan, for those who may hold it."""
    staged = [step for step in steps if step.status is StepStatus.STAGED and step.until is not None]
    if not staged or not may_hold(me, thread):
        return
    known = {step.call_id for step in staged}

    def hold(call_id: str, why: str) -> None:
        if call_id in known:
            attempt(client.hold, thread.id, call_id, why)

    going = [
        Going(step.call_id, tool_words(step.name), "", milliseconds(step.until))
        for step in staged
        if step.until is not None
    ]
    outbox(f"outbox {staged[0].turn}", going, hold)


def may_hold(me: Person, thread: Thread) -> bool:
    """Whether this person may take actions of a conversation out of the outbox."""
    return thread.owner == me.id or me.holds(Role.REVIEWER, Role.LEAD)


def _hold(client: Client, staged: Staged, why: str) -> None:
    try:
        client.hold(staged.thread_id, staged.call_id, why)
    except CountersignError as error:
        st.session_state[REFUSED] = error.sentence
