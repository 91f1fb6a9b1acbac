"""Times and places are read as people say them."""

from datetime import UTC, datetime

import pytest

from graph.practice.places import places
from graph.practice.values import values


def latest(text: str, hour: int = 12, minute: int = 0) -> list[str]:
    """The moments that are meant on a Wednesday at that time."""
    now = datetime(2026, 1, 14, hour, minute, tzinfo=UTC)
    times = ("date", "time", "datetime")
    return [each.latest for each in values(text, now) if each.kind in times]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("before six", "2026-01-14T18:00:00"),
        ("by half past five", "2026-01-14T17:30:00"),
        ("by a quarter to nine", "2026-01-14T20:45:00"),
        ("at 3 o'clock", "2026-01-14T15:00:00"),
        ("until 6pm", "2026-01-14T18:00:00"),
        ("by 9:30", "2026-01-15T09:30:00"),
        ("before noon tomorrow", "2026-01-15T12:00:00"),
        ("tomorrow by six", "2026-01-15T18:00:00"),
        ("before 10 on Friday", "2026-01-16T10:00:00"),
        ("by six in the morning", "2026-01-15T06:00:00"),
        ("at 8 tonight", "2026-01-14T20:00:00"),
        ("within two hours", "2026-01-14T14:00:00"),
        ("in 30 minutes", "2026-01-14T12:30:00"),
        ("in half an hour", "2026-01-14T12:30:00"),
        ("within the hour", "2026-01-14T13:00:00"),
        ("within three days", "2026-01-17T18:00:00"),
        ("today", "2026-01-14T18:00:00"),
        ("tonight", "2026-01-14T21:00:00"),
        ("by the end of the day", "2026-01-14T18:00:00"),
        ("this afternoon", "2026-01-14T18:00:00"),
        ("by the end of the week", "2026-01-16T18:00:00"),
    ],
)
def test_a_time_in_words_is_the_moment_that_is_meant(text: str, moment: str) -> None:
    assert latest(text) == [moment]


@pytest.mark.parametrize(
    ("hour", "minute", "day"), [(7, 0, 14), (17, 49, 14), (17, 50, 15), (20, 0, 15)]
)
def test_six_is_the_next_six_that_can_still_be_met(hour: int, minute: int, day: int) -> None:
    assert latest("before six", hour, minute) == [f"2026-01-{day}T18:00:00"]


def test_today_said_in_the_evening_lasts_until_its_end() -> None:
    assert latest("today", 18) == ["2026-01-14T21:00:00"]
    assert latest("this afternoon", 19) == [""]


@pytest.mark.parametrize("text", ["by 5 EUR", "at 5 Quay Street", "before six people", "by 5.5 %"])
def test_a_number_of_something_is_no_hour(text: str) -> None:
    assert latest(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the window in Harbour Street before six", ["Harbour Street"]),
        ("the lift at 3 Mill Road today", ["3 Mill Road"]),
        ("the parcel to 12 Rose Lane by 18:00", ["12 Rose Lane"]),
        ("from 4 Dock Street to Pier 7", ["4 Dock Street", "Pier 7"]),
        ("the board at the town hall", ["town hall"]),
        ("meet at 3 Mill Road, 1010 Vienna at 5", ["3 Mill Road, 1010 Vienna"]),
        ("at the corner of Mill Lane and High Street", ["corner of Mill Lane and High Street"]),
        ("the lamp outside our office in Graz", ["our office in Graz"]),
        ("the sign at Lindengasse 4", ["Lindengasse 4"]),
        ("photograph the Eiffel Tower", ["Eiffel Tower"]),
        ("look in harbour street", ["harbour street"]),
        ("LOOK IN HARBOUR STREET", ["HARBOUR STREET"]),
        ("in the kitchen", ["kitchen"]),
        ("to Anna Berger", []),
        ("to the customer of order 5", []),
        ("in a hurry at the moment", []),
        ("in stock at 15 EUR each", []),
        ("by mail to bob@example.com", []),
    ],
)
def test_a_place_is_told_from_what_stands_like_one(text: str, expected: list[str]) -> None:
    found = values(text, datetime(2026, 1, 14, 12, tzinfo=UTC))
    assert [each.value for each in places(text, found)] == expected
