"""web_lookup: the addresses a request may go to; one that is not public spoils them all."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address

from domain.errors import Forbidden, Unavailable
from tools.web_address import Place

MOST_ADDRESSES = 4

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


async def resolved(host: str, port: int) -> Sequence[str]:
    """Every address the system knows for `host`; raises OSError when it knows none."""
    answers = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


async def addresses_of(
    place: Place, resolve: Resolve, allows: Callable[[str], bool]
) -> Sequence[str]:
    """Where `place` may be asked, best first; raises Forbidden `address_private`."""
    answers = await _answers(place, resolve)
    # All of them: one private answer among public ones is an attempt, not a mistake.
    if not all(allows(answer) for answer in answers):
        raise Forbidden(
            "address_private",
            f"{place.host} leads to an address that is not public, so it was not fetched; give a "
            "page of the open internet.",
        )
    return answers[:MOST_ADDRESSES]


async def _answers(place: Place, resolve: Resolve) -> Sequence[str]:
    try:
        return [ip_address(place.host).compressed]
    except ValueError:
        pass
    try:
        answers = await resolve(place.host, place.port)
    except (OSError, UnicodeError) as error:
        raise _unknown(place.host) from error
    if not answers:
        raise _unknown(place.host)
    return answers


def _unknown(host: str) -> Unavailable:
    return Unavailable("host_unknown", f"No address is known for {host}; check the URL.")
