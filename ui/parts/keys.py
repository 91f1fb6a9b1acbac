"""keys: the page's hot keys: which there are now, what each does, and the one that was pressed.

The browser repeats a press until it is answered, so each carries a number that counts once. It says
what it meant and which version of which item it saw; the server decides by that and nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from ui.parts.component import component
from ui.parts.device import on_phone

ANSWERED = "keys answered"
_KEYS = component(
    "keys",
    '<div class="keys"><span class="hint"><kbd>J</kbd><kbd>K</kbd>move</span>'
    '<button class="hint more" type="button"><kbd>?</kbd>all keys</button>'
    '<span class="told" role="status"></span></div>'
    '<dialog aria-labelledby="title"><h2 id="title">Keys</h2><dl></dl>'
    '<button type="button">Close</button></dialog>',
)


@dataclass(frozen=True)
class Key:
    """One key. `decides` waits until the item was looked at; `typing` works in a field, too.

    `opens` is how the key of the field begins in which one goes on.
    """

    key: str
    act: str
    words: str
    decides: bool = False
    typing: bool = False
    opens: str = ""


@dataclass(frozen=True)
class Press:
    """A key that was pressed: what it does, on what, and where it leads."""

    act: str
    item: str
    to: str = ""


MOVING = (
    Key("j", "next", "Next item"),
    Key("k", "previous", "Item before"),
    Key("?", "help", "Show or hide these keys"),
)


def keys(
    key: str,
    given: Sequence[Key],
    *,
    item: str,
    open_id: str,
    order: Sequence[str],
    look_milliseconds: int,
    pressed: Callable[[Press], None],
) -> None:
    """Listen for the keys `given` while this page is open; `pressed` gets each press once."""

    def told() -> None:
        event = st.session_state[key].press
        if event is not None and _is_new(event):
            pressed(Press(str(event["act"]), str(event["item"]), str(event.get("to", ""))))

    data = {
        "keys": [asdict(one) for one in (*given, *MOVING)],
        "item": item,
        "open": open_id,
        "order": list(order),
        "look": look_milliseconds,
        "answered": st.session_state.get(ANSWERED, 0),
        "quiet": on_phone(),
    }
    _KEYS(key=key, data=data, height="content", on_press_change=told)


def hinted(label: str, key: str) -> str:
    """A button's label with the key that does the same; on a phone the label alone."""
    return label if on_phone() else f"{label} `{key}`"


def _is_new(event: dict[str, object]) -> bool:
    number = event.get("n")
    if not isinstance(number, int) or number <= st.session_state.get(ANSWERED, 0):
        return False
    st.session_state[ANSWERED] = number
    return True
