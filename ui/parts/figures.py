"""figures: how many wait and how long, quiet; once something is late, that alone is loud."""

from domain.waiting import Queue
from ui.parts.component import component
from ui.parts.words import milliseconds, now_milliseconds

_FIGURES = component(
    "figures",
    '<div class="figures"><div class="over"></div><div class="why"></div><div class="line">'
    '<span class="waiting"></span><span class="median"></span><span class="oldest"></span>'
    '<span class="sla"></span></div></div>',
)


def figures(key: str, queue: Queue) -> None:
    """The queue's figures; they tick in the browser."""
    told = queue.figures
    data = {
        "waiting": told.waiting,
        "more": told.is_more,
        "late": told.late,
        "sla": told.sla_seconds,
        "oldest": told.oldest_age_seconds,
        "median": told.median_age_seconds,
        "overdue": told.overdue_seconds,
        "moments": [milliseconds(line.late_at) for line in queue.lines],
        "at": milliseconds(told.at),
        "now": now_milliseconds(),
    }
    _FIGURES(key=key, data=data, height="content")
