"""forks: work in forks of a process that has everything imported and no threads of its own."""

import os
import traceback
from collections.abc import Callable

Work = Callable[[], None]


def begin(work: Work) -> int:
    """Run `work` in a fork from now on; the child's process id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """Wait for a child; its wait status."""
    return os.waitpid(child, 0)[1]


def carried_out(work: Work) -> None:
    """Run `work` in a fork to its end; raises RuntimeError if it failed."""
    if status := ended(begin(work)):
        raise RuntimeError(f"a forked process ended with status {status}")
