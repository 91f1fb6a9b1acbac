"""schema_form: a flat JSON Schema as fields to fill in, and the content as it stands in them.

An agent may have written the schema, so nothing in it can be relied on: a limit or default that
makes no sense is left out here, and the server judges the answer by the schema as it is.
"""

import math
from datetime import date
from typing import Any, Literal

import streamlit as st

from ui.parts.fields import label_of
from ui.parts.words import escaped

NUMBER_MOST = 2**53 - 1
LINE_CHARACTERS, CHOICES_SEEN = 200, 6
TYPES: dict[str, Literal["email", "url"]] = {"email": "email", "uri": "url"}
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
PLACEHOLDERS = {"date-time": "2026-01-31T14:30:00Z"}

Schema = dict[str, Any]


def form_fields(schema: Schema, key: str) -> None:
    """One field for each property, in the schema's order."""
    needed = schema.get("required", [])
    for name, field in schema.get("properties", {}).items():
        label = escaped(str(field.get("title") or label_of(name))) or "Your answer"
        description = escaped(str(field.get("description") or "")) or None
        given = {"key": _key(key, name), "help": description}
        _field(label, field, name in needed, given)


def form_content(schema: Schema, key: str) -> dict[str, Any]:
    """What stands in the fields; what was left empty is not in it."""
    content: dict[str, Any] = {}
    for name, field in schema.get("properties", {}).items():
        value = st.session_state.get(_key(key, name), _default(field))
        if isinstance(value, date):
            value = value.isoformat()
        if value is not None and value != "":
            content[name] = value
    return content


def _field(label: str, field: Schema, needed: bool, given: dict[str, Any]) -> None:
    kind, default = field.get("type", "string"), _default(field)
    # The other fields say so themselves.
    chosen = f"{label} :small[(required)]" if needed else label
    choices = _choices(field)
    index = choices.index(default) if default in choices else None
    if 0 < len(choices) <= CHOICES_SEEN:
        st.radio(chosen, choices, index, escaped, **given)
    elif choices:
        st.selectbox(label, choices, index, required=needed, **given)
    elif kind == "boolean":
        place = None if default is None else [True, False].index(default)
        st.radio(chosen, [True, False], place, _YES_NO.__getitem__, horizontal=True, **given)
    elif kind in ("integer", "number"):
        low, high = _limits(field)
        step = 1 if kind == "integer" else None
        st.number_input(label, low, high, default, step, required=needed, **given)
    elif field.get("format") == "date":
        st.date_input(label, default, EARLIEST, LATEST, required=needed, **given)
    elif (field.get("maxLength") or 0) > LINE_CHARACTERS:
        most = field["maxLength"]
        st.text_area(label, default or "", max_chars=most, required=needed, **given)
    else:
        st.text_input(
            label,
            default or "",
            max_chars=field.get("maxLength"),
            type=TYPES.get(str(field.get("format")), "default"),
            placeholder=PLACEHOLDERS.get(str(field.get("format"))),
            required=needed,
            **given,
        )


def _choices(field: Schema) -> list[str]:
    return list(dict.fromkeys(str(choice) for choice in field.get("enum") or []))


def _limits(field: Schema) -> tuple[Any, Any]:
    """The least and the most, of one type with the value; those that no browser holds are none."""
    whole = field.get("type") == "integer"
    low, high = field.get("minimum"), field.get("maximum")
    if low is not None:
        low = math.ceil(low) if whole else float(low)
    if high is not None:
        high = math.floor(high) if whole else float(high)
    if low is not None and high is not None and low > high:
        return None, None
    return _held(low), _held(high)


def _held(number: Any) -> Any:
    return number if number is not None and abs(number) <= NUMBER_MOST else None


def _default(field: Schema) -> Any:
    """The default, if the field can stand on it."""
    default, kind = field.get("default"), field.get("type", "string")
    if _choices(field):
        return default if default in _choices(field) else None
    if kind == "boolean":
        return default if isinstance(default, bool) else None
    if kind in ("integer", "number"):
        return _number(field, default)
    if not isinstance(default, str):
        return None
    if field.get("format") == "date":
        return _day(default)
    most = field.get("maxLength")
    return default if most is None or len(default) <= most else None


def _number(field: Schema, default: Any) -> Any:
    if isinstance(default, bool) or not isinstance(default, int | float):
        return None
    number = float(default) if field["type"] == "number" else int(default)
    low, high = _limits(field)
    fits = (low is None or low <= number) and (high is None or number <= high)
    return number if fits and number == default and _held(number) is not None else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _key(key: str, name: str) -> str:
    return f"{key} field {name}"


_YES_NO = {True: "Yes", False: "No"}
