"""attention: an answer that came while nobody looked is told by the title of the tab.

The title goes back to what it was as soon as somebody looks; no permission is asked for.
"""

from ui.parts.component import component

_ATTENTION = component("attention", "<span hidden></span>")


def attention(key: str, count: int) -> None:
    """`count` grows with each answer; what was counted before this page was opened is known."""
    _ATTENTION(key=key, data={"count": count}, height="content")
