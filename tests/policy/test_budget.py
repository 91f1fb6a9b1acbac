"""test_budget: each limit by itself, at its very border; 0 sets none."""

import pytest

from policy.budget import exhausted, spent_minor
from policy.tables import Budget


@pytest.mark.parametrize(
    ("limits", "thread", "day", "held"),
    [
        ({}, (10**9, 0), (10**9, 0), True),
        ({"tokens_per_thread": 10}, (5, 4), (99, 0), True),
        ({"tokens_per_thread": 10}, (5, 5), (0, 0), False),
        ({"tokens_per_day": 10}, (0, 0), (4, 6), False),
        ({"spend_per_thread_minor": 2, "input_price_minor": 1_000_000}, (1, 0), (9, 0), True),
        ({"spend_per_thread_minor": 2, "input_price_minor": 1_000_000}, (2, 0), (2, 0), False),
        ({"spend_per_day_minor": 1, "output_price_minor": 1}, (0, 0), (0, 1), False),
    ],
)
def test_a_limit_holds_below_and_stops_at_its_border(
    limits: dict[str, int], thread: tuple[int, int], day: tuple[int, int], held: bool
) -> None:
    assert (exhausted(Budget(**limits), thread, day) == "") is held


def test_spending_is_rounded_up() -> None:
    assert spent_minor(Budget(input_price_minor=1), (1, 0)) == 1
    assert spent_minor(Budget(), (10**9, 10**9)) == 0
