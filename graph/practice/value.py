"""value: something said that could be an argument, and where it stands."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Value:
    """One stretch of text as one value.

    `latest` is the moment that a day or an hour alone stands for when something has to be ready by
    then; "" where it is over.
    """

    kind: str
    value: Any
    text: str
    start: int
    end: int
    latest: str = ""

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares a letter with the stretch from `start` to `end`."""
        return self.start < end and start < self.end
