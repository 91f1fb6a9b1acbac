"""headline: what is asked, by whom, since when and until when."""

from collections.abc import Sequence

from ui.parts.component import component

_HEADLINE = component(
    "headline",
    '<div class="eyebrow"></div><h2></h2><div class="badges"></div><div class="meta"></div>',
)

Badge = tuple[str, str]


def headline(
    key: str,
    title: str,
    *,
    eyebrow: str = "",
    badges: Sequence[Badge] = (),
    meta: Sequence[str] = (),
    since: int = 0,
    until: int = 0,
    by: str = "decide by ",
    late: str = "the time to decide has passed",
    now: int = 0,
) -> None:
    """A title with its small print; a badge is its words and its mood (good, fair, poor, plain).

    `by` stands before the moment `until`, `late` in its place once it has passed.
    """
    data = {
        "title": title,
        "eyebrow": eyebrow,
        "badges": list(badges),
        "meta": list(meta),
        "since": since,
        "until": until,
        "by": by,
        "late": late,
        "now": now,
    }
    _HEADLINE(key=key, data=data, height="content")
