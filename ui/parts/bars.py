"""bars: shares as bars, each perhaps with the range it should lie in, or its own uncertainty."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from ui.parts.component import component

_BARS = component("bars", "<dl></dl>")


@dataclass(frozen=True)
class Bar:
    """A share between 0 and 1, None where it is unknown.

    From `low` to `high` it may be in truth; `wanted` is the range in which it is well.
    """

    label: str
    words: str
    share: float | None
    low: float | None = None
    high: float | None = None
    wanted: tuple[float, float] | None = None
    mood: str = ""


def bars(key: str, given: Sequence[Bar]) -> None:
    """One bar below the other."""
    _BARS(key=key, data={"bars": [asdict(bar) for bar in given]}, height="content")
