"""patience: what happens in the background is waited for, as long as it takes.

The limit is there to end a test that would hang, not to say how fast something must be: a machine
that runs other things beside takes many times longer.
"""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_SECONDS = 60.0

Seen = TypeVar("Seen")


def wait_for(look: Callable[[], Seen]) -> Seen:
    """The first thing that `look` sees which is not false, empty or None."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if seen := look():
            return seen
        time.sleep(0.02)
    raise AssertionError(f"it did not come in {PATIENCE_SECONDS:g} seconds")
