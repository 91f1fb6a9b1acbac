"""address: the names that the site answers to, each with the one origin its pages have.

A request under any other name is not answered, so no foreign name can be pointed at this server.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.errors import Invalid

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Address:
    """`origins` maps each Host header to its origin; `public` is the origin that is set, or ""."""

    origins: Mapping[str, str]
    public: str = ""


def address_at(port: int, public: str = "") -> Address:
    """The names of this machine for itself, and the host of `public` if there is one.

    Raises Invalid `origin_malformed`.
    """
    names = (f"{name}:{port}" for name in (LOOPBACK, "localhost"))
    origins = {name: f"http://{name}" for name in names}
    if public:
        origin = checked_origin(public)
        origins[origin.removeprefix("https://")] = origin
        return Address(MappingProxyType(origins), origin)
    return Address(MappingProxyType(origins))


def checked_origin(text: str) -> str:
    """A public origin as browsers write it; raises Invalid `origin_malformed`."""
    origin = text.strip().lower().removesuffix("/").removesuffix(":443")
    if not _ORIGIN.fullmatch(origin):
        raise Invalid(
            "origin_malformed",
            "COUNTERSIGN_ORIGIN is https:// and a host name, such as https://desk.example.com; "
            "no path, and never http: passwords would cross the network in the open.",
        )
    return origin


_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_ORIGIN = re.compile(rf"https://{_LABEL}(\.{_LABEL})*(:[0-9]{{1,5}})?")
