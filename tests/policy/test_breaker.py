"""test_breaker: known failures in a row trip it; a success resets, the unknown is passed over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.breaker import Attempted, tripped
from policy.tables import Breaker

LIMITS = Breaker(same_action=3, same_error=5)


def attempts(states: str, *, same: bool = True, error: str = "e") -> list[Attempted]:
    """`f` failed, `d` done, `u` unknown."""
    names = {"f": "failed", "d": "done", "u": "unknown"}
    return [Attempted(same_action=same, state=names[state], error=error) for state in states]


@pytest.mark.parametrize(
    ("states", "count"),
    [("", 0), ("ff", 0), ("fff", 3), ("fufuf", 3), ("ffdff", 0), ("fffd", 0), ("dffff", 4)],
)
def test_the_same_action_trips_at_the_third_known_failure(states: str, count: int) -> None:
    assert len(tripped(attempts(states), LIMITS)) == count


def test_one_error_with_changing_arguments_is_counted_apart() -> None:
    assert tripped(attempts("ffff", same=False), LIMITS) == ()
    assert len(tripped(attempts("fffff", same=False), LIMITS)) == 5


def test_other_errors_do_not_add_up() -> None:
    mixed = [*attempts("fff", same=False), *attempts("ff", same=False, error="other")]
    assert tripped(mixed, LIMITS) == ()


@given(st.text(alphabet="fdu", max_size=30))
def test_a_success_at_the_end_always_holds_the_breaker(states: str) -> None:
    assert tripped(attempts(states + "d"), LIMITS) == ()


@given(st.text(alphabet="fdu", max_size=30))
def test_one_failure_more_never_closes_a_tripped_breaker(states: str) -> None:
    if tripped(attempts(states), LIMITS):
        assert tripped(attempts(states + "f"), LIMITS)
