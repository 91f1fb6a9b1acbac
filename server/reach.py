"""reach: from where the house may be reached. Only where people have accounts is it the network.

Passwords and sessions never cross a network in the open: outside of this machine there is only the
public origin, which is https, and a proxy in front of the house that speaks it.
"""

from domain.errors import Forbidden, Invalid
from graph.house import House
from server.address import LOOPBACK, address_at
from server.passwords import Passwords

EVERYWHERE = "0.0.0.0"  # noqa: S104


def require_reachable(host: str, origin: str) -> None:
    """Raise Invalid `host_unusable`, `origin_missing`, `origin_malformed` unless both can be."""
    address_at(0, origin)
    if host not in (LOOPBACK, EVERYWHERE):
        raise Invalid(
            "host_unusable",
            f"--host is {LOOPBACK}, this machine alone, or {EVERYWHERE}, every network it is in.",
        )
    if host != LOOPBACK and not origin:
        raise Invalid(
            "origin_missing",
            f"With --host {host} set COUNTERSIGN_ORIGIN as well: https:// and the host name by "
            "which people come, through a proxy that speaks https.",
        )


def with_accounts(house: House, host: str) -> House:
    """The open house; raises Forbidden `accounts_missing`, and closes it, if it may not listen."""
    if host == LOOPBACK or Passwords(house).exist():
        return house
    house.close()
    raise Forbidden(
        "accounts_missing",
        f"Nobody has a password here, so --host {host} is refused; first make an account with: "
        "countersign accounts add.",
    )
