"""web_address: where a request may go: the parts of a URL, and whether an address is public.

An IPv6 address is public only inside 2000::/3, or where it carries a public IPv4 address; a list of
forbidden ranges would always be one transition mechanism short.
"""

from collections.abc import Set
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from domain.errors import Invalid
from policy.hosts import host_in, parsed

PORTS = frozenset({80, 443})


@dataclass(frozen=True)
class Place:
    """What one request needs to know of its URL."""

    url: httpx.URL
    host: str
    port: int

    @property
    def host_header(self) -> str:
        """The host as HTTP writes it: with brackets, and with a port that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _USUAL[self.url.scheme] else f"{host}:{self.port}"

    @property
    def shown(self) -> str:
        """The URL as it is told, without its fragment."""
        return str(self.url.copy_with(fragment=None))


def place_of(url: str, ports: Set[int] = PORTS) -> Place:
    """Where `url` leads; raises Invalid for whatever must not be fetched."""
    read = parsed(url)
    if read.scheme not in _USUAL:
        raise Invalid("url_scheme", "Only http and https can be fetched; give such a URL.")
    if read.userinfo:
        raise Invalid("url_userinfo", "A URL must not hold a user or a password; leave them out.")
    host = host_in(read)
    port = _USUAL[read.scheme] if read.port is None else read.port
    if port not in ports:
        raise Invalid("url_port", f"Port {port} is not fetched from; use one of {_listed(ports)}.")
    return Place(read, host, port)


def is_public(address: str) -> bool:
    """Whether `address` is one of the open internet's; anything unreadable is not."""
    try:
        read = ip_address(address)
    except ValueError:
        return False
    return _is_public_4(read) if isinstance(read, IPv4Address) else _is_public_6(read)


def _is_public_4(address: IPv4Address) -> bool:
    return address.is_global and not any(address in network for network in _NOT_PUBLIC_4)


def _is_public_6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    carried = address.ipv4_mapped or address.sixtofour
    if address in _NAT64:
        carried = IPv4Address(int(address) & 0xFFFFFFFF)
    if carried is not None:
        return _is_public_4(carried)
    return address in _PUBLIC_6 and not any(address in network for network in _NOT_PUBLIC_6)


def _listed(ports: Set[int]) -> str:
    return ", ".join(str(port) for port in sorted(ports))


_USUAL = {"http": 80, "https": 443}
_NOT_PUBLIC_4 = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' own; 100.100.100.200 is a cloud's metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's metadata, though the address is public
        "169.254.0.0/16",  # link-local; 169.254.169.254 is most clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",  # 192.0.0.192 is a cloud's metadata
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_NAT64 = ip_network("64:ff9b::/96")
_PUBLIC_6 = ip_network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    ip_network(network)
    for network in (
        "2001::/23",  # Teredo, ORCHID and other protocols'
        "2001:db8::/32",
        "3fff::/20",
        "2620:4f:8000::/48",
    )
)
