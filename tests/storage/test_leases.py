"""test_leases: one runner at a time; a lost lease cannot write, a lost clock cannot lock."""

import pytest

from domain.errors import Conflict
from domain.thread import ThreadStatus
from storage import leases, threads
from storage.unit import Storage
from tests.fakes.clock import StillClock


def take(storage: Storage, clock: StillClock, holder: str = "a/1") -> int | None:
    """Take the lease of `t-1` for fifteen seconds; its epoch, or None."""
    now = clock.milliseconds
    with storage.unit("lease") as unit:
        row = leases.take(unit, "t-1", holder, now, now + 15_000)
    return row["lease_epoch"] if row else None


def give_back(storage: Storage, epoch: int, wake_at: int | None = None) -> bool:
    with storage.unit("release") as unit:
        return leases.release(unit, "t-1", epoch, ThreadStatus.IDLE, wake_at, 0, "")


def due(storage: Storage, clock: StillClock) -> list[str]:
    with storage.view() as unit:
        return threads.due(unit, clock.milliseconds, 10)


def test_only_one_holds_a_lease(storage: Storage, clock: StillClock) -> None:
    assert take(storage, clock) == 1
    assert take(storage, clock, "b/2") is None


def test_each_taking_raises_the_epoch(storage: Storage, clock: StillClock) -> None:
    epochs = []
    for _ in range(4):
        epoch = take(storage, clock)
        assert epoch is not None
        epochs.append(epoch)
        assert give_back(storage, epoch)
    assert epochs == [1, 2, 3, 4]


def test_a_lease_that_has_run_out_can_be_taken_and_the_old_epoch_writes_no_more(
    storage: Storage, clock: StillClock
) -> None:
    old = take(storage, clock)
    clock.step(seconds=15)
    new = take(storage, clock, "b/2")
    assert (old, new) == (1, 2)
    with storage.unit("test") as unit:
        leases.require(unit, "t-1", 2)
        with pytest.raises(Conflict) as refused:
            leases.require(unit, "t-1", 1)
        assert refused.value.code == "lease_lost"
        assert not leases.renew(unit, "t-1", 1, clock.milliseconds + 99_000)
    assert not give_back(storage, 1)
    assert take(storage, clock, "c/3") is None


def test_a_renewed_lease_lasts_longer(storage: Storage, clock: StillClock) -> None:
    epoch = take(storage, clock)
    assert epoch is not None
    clock.step(seconds=10)
    with storage.unit("heartbeat") as unit:
        assert leases.renew(unit, "t-1", epoch, clock.milliseconds + 15_000)
    clock.step(seconds=10)
    assert take(storage, clock, "b/2") is None


@pytest.mark.parametrize("jump", [{"days": -365}, {"days": 365}])
def test_a_clock_that_jumps_a_year_does_not_lock_a_thread_for_ever(
    storage: Storage, clock: StillClock, jump: dict[str, float]
) -> None:
    assert take(storage, clock) == 1
    clock.step(**jump)
    assert due(storage, clock) == ["t-1"]
    assert take(storage, clock, "b/2") == 2


def test_freeing_a_dead_holder_touches_nobody_else(storage: Storage, clock: StillClock) -> None:
    take(storage, clock, "dead/1")
    with storage.unit("free") as unit:
        assert leases.holders(unit, clock.milliseconds) == ["dead/1"]
        assert leases.free(unit, "alive/2") == 0
        assert leases.free(unit, "dead/1") == 1
        leases.require(unit, "t-1", 1)
    assert take(storage, clock) == 2


def test_what_comes_while_a_thread_is_advanced_wakes_it_afterwards(
    storage: Storage, clock: StillClock
) -> None:
    epoch = take(storage, clock)
    assert epoch is not None
    with storage.unit("mail") as unit:
        threads.wake(unit, "t-1", clock.milliseconds)
    assert due(storage, clock) == []
    give_back(storage, epoch, wake_at=clock.milliseconds + 9_000)
    assert due(storage, clock) == ["t-1"]


def test_an_earlier_wake_is_kept_and_a_later_one_shortened(
    storage: Storage, clock: StillClock
) -> None:
    epoch = take(storage, clock)
    assert epoch is not None
    give_back(storage, epoch, wake_at=clock.milliseconds + 9_000)
    give_back(storage, epoch, wake_at=clock.milliseconds + 20_000)
    assert due(storage, clock) == []
    clock.step(seconds=9)
    assert due(storage, clock) == ["t-1"]


def test_an_idle_thread_is_not_due_and_a_working_one_without_a_holder_is(
    storage: Storage, clock: StillClock
) -> None:
    assert due(storage, clock) == []
    take(storage, clock)
    assert due(storage, clock) == []
    clock.step(seconds=16)
    assert due(storage, clock) == ["t-1"]
    with storage.view() as unit:
        assert threads.unsettled(unit)
