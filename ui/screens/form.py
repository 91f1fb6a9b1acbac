"""form: the fields to change an action with, typed as its present arguments are.

Keys carry the request and its version, so that nothing typed for one request reaches another.
"""

import json
from typing import Any

import streamlit as st

from domain.request import Request
from ui.parts.fields import label_of, spelled
from ui.parts.words import escaped

WHOLE_NUMBER_MOST = 2**53 - 1
LINE_CHARACTERS = 70


def edit_fields(request: Request) -> None:
    """One field for each argument."""
    for name, value in request.action.arguments.items():
        _field(escaped(label_of(name)), value, _key(request, name))


def edited(request: Request) -> tuple[dict[str, Any], str]:
    """The arguments as they stand in the form, and what is wrong with them, if anything."""
    arguments: dict[str, Any] = {}
    for name, before in request.action.arguments.items():
        now = st.session_state.get(_key(request, name), _shown(before))
        try:
            arguments[name] = _read(now, before)
        except ValueError:
            return {}, f"{label_of(name)} is not valid: {str(now)[:80]}"
    return arguments, ""


def reason_key(request: Request) -> str:
    """Where the reason of a rejection is kept."""
    return f"reason {request.id} {request.version}"


def note_key(request: Request) -> str:
    """Where the note that goes with a decision is kept."""
    return f"note {request.id} {request.version}"


def words_key(request: Request) -> str:
    """Where a lead's result or order is kept."""
    return f"words {request.id} {request.version}"


def shown_key(request: Request) -> str:
    """A button belongs to what was shown: a late click on it must not meet another request."""
    return f"{request.id} {request.version}"


def _field(label: str, value: Any, key: str) -> None:
    if isinstance(value, bool):
        st.toggle(label, value=value, key=key)
    elif _is_number(value):
        st.number_input(label, value=value, key=key, step=1 if isinstance(value, int) else None)
    elif isinstance(value, str) and len(value) <= LINE_CHARACTERS and "\n" not in value:
        st.text_input(label, value=value, key=key)
    else:
        help_text = None if isinstance(value, str) else "Written as JSON."
        lines = sum(1 + len(line) // LINE_CHARACTERS for line in spelled(value).split("\n"))
        height = min(max(70 + 22 * lines, 100), 420)
        st.text_area(label, value=_shown(value), key=key, help=help_text, height=height)


def _shown(value: Any) -> Any:
    plain = isinstance(value, bool | str) or _is_number(value)
    return value if plain else spelled(value)


def _read(now: Any, before: Any) -> Any:
    if isinstance(before, bool | str):
        return now
    if _is_number(before):
        if now is None:
            raise ValueError("empty")
        return now
    return json.loads(now)


def _is_number(value: Any) -> bool:
    """Numbers that a browser can hold exactly; others are written as JSON."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, float) or abs(value) <= WHOLE_NUMBER_MOST


def _key(request: Request, name: str) -> str:
    return f"field {request.id} {request.version} {name}"
