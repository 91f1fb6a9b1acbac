"""arrival: where a conversation was opened for one message, the page goes there, once."""

from ui.parts.component import component

WORDS = "This is where the value came from:"
_ARRIVAL = component("arrival", "<p></p>")


def arrival(key: str) -> None:
    """Say that what follows is what was looked for, and bring it on the screen."""
    _ARRIVAL(key=key, data={"words": WORDS}, height="content")
