"""halting: the requester stops the agent. What waits is taken back; what has begun ends by itself.

It stands where one looks while the agent is at work: at the end of the conversation.
"""

import streamlit as st

from domain.people import Person
from domain.thread import StepStatus, Thread, ThreadStatus
from ui.client import Client
from ui.screens.saying import attempt

HELP = "Takes back everything that waits. A call that has begun ends, and you are told."


def halting(client: Client, me: Person, thread: Thread) -> None:
    """What the agent is at, and the way to stop it."""
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key="at work",
    ):
        if thread.stopping:
            st.caption(":material/stop_circle: Stopping: nothing more begins", width="content")
        elif thread.status is ThreadStatus.WORKING and thread.taken_over_by is None:
            st.caption(":material/more_horiz: Working on it", width="content")
        if _can_stop(me, thread):
            st.button(
                "Stop",
                key=f"stop {thread.id}",
                icon=":material/stop_circle:",
                help=HELP,
                on_click=_stop,
                args=(client, thread.id),
            )


def _can_stop(me: Person, thread: Thread) -> bool:
    offered = any(
        step.task_id is not None and step.status is StepStatus.WAITING for step in thread.plan
    )
    at_work = thread.status is not ThreadStatus.IDLE and not thread.stopping
    return thread.owner == me.id and (at_work or offered)


def _stop(client: Client, thread_id: str) -> None:
    attempt(client.stop, thread_id)
