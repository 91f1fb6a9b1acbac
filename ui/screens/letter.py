"""letter: the house tells a conversation what became of a task, with the photos of its proof, or
what those who look afterwards said.

Nobody in the conversation said it, so it is no bubble. It quotes operators and is shown as text.
"""

import streamlit as st

from domain.thread import Message
from ui.client import Client
from ui.parts.gallery import gallery

PHOTO_PIXELS = 300


def letter(client: Client, message: Message) -> None:
    """A quiet card."""
    with st.container(border=True, key=f"letter {message.id}", gap="small"):
        st.caption(f":material/mail: From the {'field' if message.task else 'reviewers'}")
        st.text(_without_id(message))
        if message.photos:
            gallery(client, message.photos, column=PHOTO_PIXELS)


def _without_id(message: Message) -> str:
    """The id is for the agent, who may have several tasks out."""
    return message.text.replace(f"Task {message.task} (", "The task (", 1)
