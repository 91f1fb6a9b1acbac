"""mood: how a text sounds, by vaderSentiment's word list, which is read on first use."""

from functools import cache, lru_cache
from typing import Any

from policy.sentiment import without_work_words

TEXTS_REMEMBERED = 1024


@lru_cache(maxsize=TEXTS_REMEMBERED)
def mood(text: str) -> float:
    """From -1 (hostile) to 1; 0 for a text that it does not understand, as one not in English."""
    found: float = _analyzer().polarity_scores(text)["compound"]
    return found


@cache
def _analyzer() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: PLC0415

    analyzer = SentimentIntensityAnalyzer()
    analyzer.lexicon = without_work_words(analyzer.lexicon)
    return analyzer
