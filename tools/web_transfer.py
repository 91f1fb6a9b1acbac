"""web_transfer: one GET after another until there is a page; nothing is trusted on the way.

The connection goes to the very address that was checked, and the certificate is checked against
the name: a resolver that answers differently a second time is never asked a second time.
"""

import asyncio
import functools
import ssl
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

import httpx

from domain.errors import Invalid, Unavailable
from tools.web_address import PORTS, Place, is_public, place_of
from tools.web_body import MOST_BYTES, body_of, kind_of, text_of
from tools.web_lookup import Resolve, addresses_of, resolved

MOST_REDIRECTS = 5
CONNECT_SECONDS = 4.0
TOTAL_SECONDS = 15.0


@functools.cache
def trusted() -> ssl.SSLContext:
    """Certificates as httpx trusts them, whatever the environment says."""
    return httpx.create_ssl_context(trust_env=False)


@dataclass(frozen=True)
class Page:
    """What came back, or where the page says it has moved to."""

    place: Place
    status: int
    kind: str = ""
    text: str = ""
    moved_to: str = ""


@dataclass(frozen=True)
class Fetcher:
    """How pages are fetched; tests give a resolver, a check, ports and limits of their own."""

    resolve: Resolve = resolved
    allows: Callable[[str], bool] = is_public
    ports: Set[int] = PORTS
    tls: Callable[[], ssl.SSLContext] = trusted
    most_bytes: int = MOST_BYTES
    total_seconds: float = TOTAL_SECONDS

    async def page(self, url: str) -> Page:
        """The page at `url`, or to which other host it has moved; refuses in words."""
        place = place_of(url, self.ports)
        try:
            async with asyncio.timeout(self.total_seconds):
                return await self._followed(place)
        except TimeoutError as error:
            raise Unavailable(
                "page_slow",
                f"{place.host} did not give the page within {self.total_seconds:g} seconds; try "
                "again later or fetch another page.",
            ) from error

    async def _followed(self, place: Place) -> Page:
        for _ in range(MOST_REDIRECTS + 1):
            page = await self._asked(place)
            if not page.moved_to:
                return page
            target = place_of(page.moved_to, self.ports)
            if target.host != place.host:
                # The law judged this host only, and an open redirect would carry what is in the
                # URL to any other. So another host is another call.
                await self._addresses(target)
                return Page(place, page.status, moved_to=target.shown)
            if (place.url.scheme, target.url.scheme) == ("https", "http"):
                raise Invalid(
                    "page_unencrypted",
                    f"{place.host} sends from https to http, which anybody could read; fetch "
                    "another page.",
                )
            place = target
        raise Invalid(
            "page_redirects",
            f"{place.host} sends from page to page without an end; fetch another page.",
        )

    async def _asked(self, place: Place) -> Page:
        failure: Exception | None = None
        try:
            for address in await self._addresses(place):
                try:
                    return await self._get(place, address)
                except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                    failure = error
        except (httpx.TransportError, httpx.StreamError) as error:
            failure = error
        raise Unavailable(
            "page_unreachable",
            f"{place.host} gave no page ({_words(failure)}); try again later or fetch another.",
        ) from failure

    async def _addresses(self, place: Place) -> Sequence[str]:
        return await addresses_of(place, self.resolve, self.allows)

    async def _get(self, place: Place, address: str) -> Page:
        request = httpx.Request(
            "GET",
            place.url.copy_with(host=address, port=place.port, fragment=None),
            headers={"Host": place.host_header, **_HEADERS},
            extensions={
                "sni_hostname": place.host,
                "timeout": {"connect": min(CONNECT_SECONDS, self.total_seconds)},
            },
        )
        # A transport and not a client: it knows no cookies, no proxies, no netrc, no redirects.
        async with httpx.AsyncHTTPTransport(verify=self.tls(), trust_env=False) as transport:
            response = await transport.handle_async_request(request)
            try:
                return await self._read(place, response)
            finally:
                await response.aclose()

    async def _read(self, place: Place, response: httpx.Response) -> Page:
        status, location = response.status_code, response.headers.get("location", "")
        if status in _MOVED and location:
            return Page(place, status, moved_to=_joined(place, location))
        if status in _EMPTY or response.headers.get("content-length") == "0":
            return Page(place, status)
        kind = kind_of(response)
        body = await body_of(response, self.most_bytes)
        return Page(place, status, kind, text_of(response, body))


def _joined(place: Place, location: str) -> str:
    try:
        return str(place.url.join(location))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise Invalid(
            "page_redirects", f"{place.host} sends to a place that cannot be read; fetch another."
        ) from error


def _words(error: Exception | None) -> str:
    return (str(error) or type(error).__name__)[:200]


_MOVED = frozenset({301, 302, 303, 307, 308})
_EMPTY = frozenset({204, 205, 304})
_HEADERS = {
    "User-Agent": "Countersign",
    "Accept": "text/html, text/*;q=0.9, application/json, application/xml;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
