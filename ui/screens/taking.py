"""taking: what the buttons of the field do. Callbacks only; a refusal is kept with its task.

A task that somebody else took first has left the offers: it is kept in the refusal, so that its
card stays where the operator tapped and says who was faster.
"""

import streamlit as st

from domain.errors import CountersignError
from domain.task import Task
from ui.client import Client
from ui.parts import place
from ui.parts.device import device
from ui.screens import album

PLACE = "task"
OFFERED, MINE = "offered", "mine"
SECTION, NAMED, OPENED = "field section", "named task", "opened task"
REFUSAL, GIVING, SENT = "task refusal", "giving back", "proof sent"


def go_to(task_id: str) -> None:
    """Open one of the operator's own tasks."""
    _forget()
    st.session_state[OPENED] = task_id
    _move(MINE, task_id)


def open_section(section: str) -> None:
    """Show the offers or what is in hand."""
    st.session_state[SECTION] = section


def refusal(task_id: str) -> str:
    """Why the last attempt on this task did not work."""
    task, sentence = st.session_state.get(REFUSAL, (None, ""))
    return str(sentence) if task is not None and task.id == task_id else ""


def refused() -> Task | None:
    """The task of the last refusal."""
    task, _ = st.session_state.get(REFUSAL, (None, ""))
    return task if isinstance(task, Task) else None


def claim(client: Client, task: Task) -> None:
    """Take a task and open it."""
    _forget()
    try:
        client.claim(task.id)
    except CountersignError as error:
        st.session_state[REFUSAL] = (task, error.sentence)
        return
    go_to(task.id)


def ask_to_give_back(task: Task, asked: bool) -> None:
    """Giving back throws away what was prepared, so it is asked once more."""
    _forget()
    if asked:
        st.session_state[GIVING] = task.id


def asks_to_give_back(task: Task) -> bool:
    """Whether the operator is being asked."""
    return bool(st.session_state.get(GIVING) == task.id)


def give_back(client: Client, task: Task) -> None:
    """Put the task back among the offers."""
    _forget()
    try:
        client.give_back(task.id)
    except CountersignError as error:
        st.session_state[REFUSAL] = (task, error.sentence)
        return
    album.forget(task)
    st.session_state.pop(OPENED, None)
    _move(OFFERED, "")


def send_proof(client: Client, task: Task) -> None:
    """Send the photos and the note; the second half of a double tap sends nothing."""
    if st.session_state.get(SENT) == album.key(task):
        return
    _forget()
    photos = [photo.content for photo in album.photos(task)]
    try:
        client.submit_proof(task.id, photos, album.note(task), device())
    except CountersignError as error:
        st.session_state[REFUSAL] = (task, error.sentence)
        return
    st.session_state[SENT] = album.key(task)
    album.forget(task)


def _move(section: str, task_id: str) -> None:
    st.session_state[SECTION] = section
    st.session_state[NAMED] = task_id
    place.go(PLACE, task_id)


def _forget() -> None:
    st.session_state.pop(REFUSAL, None)
    st.session_state.pop(GIVING, None)
