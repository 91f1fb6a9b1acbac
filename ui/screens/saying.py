"""saying: where a person types, and what becomes of words that could not be sent: they are kept.

It stands outside the fragments that follow changes, so that no change takes away what is typed.
"""

import streamlit as st

from domain.errors import CountersignError
from domain.ids import RandomIds
from ui.client import Client
from ui.parts import place
from ui.parts.notice import notice

PLACE = "thread"
SAYING, SPEAKING, UNSENT, TROUBLE = "say", "speak", "unsent", "thread trouble"


def ask_box(client: Client, thread_id: str) -> None:
    """Where a requester talks to the agent."""
    st.chat_input(
        "Ask the agent to do something", key=SAYING, on_submit=_typed, args=(client, thread_id)
    )


def speak_box(client: Client, thread_id: str, owner: str) -> None:
    """Where a lead talks to the requester."""
    st.chat_input(
        f"Say something to {owner} in the agent's place",
        key=SPEAKING,
        on_submit=_spoken,
        args=(client, thread_id),
    )


def send(client: Client, thread_id: str, text: str, message_id: str = "") -> None:
    """Say it to the agent; without a thread a conversation begins."""
    ids = RandomIds()
    thread_id, message_id = thread_id or ids.new("thr"), message_id or ids.new("msg")
    _forget()
    try:
        client.say(thread_id, text, message_id)
    except CountersignError as error:
        st.session_state[UNSENT] = (error.sentence, thread_id, text, message_id)
        return
    place.go(PLACE, thread_id)


def speak(client: Client, thread_id: str, text: str) -> None:
    """Say it in the agent's place."""
    _forget()
    try:
        client.speak(thread_id, text)
    except CountersignError as error:
        st.session_state[UNSENT] = (error.sentence, thread_id, text, "")


def unsent(client: Client) -> None:
    """What could not be sent. To the agent it goes again with its id, which is harmless; words in
    the agent's place have none.
    """
    if UNSENT not in st.session_state:
        return
    sentence, thread_id, text, message_id = st.session_state[UNSENT]
    notice("Not sent", sentence, icon="error", color="red")
    with st.container(border=True):
        st.text(text)
    with st.container(horizontal=True):
        if message_id:
            again = (client, thread_id, text, message_id)
            st.button("Send again", key="send again", on_click=send, args=again)
        else:
            st.button("Say again", key="say again", on_click=speak, args=(client, thread_id, text))
        st.button("Throw away", key="throw away", on_click=_forget, type="tertiary")


def _typed(client: Client, thread_id: str) -> None:
    send(client, thread_id, st.session_state[SAYING])


def _spoken(client: Client, thread_id: str) -> None:
    speak(client, thread_id, st.session_state[SPEAKING])


def _forget() -> None:
    st.session_state.pop(UNSENT, None)
    st.session_state.pop(TROUBLE, None)
