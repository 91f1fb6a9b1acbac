"""forks: run work in forks of a process that has everything imported and no threads of its own."""

import sys
from collections.abc import Sequence

from benchmarks.forks import Work, begin, ended


def in_child(work: Work) -> int:
    """Run `work` in a fork; the child's wait status."""
    return in_children([work])[0]


def in_children(works: Sequence[Work]) -> list[int]:
    """Run all of `works` at once, a fork each; their wait statuses in order."""
    sys.stdout.flush()
    return [ended(child) for child in [begin(work) for work in works]]
