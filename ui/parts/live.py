"""live: reruns the fragment it stands in when the house tells of a change. Typing is kept."""

from ui.parts.component import component

_LIVE = component("live", "<span hidden></span>")


def live(key: str) -> None:
    """Listen from inside a fragment; `key` is this part's own."""
    _LIVE(key=key, data={}, height="content", on_changed_change=_nothing)


def _nothing() -> None:
    """The rerun itself is the answer."""
