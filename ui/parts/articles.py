"""articles: the law as cards, one for each of its tables: what each key is about, and its value."""

from collections.abc import Sequence

from domain.law import Section
from ui.parts.component import component
from ui.parts.words import visible

_ARTICLES = component("articles", '<div class="articles"></div>')


def articles(key: str, sections: Sequence[Section]) -> None:
    """One card for each section."""
    cards = [
        {
            "title": section.title,
            "rows": [[visible(row.about), visible(row.value), row.key] for row in section.rows],
        }
        for section in sections
    ]
    _ARTICLES(key=key, data={"cards": cards}, height="content")
