"""quote: somebody's own words, as text and nothing else. A long one is folded until asked for."""

from datetime import datetime

from ui.parts.component import component
from ui.parts.words import milliseconds, now_milliseconds, visible

_QUOTE = component(
    "quote",
    '<blockquote dir="auto"></blockquote><button class="whole" type="button" hidden></button>'
    '<div class="about"></div>',
)


def quote(key: str, text: str, note: str = "", at: datetime | None = None) -> None:
    """Show the words, who said them and how long ago."""
    data = {
        "text": visible(text),
        "note": visible(note),
        "since": 0 if at is None else milliseconds(at),
        "now": now_milliseconds(),
    }
    _QUOTE(key=key, data=data, height="content")
