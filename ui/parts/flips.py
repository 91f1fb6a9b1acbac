"""flips: actions that another law would send elsewhere, each a link to where it can be read."""

from collections.abc import Sequence

from domain.law import Flip, Settled
from domain.verdict import Route
from ui.parts.component import component
from ui.parts.words import milliseconds, tool_words, visible

_FLIPS = component("flips", "<ol></ol>")
ROUTE_WORDS = {
    Route.AUTO: "alone",
    Route.RECHECK: "alone, looked at afterwards",
    Route.REVIEW: "a reviewer",
    Route.LEAD: "a lead",
    Route.TWO: "two people",
    Route.REFUSE: "refused",
}
SETTLED_WORDS = {
    Settled.APPROVED: "people approved it unchanged",
    Settled.EDITED: "people changed it",
    Settled.REJECTED: "people rejected it",
    Settled.NOTHING: "",
}


def flips(key: str, given: Sequence[Flip]) -> None:
    """One line each, the newest first."""
    _FLIPS(key=key, data={"flips": [_line(flip) for flip in given]}, height="content")


def _line(flip: Flip) -> dict[str, object]:
    less = flip.after.rank < flip.before.rank
    return {
        "request": flip.request_id,
        "thread": flip.thread_id,
        "name": visible(tool_words(flip.name)),
        "before": ROUTE_WORDS[flip.before],
        "after": ROUTE_WORDS[flip.after],
        "mood": "less" if less else "more",
        "settled": SETTLED_WORDS[flip.settled],
        "wrong": less and flip.settled in (Settled.EDITED, Settled.REJECTED),
        "reason": visible(flip.reasons[0].text) if flip.reasons else "",
        "at": milliseconds(flip.at),
    }
