"""buttons: how a button of the desk is made. It belongs to what was shown, and names its key.

The browser lets a button that ends in what was shown decide only after a look, unless it only turns
to another way of looking; so each one's key says which it is.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from domain.request import Request
from ui.client import Client
from ui.parts.keys import hinted
from ui.screens import deciding, form

DECISION = "Ctrl Enter"


def primary(
    client: Client,
    request: Request,
    order: Sequence[str],
    words: str,
    done: Callable[..., None],
    *,
    name: str,
    icon: str,
    key: str = DECISION,
) -> None:
    """The button that sends something about the request."""
    st.button(
        hinted(words, key),
        key=f"{name} {form.shown_key(request)}",
        type="primary",
        icon=f":material/{icon}:",
        on_click=done,
        args=(client, request, order),
    )


def turn(request: Request, words: str, mode: str, *, name: str, icon: str, key: str = "") -> None:
    """The button that begins to do something with the request."""
    st.button(
        hinted(words, key) if key else words,
        key=f"turn {name} {form.shown_key(request)}",
        icon=f":material/{icon}:",
        on_click=deciding.set_mode,
        args=(request, mode),
    )


def back(request: Request) -> None:
    """The way back to looking."""
    st.button(
        hinted("Back", "Esc"),
        key=f"turn back {form.shown_key(request)}",
        on_click=deciding.set_mode,
        args=(request, deciding.LOOKING),
    )
