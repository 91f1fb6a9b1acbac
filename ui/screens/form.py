"""form: the fields to change an action with, typed as its present arguments are.

Keys carry the request and its version, so that nothing typed for one request reaches another.
"""

import json
from typing import Any

import streamlit as st

from domain.request import Request, RequestKind
from ui.parts.changes import Change
from ui.parts.fields import is_whole, label_of, spelled
from ui.parts.words import escaped, sign_of
from ui.screens.plan_form import edited_plan, plan_keys

WHOLE_NUMBER_MOST = 2**53 - 1
LINE_CHARACTERS = 70


def edit_fields(request: Request) -> None:
    """One field for each argument, as it was left."""
    for name, value in request.action.arguments.items():
        in_money = name in request.money and is_whole(value)
        label = escaped(label_of(name, is_sum=in_money))
        if in_money:
            label = f"{label} in hundredths of {escaped(request.money[name])}"
        _field(label, value, _key(request, name))


def keep(request: Request) -> None:
    """Keep what was typed: Streamlit forgets a field that leaves the page, but not a value that
    was set.
    """
    fields = [_key(request, name) for name in request.action.arguments]
    if request.kind is RequestKind.PLAN:
        fields = plan_keys(request)
    for key in (*fields, note_key(request), words_key(request)):
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def is_changed(request: Request) -> bool:
    """Whether something other than what was asked stands in the form or was left there."""
    arguments, fault = edited(request)
    return bool(fault) or arguments != request.action.arguments


def typed_changes(request: Request) -> list[Change]:
    """Each argument as it was asked and as it stands in the form."""
    return [
        Change(
            name=label_of(name, is_sum=name in request.money),
            field=_key(request, name),
            before=_text(_shown(value)),
            after=_text(_now(request, name, value)),
            currency=sign_of(request.money[name]) if name in request.money else "",
        )
        for name, value in request.action.arguments.items()
    ]


def edited(request: Request) -> tuple[dict[str, Any], str]:
    """The arguments as they stand in the form, and what is wrong with them, if anything."""
    if request.kind is RequestKind.PLAN:
        return edited_plan(request)
    arguments: dict[str, Any] = {}
    for name, before in request.action.arguments.items():
        now = _now(request, name, before)
        try:
            arguments[name] = _read(now, before)
        except ValueError:
            return {}, f"{label_of(name)} is not valid: {str(now)[:80]}"
    return arguments, ""


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


def _now(request: Request, name: str, value: Any) -> Any:
    return st.session_state.get(_key(request, name), _shown(value))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


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
