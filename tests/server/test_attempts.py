"""Attempts: each address has a bound of its own, counted from the first in a quarter of an hour."""

from datetime import timedelta

import pytest

from domain.errors import Unavailable
from server.attempts import ADDRESSES_MAX, ATTEMPTS_MAX, WINDOW, Attempts
from tests.fakes.clock import NOON

SECOND = timedelta(seconds=1)


def refused(attempts: Attempts, address: str = "192.0.2.1", after: timedelta = SECOND) -> str:
    """The sentence with which an attempt is refused, or an empty text."""
    try:
        attempts.count(address, NOON + after)
    except Unavailable as error:
        return error.sentence
    return ""


@pytest.fixture
def spent() -> Attempts:
    """One address has had all of its attempts."""
    attempts = Attempts()
    for _ in range(ATTEMPTS_MAX):
        attempts.count("192.0.2.1", NOON)
    return attempts


def test_an_address_that_has_had_its_attempts_waits_and_the_others_do_not(spent: Attempts) -> None:
    assert refused(spent) == ("Too many attempts came from your address; try again in 15 minutes.")
    assert refused(spent, after=WINDOW - SECOND).endswith("in a minute.")
    assert not refused(spent, "192.0.2.2")
    assert not refused(spent, after=WINDOW)


def test_a_good_attempt_is_taken_back_and_no_other(spent: Attempts) -> None:
    spent.take_back("192.0.2.1")
    assert not refused(spent)
    assert refused(spent)


def test_a_clock_set_back_begins_anew(spent: Attempts) -> None:
    assert not refused(spent, after=-timedelta(days=1))


@pytest.mark.parametrize(
    ("address", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("nonsense", "", True),
        ("127.0.0.1", "127.0.0.2", False),
    ],
)
def test_neighbours_of_ipv6_count_as_one(address: str, other: str, same: bool) -> None:
    attempts = Attempts()
    for _ in range(ATTEMPTS_MAX):
        attempts.count(address, NOON)
    assert bool(refused(attempts, other)) is same


def test_many_addresses_do_not_fill_the_memory(spent: Attempts) -> None:
    for number in range(ADDRESSES_MAX):
        spent.count(f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", NOON)
    assert len(spent._counted) == ADDRESSES_MAX
    assert not refused(spent)
