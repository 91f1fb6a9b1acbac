"""holders: names for runners, from which a neighbour can tell that one is dead.

A wrong guess does no harm: who loses a lease loses the right to write with it.
"""

import os
import socket

from storage import leases
from storage.unit import Storage


def own_name() -> str:
    """This process as the holder of leases."""
    return f"{socket.gethostname()[:40]}/{os.getpid()}"


def free_the_dead(storage: Storage, now: int) -> int:
    """End the leases of processes of this machine that are gone; how many threads that frees."""
    with storage.view() as unit:
        dead = [holder for holder in leases.holders(unit, now) if is_dead(holder)]
    if not dead:
        return 0
    with storage.unit("free leases") as unit:
        return sum(leases.free(unit, holder) for holder in dead)


def is_dead(holder: str) -> bool:
    """Whether a holder was a process of this machine that is gone."""
    machine, _, process = holder.rpartition("/")
    if machine != socket.gethostname()[:40] or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
