"""failures: what went wrong each time, side by side, oldest first; below each other when narrow."""

from collections.abc import Sequence

from ui.parts.component import component

_FAILURES = component("failures", "<h3></h3><ol></ol>")


def failures(key: str, texts: Sequence[str]) -> None:
    """One card for each failure."""
    times = "Failed once" if len(texts) == 1 else f"Failed {len(texts)} times"
    cards = [{"name": f"Failure {number}", "text": text} for number, text in enumerate(texts, 1)]
    _FAILURES(key=key, data={"title": times, "cards": cards}, height="content")
