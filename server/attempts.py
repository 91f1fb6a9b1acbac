"""attempts: how often somebody at one address may try to sign in. Kept in memory alone.

Each attempt counts when it begins, so many at once do not slip through; one that succeeds is taken
back, and no more than that one.
"""

import ipaddress
from datetime import datetime, timedelta

from domain.errors import Unavailable

ATTEMPTS_MAX = 20
WINDOW = timedelta(minutes=15)
ADDRESSES_MAX = 10_000


class Attempts:
    """The attempts of each address in the last while; for one thread."""

    def __init__(self) -> None:
        self._counted: dict[str, tuple[datetime, int]] = {}

    def count(self, address: str, now: datetime) -> None:
        """Count an attempt; raises Unavailable `too_many_attempts` instead when it is too many."""
        place = _place(address)
        began, count = self._counted.get(place, (now, 0))
        if not now - WINDOW < began <= now:
            began, count = now, 0
        if count >= ATTEMPTS_MAX:
            minutes = -((now - began - WINDOW) // timedelta(minutes=1))
            pause = "a minute" if minutes == 1 else f"{minutes} minutes"
            raise Unavailable(
                "too_many_attempts",
                f"Too many attempts came from your address; try again in {pause}.",
            )
        # The newest stands last, so that what is forgotten first is the oldest.
        self._counted.pop(place, None)
        self._counted[place] = (began, count + 1)
        while len(self._counted) > ADDRESSES_MAX:
            del self._counted[next(iter(self._counted))]

    def take_back(self, address: str) -> None:
        """The attempt that has just been counted was a good one."""
        place = _place(address)
        began, count = self._counted.get(place, (None, 0))
        if began is not None:
            self._counted[place] = (began, max(count - 1, 0))


def _place(address: str) -> str:
    """Whoever has one address of IPv6 has the 2**64 beside it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
