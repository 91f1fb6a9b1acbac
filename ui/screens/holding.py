"""holding: who has a conversation in hand: the agent, or a lead who has taken it over."""

import streamlit as st

from domain.people import Person, Role
from domain.thread import Thread
from ui.client import Client
from ui.parts.notice import notice
from ui.screens.saying import attempt

ICON = "support_agent"


def holding(client: Client, me: Person, thread: Thread) -> None:
    """Say who has it, and offer a lead to take it or to give it back."""
    holder = thread.taken_over_by
    if holder == me.id:
        words = f"What you write below goes to {thread.owner} in your name. The agent does nothing "
        words += "until you hand the conversation back; then it reads what was written meanwhile."
        notice("You have taken this conversation over", words, icon=ICON, color="violet")
        _button("Hand back to the agent", "hand back", client, thread, "undo")
    elif holder is not None:
        words = f"{holder} speaks in the agent's place. "
        if thread.owner == me.id:
            words += f"{holder} reads what you write, and so will the agent once it goes on."
        notice("A person has taken this conversation over", words, icon=ICON, color="violet")
    elif me.holds(Role.LEAD) and thread.owner != me.id and thread.fork_of is None:
        _button("Take this conversation over", "take over", client, thread, ICON)


def _button(words: str, key: str, client: Client, thread: Thread, icon: str) -> None:
    st.button(
        words,
        key=f"{key} {thread.id}",
        icon=f":material/{icon}:",
        on_click=_hand,
        args=(client, thread.id, key == "take over"),
    )


def _hand(client: Client, thread_id: str, takes: bool) -> None:
    attempt(client.take_over if takes else client.hand_back, thread_id)
