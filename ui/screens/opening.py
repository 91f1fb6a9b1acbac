"""opening: from the review to a conversation. A fragment cannot leave its page, so it wishes.

The wish is granted by the console's next whole run; a fragment that finds one asks for that run.
"""

import streamlit as st

WISHED, GRANTED = "conversation wished for", "conversation to open"
CITED = "message to show"


def wish(thread_id: str, message_id: str = "") -> None:
    """Ask for a conversation from a callback, perhaps for one message in it."""
    st.session_state[WISHED] = thread_id
    st.session_state[CITED] = message_id


def is_cited(message_id: str) -> bool:
    """Whether this is the message that the conversation was opened for."""
    return bool(message_id) and st.session_state.get(CITED) == message_id


def pass_on() -> None:
    """End a fragment's run for a whole one when a conversation is wished for."""
    if WISHED in st.session_state:
        st.session_state[GRANTED] = st.session_state.pop(WISHED)
        st.rerun()


def granted() -> str:
    """The conversation to go to now; an empty text for none. It is told once."""
    return str(st.session_state.pop(GRANTED, ""))
