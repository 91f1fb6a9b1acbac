"""hosts: which host a URL names, spelled in one way only, so that a list of hosts can be kept.

Any spelling that some program might read as another host than we do is refused, not mended.
"""

import re
from ipaddress import ip_address

import httpx

from domain.errors import Invalid

LONGEST_URL = 2000


def host_of(url: str) -> str:
    """The host of `url`: lower-case, IDNA-encoded, without port, brackets or a final dot.

    Raises Invalid `url_malformed`.
    """
    return host_in(parsed(url))


def parsed(url: str) -> httpx.URL:
    """`url` read by the one parser that also writes the request; raises Invalid."""
    if len(url) > LONGEST_URL:
        raise _malformed(f"it is longer than {LONGEST_URL} characters")
    if _UNSEEN.search(url):
        raise _malformed("it holds spaces, line breaks or control characters")
    try:
        return httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise _malformed(str(error)) from error


def host_in(url: httpx.URL) -> str:
    """The host of a URL that was read already; raises Invalid."""
    try:
        host = url.raw_host.decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise _malformed("its host cannot be read") from error
    if not host:
        raise _malformed("it names no host")
    if ":" in host or _DOTTED.fullmatch(host):
        return _numbered(host)
    if len(host) > _LONGEST_HOST or not _NAME.fullmatch(host):
        raise _malformed("its host is no plain name")
    # 2130706433, 0x7f.1 and 0177.0.0.1 are all 127.0.0.1 to some resolvers.
    if _NUMBER.fullmatch(host.rsplit(".", 1)[-1]):
        raise _malformed("its host is a number written in an unusual way")
    return host


def _numbered(host: str) -> str:
    if "%" in host:
        raise _malformed("its address names a network card")
    try:
        return ip_address(host).compressed
    except ValueError as error:
        raise _malformed("its address is no plain IP address") from error


def _malformed(why: str) -> Invalid:
    return Invalid(
        "url_malformed",
        f"This URL cannot be used: {why[:200]}. Give one such as https://example.com/page.",
    )


_LONGEST_HOST = 253
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]")
_DOTTED = re.compile(r"\d+\.\d+\.\d+\.\d+", re.ASCII)
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
