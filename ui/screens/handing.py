"""handing: the open task: what is to be done, and the proof that it was, to be handed in.

Whatever the server refuses is said above the buttons; photos and words stay as they are.
"""

import streamlit as st

from domain.task import Task, TaskState
from ui.client import Client
from ui.parts.gallery import gallery
from ui.parts.notice import notice, trouble
from ui.screens import album, taking

SENT_PIXELS = 150


def handing(client: Client, task: Task) -> None:
    """The instructions, then what the operator can do now."""
    with st.container(key=f"standing {task.id}"):
        _standing(task)
    st.markdown("**What to do**" if task.state is TaskState.CLAIMED else "**What was asked**")
    with st.container(border=True):
        st.text(task.description)
    if task.state is TaskState.CLAIMED:
        _hand_in(client, task)
    elif task.proofs:
        st.markdown("**What you sent**")
        _sent(client, task)


def _standing(task: Task) -> None:
    if task.state is TaskState.CLAIMED and task.feedback:
        notice("Your last proof was not accepted", task.feedback, icon="feedback", color="orange")
    elif task.state in _STANDINGS:
        heading, sentence, icon, color = _STANDINGS[task.state]
        notice(heading, sentence, icon=icon, color=color)


def _hand_in(client: Client, task: Task) -> None:
    st.markdown("**Your proof**")
    album.prepare(task)
    with st.container(key=f"refused {task.id}"):
        sentence = taking.refusal(task.id)
        if sentence:
            trouble(sentence)
    if taking.asks_to_give_back(task):
        _really(client, task)
        return
    st.button(
        "Send proof",
        key=f"send proof {album.key(task)}",
        type="primary",
        width="stretch",
        icon=":material/send:",
        on_click=taking.send_proof,
        args=(client, task),
    )
    st.button(
        "Give it back",
        key=f"give back {task.id}",
        width="stretch",
        icon=":material/undo:",
        on_click=taking.ask_to_give_back,
        args=(task, True),
    )
    if task.proofs:
        with st.expander("What you sent before", key=f"before {task.id}"):
            _sent(client, task)


def _really(client: Client, task: Task) -> None:
    words = "Somebody else may take it then. Photos and words that you have not sent are lost."
    notice("Give this task back?", words, icon="undo", color="orange")
    st.button(
        "Yes, give it back",
        key=f"really give back {task.id}",
        type="primary",
        width="stretch",
        on_click=taking.give_back,
        args=(client, task),
    )
    st.button(
        "Keep it",
        key=f"keep {task.id}",
        width="stretch",
        on_click=taking.ask_to_give_back,
        args=(task, False),
    )


def _sent(client: Client, task: Task) -> None:
    proof = task.proofs[-1]
    if proof.photos:
        gallery(client, [photo.digest for photo in proof.photos], column=SENT_PIXELS)
    if proof.note:
        st.text(proof.note)


_STANDINGS = {
    TaskState.PROVEN: (
        "A reviewer looks at it",
        "You have nothing to do until then; what they say appears here.",
        "hourglass_top",
        "blue",
    ),
    TaskState.DONE: ("Done", "A reviewer has accepted your proof.", "check_circle", "green"),
    TaskState.EXPIRED: (
        "The time ran out",
        "This task was not done in time, so it has ended.",
        "timer_off",
        "red",
    ),
    TaskState.WITHDRAWN: (
        "Withdrawn",
        "The requester does not need this any more.",
        "block",
        "red",
    ),
}
