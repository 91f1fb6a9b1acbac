"""test_web_limits: a page that is too large, too slow or too twisted ends in words, and soon."""

import asyncio
import gzip
import time
import tracemalloc
import zlib
from contextlib import suppress
from typing import Any

import pytest

from domain.errors import CountersignError, Invalid, Unavailable
from tests.tools.web_servers import Behaviour, answer, fetch
from tools.web_text import words_of
from tools.web_transfer import Fetcher

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def refused(page: bytes | Behaviour, **limits: Any) -> tuple[CountersignError, float]:
    """How a page is refused, and after how many seconds."""
    begun = time.monotonic()
    with pytest.raises(CountersignError) as error:
        fetch({"/": page}, **limits)
    return error.value, time.monotonic() - begun


def sending(*pieces: bytes, head: bytes = HEAD, pause_seconds: float = 0.0) -> Behaviour:
    """Sends the head, then the pieces round and round without an end."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(pause_seconds)

    return behave


def test_a_page_of_the_most_bytes_is_read_and_one_byte_more_refused() -> None:
    assert fetch({"/": answer(b"x" * 5000, kind="text/plain")}, most_bytes=5000)["text"]
    with pytest.raises(Invalid, match="larger than 5,000 bytes"):
        fetch({"/": answer(b"x" * 5001, kind="text/plain")}, most_bytes=5000)


def test_a_page_without_an_end_is_cut_off() -> None:
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    error, _ = refused(sending(chunk, head=HEAD + b"Transfer-Encoding: chunked\r\n\r\n"))
    assert error.code == "page_too_large"
    error, _ = refused(sending(b"x" * 65536, head=HEAD + b"\r\n"))
    assert error.code == "page_too_large"


def test_a_bomb_is_counted_as_it_bursts() -> None:
    bomb = gzip.compress(b"\0" * 300_000_000, 9)
    assert len(bomb) < 400_000
    page = answer(bomb, content_encoding="gzip")
    tracemalloc.start()
    try:
        error, _ = refused(page)
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert error.code == "page_too_large"
    assert peak_bytes < 20_000_000


def test_packed_bytes_that_unpack_to_nothing_are_counted_too() -> None:
    """Empty blocks: the body never grows, the answer never ends."""
    squeeze = zlib.compressobj(wbits=31)
    start = squeeze.flush(zlib.Z_FULL_FLUSH)
    empty = squeeze.flush(zlib.Z_FULL_FLUSH) or b"\x00\x00\x00\xff\xff"
    head = HEAD + b"Content-Encoding: gzip\r\n\r\n" + start
    error, _ = refused(sending(empty * 5000, head=head), most_bytes=100_000)
    assert error.code == "page_too_large"


@pytest.mark.parametrize(
    "page",
    [
        sending(b"x", head=HEAD + b"Content-Length: 9999\r\n\r\n", pause_seconds=0.02),
        sending(b"X-Drip: 1\r\n", head=HEAD, pause_seconds=0.02),
        sending(b"H", head=b"", pause_seconds=0.02),
        sending(b"", head=b"", pause_seconds=0.02),
    ],
    ids=["body", "headers", "status line", "silence"],
)
def test_a_slow_drip_ends_with_the_time_that_is_left(page: Behaviour) -> None:
    error, seconds = refused(page, total_seconds=0.3)
    assert error.code in ("page_slow", "page_unreachable")
    assert seconds < 2


def test_slow_redirects_share_one_time() -> None:
    async def slowly(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        writer.write(answer("x", "302 Found", location="/"))
        await writer.drain()

    error, seconds = refused(slowly, total_seconds=0.3)
    assert error.code == "page_slow"
    assert seconds < 2


def test_a_slow_resolver_is_within_the_time() -> None:
    async def slowly(host: str, port: int) -> list[str]:
        await asyncio.sleep(10)
        return []

    async def scene() -> None:
        await Fetcher(resolve=slowly, total_seconds=0.1).page("http://shop.example/")

    with pytest.raises(Unavailable, match=r"within 0\.1 seconds"):
        asyncio.run(scene())


def test_endless_headers_are_given_up() -> None:
    error, _ = refused(sending(b"X-Long: " + b"x" * 5000 + b"\r\n", head=HEAD))
    assert error.code == "page_unreachable"


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", "<a '", "<![CDATA[", "<!", "<?", "</", "<a b=", "&#", "<script>", "<"]
)
def test_broken_markup_takes_no_longer_than_it_may(piece: str) -> None:
    begun = time.monotonic()
    with suppress(Invalid):
        words_of(piece * (2_000_000 // len(piece)), most_seconds=0.3)
    assert time.monotonic() - begun < 3
