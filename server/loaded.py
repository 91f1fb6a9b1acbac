"""loaded: leave what a process has loaded by now out of every later garbage collection.

For a process that stays: whatever is garbage at this moment and not yet collected is kept as well.
"""

import gc


def keep_loaded() -> None:
    """Some hundred thousand objects of modules and schemas are not walked again and again."""
    gc.collect()
    gc.freeze()
