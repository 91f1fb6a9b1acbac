"""test_estimating: intervals against the textbook's, and what is said of a threshold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.context import Context
from policy.estimating import Overrides, wilson
from tests.fakes.papers import LAW, action


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [(0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)],
)
def test_the_interval_is_wilsons(hits: int, count: int, low: float, high: float) -> None:
    assert wilson(hits, count) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_nothing_decided_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 2_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_in_its_interval(pair: tuple[int, int]) -> None:
    hits, count = pair
    low, high = wilson(hits, count)
    assert 0.0 <= low <= hits / count <= high <= 1.0


@pytest.mark.parametrize(
    ("sure", "wrong", "count", "words"),
    [
        (0.9, 2, 30, "too low"),
        (0.9, 1, 30, "nothing against it"),
        (0.7, 5, 30, "too high"),
        (0.7, 6, 30, "nothing against it"),
        (0.7, 0, 29, "fewer than 30"),
    ],
)
def test_what_people_overrode_speaks_of_the_threshold(
    sure: float, wrong: int, count: int, words: str
) -> None:
    overrides = Overrides(LAW)
    for number in range(count):
        overrides.count(
            action(confidence=sure), Context(), is_decided=True, is_wrong=number < wrong
        )
    overrides.count(action(confidence=sure), Context(), is_decided=False, is_wrong=False)
    (hint,) = overrides.hints()
    assert hint.words.startswith(words)
    assert hint.above + hint.below == count
