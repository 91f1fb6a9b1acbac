"""sections: one of a few parts of a page, to be switched with a thumb. What is open is data.

A widget of Streamlit holds its choice in the browser, too, and the two can come apart when a change
and a tap meet.
"""

from collections.abc import Callable, Mapping

import streamlit as st

from ui.parts.component import component

_SECTIONS = component("sections", '<div class="sections" role="tablist"></div>')


def sections(key: str, words: Mapping[str, str], opened: str, pick: Callable[[str], None]) -> None:
    """Show the names of the sections; `pick` is called with the one chosen."""

    def picked() -> None:
        pick(str(st.session_state[key].pick))

    data = {"sections": list(words.items()), "open": opened}
    _SECTIONS(key=key, data=data, height="content", on_pick_change=picked)
