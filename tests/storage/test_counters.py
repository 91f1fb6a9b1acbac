"""test_counters: no counter passes its ceiling, and what is given back is given back once."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from policy.limits import Counter
from storage import counters
from storage.counters import MOST_MINOR
from storage.engine import open_engine
from storage.unit import Storage
from tests.fakes.papers import open_storage

THREAD = Counter("thread", "t-1 EUR", "")
HOUSE = Counter("house", "house EUR", "2026-03-02")


def reserve(
    storage: Storage, amount: int, ceiling: int, call: str = "c", counter: Counter = THREAD
) -> bool:
    with storage.unit("reserve") as unit:
        return counters.reserve(unit, "t-1", call, 1, counter, amount, ceiling)


def release(storage: Storage, call: str = "c") -> None:
    with storage.unit("release") as unit:
        counters.release(unit, "t-1", call, 1)


def used(storage: Storage, *asked: Counter) -> list[int]:
    with storage.view() as unit:
        return counters.used(unit, asked or (THREAD,))


def test_up_to_the_ceiling_and_not_a_cent_more(storage: Storage) -> None:
    assert used(storage) == [0]
    assert reserve(storage, 60, 100, "a")
    assert not reserve(storage, 41, 100, "b")
    assert reserve(storage, 40, 100, "c")
    assert not reserve(storage, 1, 100, "d")
    assert used(storage) == [100]


def test_what_does_not_fit_from_the_start_is_refused(storage: Storage) -> None:
    assert not reserve(storage, 1, 0)
    assert used(storage) == [0]


def test_a_release_gives_back_once_whatever_was_reserved(storage: Storage) -> None:
    assert reserve(storage, 60, 100, "a")
    assert reserve(storage, 60, 1_000, "a", HOUSE)
    assert reserve(storage, 30, 100, "b")
    for _ in range(3):
        release(storage, "a")
    assert used(storage, THREAD, HOUSE) == [30, 0]
    release(storage, "nothing of this name")
    assert used(storage, THREAD, HOUSE) == [30, 0]


def test_a_transaction_that_is_given_up_has_reserved_nothing(storage: Storage) -> None:
    with suppress(RuntimeError), storage.unit("broken") as unit:
        assert counters.reserve(unit, "t-1", "c", 1, THREAD, 5, 10)
        raise RuntimeError
    assert used(storage) == [0]


@pytest.mark.parametrize("count", [0, 1, 6, 7, 13])
def test_any_number_of_counters_is_read_in_the_order_asked(storage: Storage, count: int) -> None:
    asked = [Counter("recipient", f"{number} EUR", "2026-03-02") for number in range(count)]
    for number, counter in enumerate(asked):
        reserve(storage, number + 1, 100, f"c-{number}", counter)
    assert used(storage, *asked, HOUSE) == [*range(1, count + 1), 0]


def test_other_periods_and_keys_are_other_counters(storage: Storage) -> None:
    reserve(storage, 7, 100, counter=HOUSE)
    others = (
        Counter("house", "house EUR", "2026-03-03"),
        Counter("house", "house USD", "2026-03-02"),
        Counter("thread", "house EUR", "2026-03-02"),
    )
    assert used(storage, *others, HOUSE) == [0, 0, 0, 7]


def test_a_ceiling_beyond_every_column_is_taken_for_the_highest_there_is(storage: Storage) -> None:
    assert reserve(storage, 2**53, 10**40)
    assert not reserve(storage, MOST_MINOR, 10**40, "d")


def test_reading_looks_up_the_key_and_never_walks_the_table(storage: Storage) -> None:
    statement, _ = storage.statements.compiled(counters._USED, False)
    values = dict(counters._NOWHERE)
    with storage.engine.connect() as connection:
        plan = connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"), values).all()
    assert all("SCAN" not in str(row) for row in plan)


AMOUNTS = st.integers(1, 60)
STEPS = st.lists(
    st.tuples(st.just("reserve"), AMOUNTS, st.integers(0, 120))
    | st.tuples(st.just("release"), st.integers(0, 30), st.just(0)),
    max_size=30,
)


@settings(max_examples=60)
@given(steps=STEPS)
def test_the_sum_is_what_is_held_and_no_reservation_ever_passed_its_ceiling(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    storage = _fresh(tmp_path_factory.getbasetemp() / "counters.db")
    held: dict[str, int] = {}
    for number, (what, amount, ceiling) in enumerate(steps):
        before = sum(held.values())
        if what == "reserve":
            fits = before + amount <= ceiling
            assert reserve(storage, amount, ceiling, f"c-{number}") is fits
            if fits:
                held[f"c-{number}"] = amount
        else:
            release(storage, f"c-{amount}")
            held.pop(f"c-{amount}", None)
        assert used(storage) == [sum(held.values())]
    for call in held:
        release(storage, call)
    assert used(storage) == [0]
    storage.close()


def _fresh(path: Path) -> Storage:
    """One database for all examples, emptied: building it takes longer than an example."""
    storage = Storage(open_engine(f"sqlite:///{path}")) if path.exists() else open_storage(path)
    with storage.engine.begin() as connection:
        for table in ("reservations", "counters"):
            connection.execute(text(f"DELETE FROM {table}"))
    return storage
