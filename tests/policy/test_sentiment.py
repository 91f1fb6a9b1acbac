"""test_sentiment: who is hostile or frustrated is heard; who says what happened is not taken so."""

import pytest

from policy.sentiment import worst
from server.mood import mood
from tests.fakes.papers import LAW

UPSET = [
    "Are you stupid? This is the worst service ever",
    "I hate this, what an idiot",
    "WTF is wrong with you people",
    "This is ridiculous. I am furious and want my money back NOW",
    "I'm frustrated. Nobody answers.",
]
CALM = [
    "Refund order 1003, it arrived broken",
    "delete the error log and kill the failed jobs",
    "Ban the attacker and terminate the stuck process, the disk failure killed it",
    "please send the refund, thank you",
    "Das ist eine Unverschämtheit",
    "",
]


@pytest.mark.parametrize("text", UPSET)
def test_a_hostile_or_frustrated_message_is_heard(text: str) -> None:
    heard = worst([text], mood)
    assert heard is not None
    assert heard < LAW.sentiment.hostile_below


@pytest.mark.parametrize("text", CALM)
def test_one_that_says_what_happened_is_not(text: str) -> None:
    heard = worst([text], mood)
    assert heard is None or heard >= LAW.sentiment.hostile_below


def test_the_worst_counts_wherever_it_stands() -> None:
    assert worst(["thank you", UPSET[1], "great"], mood) == mood(UPSET[1])
    long = "I would like to know where it is. " * 20 + UPSET[1]
    heard = worst([long], mood)
    assert heard is not None
    assert heard < LAW.sentiment.hostile_below


def test_nothing_said_is_no_mood() -> None:
    assert worst([], mood) is None
    assert worst(["", " \n"], mood) is None
