"""progress: a loop over rows that finds the same rows again and again has gone wrong.

Each round must change what the next one reads. Where it does not, the thread is stopped in words
that people see, rather than going round for ever.
"""

from collections import Counter
from typing import Any

from domain.errors import Unavailable
from nodes.state import Call
from storage import requests
from storage.unit import Row, Unit

# What another process changes at the same moment can make one round vain, hardly two.
SAME_LOOKS_MOST = 2
LOOKS_MOST = 40


class Progress:
    """Looks at one call, round by round, while its loop does not sleep."""

    def __init__(self) -> None:
        self._looks = 0
        self._seen: Counter[tuple[Any, ...]] = Counter()

    def require(self, unit: Unit, call: Call, effect: Row | None, verdict: Row) -> None:
        """Raise Unavailable `unsettled` where the rounds so far have come to nothing new.

        The first look costs nothing; most calls need no third.
        """
        self._looks += 1
        if self._looks == 1:
            return
        standing = _standing(unit, call, effect, verdict)
        self._seen[standing] += 1
        if self._seen[standing] > SAME_LOOKS_MOST or self._looks > LOOKS_MOST:
            raise Unavailable(
                "unsettled",
                f"{verdict['name']} neither begins nor ends, however often it is looked at; "
                "tell whoever keeps this house.",
            )


def _standing(unit: Unit, call: Call, effect: Row | None, verdict: Row) -> tuple[Any, ...]:
    """What the next round goes by. A verdict is what it says: given again, it is the same."""
    papers = requests.of_call(unit, call["thread_id"], call["call_id"])
    return (
        None if effect is None else (effect["attempt"], effect["state"], effect["call_deadline"]),
        *(verdict[name] for name in ("route", "digest", "fingerprint", "policy_version", "inputs")),
        *((row["id"], row["state"], row["version"]) for row in papers),
    )
