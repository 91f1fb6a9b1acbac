"""test_web_hostile: no redirect, no second answer and no spelling leads past what was checked."""

import asyncio
import socket
from collections.abc import Sequence
from typing import Any

import pytest

from domain.errors import CountersignError, Forbidden, Invalid, Unavailable
from tests.tools.web_servers import (
    HERE,
    answer,
    ending,
    fetch,
    fetched,
    knowing,
    moved,
    refusal,
    web_server,
)


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://127.0.0.2/", "address_private"),
        ("http://169.254.169.254/latest/meta-data/", "address_private"),
        ("http://[::1]/", "address_private"),
        ("http://[::ffff:127.0.0.1]/", "address_private"),
        ("//169.254.169.254/", "address_private"),
        ("http://inside.example/", "address_private"),
        ("http://127。0。0。2/", "address_private"),
        ("http://2130706433/", "url_malformed"),
        ("http://0x7f000001/", "url_malformed"),
        ("http://0177.0.0.1/", "page_redirects"),
        ("http://127.1/", "url_malformed"),
        ("http://127.0.0.1:22/", "url_port"),
        ("http://user:pass@127.0.0.1/", "url_userinfo"),
        ("file:///etc/passwd", "url_scheme"),
        ("gopher://127.0.0.1/", "url_scheme"),
        ("javascript:alert(1)", "url_scheme"),
        ("data:text/html,x", "url_scheme"),
        ("http://", "page_redirects"),
        ("http://[", "url_malformed"),
        ("http://a.example/, http://b.example/", "host_unknown"),
    ],
)
def test_a_redirect_is_checked_like_a_first_url(location: str, code: str) -> None:
    raw = location.encode().decode("latin-1")
    with pytest.raises(CountersignError) as refused:
        fetch({"/": moved(raw)}, resolve=knowing(inside_example=["10.0.0.1"]))
    assert refused.value.code == code


def test_redirects_without_an_end_are_given_up_after_five() -> None:
    async def scene() -> list[str]:
        async with web_server({"/a": moved("/b"), "/b": moved("/a")}) as site:
            with pytest.raises(Invalid, match="without an end"):
                await fetched(site, "/a")
            return site.heads

    assert len(asyncio.run(scene())) == 6


def test_a_second_answer_of_the_resolver_is_never_asked_for() -> None:
    """Rebinding: the first answer is allowed, every later one would lead inside."""
    asked: list[str] = []

    async def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return [HERE] if len(asked) == 1 else ["169.254.169.254"]

    async def scene(path: str) -> Any:
        pages = {"/": answer("<p>x</p>"), "/on": moved("/")}
        async with web_server(pages) as site:
            return await fetched(site, path, host="rebinding.example", resolve=resolve)

    assert asyncio.run(scene("/"))["text"] == "x"
    assert len(asked) == 1
    # The next request is another question, and its answer is checked anew.
    asked.clear()
    with pytest.raises(Forbidden):
        asyncio.run(scene("/on"))


def test_the_connection_goes_to_the_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever asks the system for the name once more gets no answer at all."""
    resolve = socket.getaddrinfo

    def none(host: Any, *rest: Any, **named: Any) -> Any:
        assert host in (HERE, HERE.encode(), None)
        return resolve(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", none)

    async def scene() -> Any:
        async with web_server({"/": answer("<p>x</p>")}) as site:
            known = knowing(pinned_example=[HERE])
            return await fetched(site, host="pinned.example", resolve=known)

    assert asyncio.run(scene())["text"] == "x"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://me@shop.example/", "url_userinfo"),
        ("http://me:secret@shop.example/", "url_userinfo"),
        ("http://8.8.8.8@shop.example/", "url_userinfo"),
        ("http://shop.example:22/", "url_port"),
        ("http://shop.example:0/", "url_port"),
        ("http://shop.example:8080/", "url_port"),
        ("ftp://shop.example/", "url_scheme"),
        ("shop.example", "url_scheme"),
        ("//shop.example/", "url_scheme"),
        ("http://shop.example/\r\nHost: evil.example", "url_malformed"),
        ("http://shop.example\r\n\r\nGET /", "url_malformed"),
        ("http://shop.example/ HTTP/1.1", "url_malformed"),
        ("http://shop.example/\x00", "url_malformed"),
        ("http://shop.example/\u2028", "url_malformed"),
        ("http://shop.example\\@evil.example/", "url_malformed"),
        ("http://shop.example%00.evil.example/", "url_malformed"),
        (f"http://shop.example/{'x' * 2000}", "url_malformed"),
    ],
)
def test_a_url_that_is_not_plain_is_refused_before_anything_is_asked(url: str, code: str) -> None:
    async def never(host: str, port: int) -> Sequence[str]:
        raise AssertionError(host)

    assert refusal(url, resolve=never).code == code


def test_an_injected_line_break_stays_a_part_of_the_path() -> None:
    async def scene() -> list[str]:
        async with web_server({"/%0d%0aX-Evil:1": answer("<p>x</p>")}) as site:
            await fetched(site, "/%0d%0aX-Evil:1")
            return site.heads

    (head,) = asyncio.run(scene())
    assert "\r\nX-Evil" not in head


def test_the_journal_hears_a_word_and_never_a_silence() -> None:
    """Nobody is asked whether a page was fetched: fetching it anew harms no one."""

    async def hang_up(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nx")
        await writer.drain()

    async def scene() -> list[str]:
        async with web_server({"/": hang_up, "/junk": b"no http at all\r\n\r\n"}) as site:
            base = f"http://{HERE}:{site.port}"
            urls = (f"{base}/", f"{base}/junk", "http://127.0.0.2/", "http://x.example/")
            return [(await ending(site, url, resolve=knowing())).state for url in urls]

    assert asyncio.run(scene()) == ["failed"] * 4


def test_nobody_at_the_door_is_told_in_words() -> None:
    refused = refusal(
        "http://shop.example/",
        resolve=knowing(shop_example=["127.0.0.1"]),
        allows=lambda address: True,
        ports={80},
    )
    assert (type(refused), refused.code) == (Unavailable, "page_unreachable")
