"""saying: where a person types, and what becomes of words that could not be sent: they are kept.

It stands outside the fragments that follow changes, so that no change takes away what is typed.
"""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import streamlit as st

from domain.errors import CountersignError
from domain.ids import RandomIds
from ui.client import Client
from ui.parts import place
from ui.parts.notice import notice
from ui.screens.briefing import NOTHING, Fixed, is_shown, typed

PLACE = "thread"
PICTURES = ("jpg", "jpeg", "png", "webp", "heic", "heif")
MEGABYTES = 20
SAYING, SPEAKING, UNSENT, TROUBLE = "say", "speak", "unsent", "thread trouble"


class Unsent(NamedTuple):
    """Why words could not be sent, what was done with them, and to where, what and as which id.

    `photos` came with them; when they are what was `refused`, none is kept. `fixed` is the brief
    of a first message, None for any other.
    """

    sentence: str
    verb: Literal["Send", "Say"]
    said: tuple[str, str, str]
    photos: tuple[bytes, ...] = ()
    refused: bool = False
    fixed: Fixed | None = None


def ask_box(client: Client, thread_id: str) -> None:
    """Where a requester talks to the agent."""
    st.chat_input(
        "Ask the agent to do something",
        key=SAYING,
        accept_file="multiple",
        file_type=PICTURES,
        max_upload_size=MEGABYTES,
        on_submit=_typed,
        args=(client, thread_id),
    )


def speak_box(client: Client, thread_id: str, owner: str) -> None:
    """Where a lead talks to the requester."""
    st.chat_input(
        f"Say something to {owner} in the agent's place",
        key=SPEAKING,
        on_submit=_spoken,
        args=(client, thread_id),
    )


def send(
    client: Client,
    thread_id: str,
    text: str,
    message_id: str = "",
    photos: tuple[bytes, ...] = (),
    kept: Fixed | None = None,
) -> None:
    """Say it to the agent; without a thread a conversation begins, under the brief that is typed.

    `kept` is the brief of a first message that goes again; what is typed meanwhile holds instead.
    """
    ids, fixed = RandomIds(), kept
    if not thread_id or (kept is not None and not place.here(PLACE) and is_shown()):
        fixed = typed()
    thread_id, message_id = thread_id or ids.new("thr"), message_id or ids.new("msg")
    _forget()
    try:
        client.say(thread_id, text, message_id, photos, *(fixed or NOTHING))
    except CountersignError as error:
        said, refused = (thread_id, text, message_id), error.code.startswith("photo")
        left = () if refused else photos
        st.session_state[UNSENT] = Unsent(error.sentence, "Send", said, left, refused, fixed)
        return
    place.go(PLACE, thread_id)


def send_typed(client: Client, thread_id: str, typed: Any) -> None:
    """Say what the box hands over: a text, or one with files."""
    if isinstance(typed, str):
        send(client, thread_id, typed)
    else:
        photos = tuple(file.getvalue() for file in typed.files)
        send(client, thread_id, typed.text, photos=photos)


def speak(client: Client, thread_id: str, text: str, message_id: str = "") -> None:
    """Say it in the agent's place."""
    message_id = message_id or RandomIds().new("msg")
    _forget()
    try:
        client.speak(thread_id, text, message_id)
    except CountersignError as error:
        st.session_state[UNSENT] = Unsent(error.sentence, "Say", (thread_id, text, message_id))


def attempt(verb: Callable[..., object], *given: object) -> None:
    """Do what a button asks; a refusal is told in the conversation."""
    st.session_state.pop(TROUBLE, None)
    try:
        verb(*given)
    except CountersignError as error:
        st.session_state[TROUBLE] = error.sentence


def unsent(client: Client) -> None:
    """What could not be sent. It goes again with its id, which is harmless."""
    if UNSENT not in st.session_state:
        return
    kept: Unsent = st.session_state[UNSENT]
    notice("Not sent", kept.sentence, icon="error", color="red")
    with st.container(border=True):
        st.text(kept.said[1])
        if kept.photos:
            count = len(kept.photos)
            st.caption(f":material/image: {count} picture{'' if count == 1 else 's'}")
    with st.container(horizontal=True):
        label = f"{kept.verb} again"
        if kept.verb == "Say":
            st.button(label, key=label.lower(), on_click=speak, args=(client, *kept.said))
        elif kept.said[1].strip() or kept.photos:
            label = "Send without the picture" if kept.refused else label
            again = (client, *kept.said, kept.photos, kept.fixed)
            st.button(label, key=label.lower(), on_click=send, args=again)
        st.button("Throw away", key="throw away", on_click=_forget)


def _typed(client: Client, thread_id: str) -> None:
    send_typed(client, thread_id, st.session_state[SAYING])


def _spoken(client: Client, thread_id: str) -> None:
    speak(client, thread_id, st.session_state[SPEAKING])


def _forget() -> None:
    st.session_state.pop(UNSENT, None)
    st.session_state.pop(TROUBLE, None)
