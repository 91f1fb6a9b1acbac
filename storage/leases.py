"""leases: who advances a thread. Each taking raises the epoch; older epochs can write no more."""

from sqlalchemy import bindparam, case, select, update

from domain.errors import Conflict
from domain.thread import ThreadStatus
from storage.schema import THREADS
from storage.threads import HORIZON_MILLISECONDS, LEASE_FREE
from storage.unit import Row, Unit


def take(unit: Unit, thread_id: str, holder: str, now: int, until: int) -> Row | None:
    """Take the lease if it is free; the thread's row with its new epoch, or None.

    It clears the wake: whatever comes later sets it again.
    """
    horizon = now + HORIZON_MILLISECONDS
    taken = unit.rows(_TAKE, this=thread_id, holder=holder, now=now, until=until, horizon=horizon)
    return taken[0] if taken else None


def renew(unit: Unit, thread_id: str, epoch: int, until: int) -> bool:
    """Hold the lease longer; False if somebody else has it."""
    return unit.change(_RENEW, this=thread_id, epoch=epoch, until=until) == 1


def release(
    unit: Unit,
    thread_id: str,
    epoch: int,
    status: ThreadStatus,
    wake_at: int | None,
    failures: int,
    trouble: str,
) -> bool:
    """Give the lease back and say how the thread was left; an earlier wake is kept."""
    return (
        unit.change(
            _RELEASE,
            this=thread_id,
            epoch=epoch,
            status=status.value,
            wake=wake_at,
            failures=failures,
            trouble=trouble,
        )
        == 1
    )


def holders(unit: Unit, now: int) -> list[str]:
    """Who holds a lease that has not run out."""
    return [row["lease_holder"] for row in unit.rows(_HOLDERS, now=now)]


def free(unit: Unit, holder: str) -> int:
    """End all leases of a holder known to be dead; how many. Its epoch is spent all the same."""
    return unit.change(_FREE, holder=holder)


def holds(unit: Unit, thread_id: str, epoch: int) -> bool:
    """Whether `epoch` is the thread's current one."""
    return unit.row(_CURRENT, this=thread_id, epoch=epoch) is not None


def require(unit: Unit, thread_id: str, epoch: int) -> None:
    """Raise Conflict `lease_lost` unless `epoch` is the thread's current one."""
    if not holds(unit, thread_id, epoch):
        raise Conflict(
            "lease_lost", "Another runner carries this thread on; this one must stop writing."
        )


_THIS = THREADS.c.id == bindparam("this")
_HELD = THREADS.c.lease_epoch == bindparam("epoch")
_TAKE = (
    update(THREADS)
    .where(_THIS, LEASE_FREE)
    .values(
        lease_epoch=THREADS.c.lease_epoch + 1,
        lease_holder=bindparam("holder"),
        lease_until=bindparam("until"),
        status=ThreadStatus.WORKING.value,
        wake_at=None,
    )
    .returning(THREADS)
)
_RENEW = update(THREADS).where(_THIS, _HELD).values(lease_until=bindparam("until"))
_RELEASE = (
    update(THREADS)
    .where(_THIS, _HELD)
    .values(
        status=bindparam("status"),
        lease_until=0,
        failures=bindparam("failures"),
        trouble=bindparam("trouble"),
        wake_at=case(
            (THREADS.c.wake_at.is_(None), bindparam("wake")),
            (bindparam("wake").is_(None), THREADS.c.wake_at),
            (THREADS.c.wake_at < bindparam("wake"), THREADS.c.wake_at),
            else_=bindparam("wake"),
        ),
    )
)
_HOLDERS = select(THREADS.c.lease_holder).where(THREADS.c.lease_until > bindparam("now")).distinct()
_FREE = update(THREADS).where(THREADS.c.lease_holder == bindparam("holder")).values(lease_until=0)
_CURRENT = select(THREADS.c.id).where(_THIS, _HELD)
