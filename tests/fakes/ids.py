"""ids: count up, so that a test can name a row before it exists."""

from itertools import count


class CountingIds:
    """`req_1`, `ver_2`, ...; one count for all prefixes."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def new(self, prefix: str) -> str:
        return f"{prefix}_{next(self._numbers)}"
