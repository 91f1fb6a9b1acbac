"""forks: run work in forks of a process that has everything imported and no threads of its own."""

import os
import sys
import traceback
from collections.abc import Callable, Sequence

Work = Callable[[], None]


def in_child(work: Work) -> int:
    """Run `work` in a fork; the child's wait status."""
    return in_children([work])[0]


def in_children(works: Sequence[Work]) -> list[int]:
    """Run all of `works` at once, a fork each; their wait statuses in order."""
    sys.stdout.flush()
    children = [_begin(work) for work in works]
    return [os.waitpid(child, 0)[1] for child in children]


def _begin(work: Work) -> int:
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
