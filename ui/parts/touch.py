"""touch: makes what Streamlit draws large enough for a finger, where a finger points.

Its theme has no size for controls, so this is the one style sheet that reaches beyond our parts.
"""

import streamlit as st

from ui.parts.component import STATIC


def touch() -> None:
    """Once on each page."""
    st.html(STATIC / "touch.css")
