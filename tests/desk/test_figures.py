"""Figures: what waits, how long, and how many are late; bounded, and saying so."""

import pytest

from desk.figures import COUNTED, figures_of
from storage.unit import Row

NOW = 1_000_000_000


def opened(*ages_seconds: int, own_seconds: int | None = None) -> list[Row]:
    """Requests of these ages; each with a time of its own, or from before there was any."""
    moments = [NOW - age * 1000 for age in ages_seconds]
    return [
        {"opened_at": at, "late_at": None if own_seconds is None else at + own_seconds * 1000}
        for at in moments
    ]


@pytest.mark.parametrize(
    ("ages", "oldest", "median", "late"),
    [
        ([], 0, 0, 0),
        ([30], 30, 30, 0),
        ([91, 90, 10], 91, 90, 1),
        ([400, 300, 20, 10], 400, 160, 2),
        ([-5], 0, 0, 0),
    ],
)
def test_ages_are_told_against_the_time_that_each_request_has(
    ages: list[int], oldest: int, median: int, late: int
) -> None:
    told = figures_of(opened(*ages), NOW, sla_seconds=90)
    assert (told.waiting, told.is_more) == (len(ages), False)
    assert (told.oldest_age_seconds, told.median_age_seconds, told.late) == (oldest, median, late)


def test_more_than_is_counted_is_said_to_be_more() -> None:
    told = figures_of(opened(*range(COUNTED + 1, 0, -1)), NOW, sla_seconds=90)
    assert (told.waiting, told.is_more) == (COUNTED, True)


def test_each_request_is_late_by_its_own_time_and_the_latest_is_named() -> None:
    rows = [*opened(500, own_seconds=14_400), *opened(120, own_seconds=90), *opened(30)]
    told = figures_of(rows, NOW, sla_seconds=90)
    assert (told.late, told.overdue_seconds, told.oldest_age_seconds) == (1, 30, 500)
