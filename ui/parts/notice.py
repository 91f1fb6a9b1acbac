"""notice: says something in a calm box. The sentence may quote anybody, so it is shown as text."""

import streamlit as st


def notice(heading: str, sentence: str = "", *, icon: str = "info", color: str = "blue") -> None:
    """A fixed `heading` of ours, and a sentence from anywhere."""
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f":{color}[:material/{icon}: **{heading}**]")
        if sentence:
            st.text(sentence)


def trouble(sentence: str) -> None:
    """What went wrong, in the server's words."""
    notice("That did not work", sentence, icon="error", color="red")
