"""checklist: what the law wants looked at before anybody agrees (E14). The desk refuses without."""

import streamlit as st

from domain.request import Request, RequestState
from ui.parts.words import escaped
from ui.screens import form


def checklist(request: Request) -> None:
    """One box for each item, as long as the request is open."""
    items = _items(request)
    if not items or request.state is not RequestState.OPEN:
        return
    with st.container(border=True, key="checklist"):
        st.markdown("**Check before you agree**")
        for number, item in enumerate(items):
            st.checkbox(escaped(item), key=_key(request, number))


def checked(request: Request) -> dict[str, list[str]]:
    """What a decision says of the items that are ticked; nothing where there is no list."""
    items = list(enumerate(_items(request)))
    ticked = [item for number, item in items if st.session_state.get(_key(request, number))]
    return {"checked": ticked} if items else {}


def _items(request: Request) -> tuple[str, ...]:
    return request.signers.checklist if request.signers is not None else ()


def _key(request: Request, number: int) -> str:
    return f"check {number} {form.shown_key(request)}"
