"""naming: what a conversation is called, how it stands, and where its owner calls it otherwise."""

import streamlit as st

from domain.people import Person
from domain.thread import Thread
from ui.client import Client
from ui.parts.headline import headline
from ui.screens.listing import standing
from ui.screens.saying import attempt

TITLE_CHARACTERS = 80
_MOODS = {"waiting": "fair", "stalled": "poor", "idle": "good"}


def naming(client: Client, me: Person, thread: Thread) -> None:
    """The head of a conversation."""
    words, mood = standing(thread, me)
    meta = [] if thread.owner == me.id else [f"asked by {thread.owner}"]
    with st.container(horizontal=True, vertical_alignment="top", gap="small"):
        badges = [(words, _MOODS.get(mood, ""))]
        headline("thread head", thread.title, badges=badges, meta=meta)
        if thread.owner == me.id:
            _rename(client, thread)


def _rename(client: Client, thread: Thread) -> None:
    with (
        # Named by the title: once that has changed, it is another one, and closed.
        st.popover("Rename", icon=":material/edit:", key=f"rename {thread.title}"),
        st.form(f"title form {thread.id}", border=False, clear_on_submit=False),
    ):
        st.text_input(
            "Title",
            value=thread.title,
            max_chars=TITLE_CHARACTERS,
            key=_key(thread),
        )
        st.form_submit_button("Save", type="primary", on_click=_save, args=(client, thread))


def _save(client: Client, thread: Thread) -> None:
    attempt(client.rename, thread.id, st.session_state[_key(thread)])


def _key(thread: Thread) -> str:
    return f"title of {thread.id}"
