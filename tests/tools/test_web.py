"""test_web: what comes back from a page, and what goes out to ask for it."""

import asyncio
import gzip
from pathlib import Path
from typing import Any

import pytest

from domain.errors import Invalid, Unavailable
from domain.settings import Settings
from tests.fakes.clock import StillClock
from tests.tools.web_servers import HERE, answer, fetch, fetched, knowing, moved, web_server
from tools.catalogue import tool_of
from tools.web import web_tools

PAGE = "<html><head><title>Our  prices</title></head><body><p>A mug</p><p>18.50</p></body></html>"


def test_a_page_comes_back_as_title_and_text_marked_untrusted() -> None:
    result = fetch({"/a?b=1": answer(PAGE)}, "/a?b=1#here")
    assert set(result) == {"url", "status", "title", "text", "untrusted"}
    assert (result["status"], result["untrusted"]) == (200, True)
    assert (result["title"], result["text"]) == ("Our prices", "A mug\n\n18.50")
    assert result["url"].endswith("/a?b=1")


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("application/json", '{"a": 1}', '{"a": 1}'),
        ("text/plain; charset=utf-8", "Grüße <b>", "Grüße <b>"),
        ("text/csv", "a,b", "a,b"),
        ("application/xml", "<a>1</a>", "<a>1</a>"),
        ("application/xhtml+xml", "<p>x</p>", "x"),
        ("TEXT/HTML", "<p>x</p>", "x"),
        ("text/plain", "", ""),
    ],
)
def test_texts_of_every_kind_are_read(kind: str, body: str, text: str) -> None:
    assert fetch({"/": answer(body, kind=kind)})["text"] == text


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "application/octet-stream", ""])
def test_what_is_no_text_is_refused(kind: str) -> None:
    with pytest.raises(Invalid, match="not a text"):
        fetch({"/": answer(b"\x00\x01", kind=kind)})


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain; charset=iso-8859-1", "ü".encode("latin-1")),
        ('text/html; charset="windows-1252"', "ü".encode("cp1252")),
        ("text/html", '<meta charset="iso-8859-1">ü'.encode("latin-1")),
        ("text/plain; charset=punycode", "ü".encode()),
        ("text/plain", "\ufeffü".encode()),
    ],
)
def test_letters_are_read_as_their_page_says(kind: str, body: bytes) -> None:
    assert fetch({"/": answer(body, kind=kind)})["text"] == "ü"


def test_an_xml_page_tells_its_own_letters() -> None:
    page = '<?xml version="1.0" encoding="iso-8859-1"?><a>ü</a>'.encode("latin-1")
    assert "ü" in fetch({"/": answer(page, kind="application/xml")})["text"]


def test_a_packed_page_is_unpacked_and_another_packing_refused() -> None:
    packed = gzip.compress(PAGE.encode())
    assert "18.50" in fetch({"/": answer(packed, content_encoding="gzip")})["text"]
    for encoding in ("br", "gzip, gzip", "zstd"):
        with pytest.raises(Invalid, match="packed as"):
            fetch({"/": answer(packed, content_encoding=encoding)})
    with pytest.raises(Invalid, match="compression is broken"):
        fetch({"/": answer(b"no gzip", content_encoding="gzip")})


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "304 Not Modified"])
def test_a_refusal_of_the_page_is_told_with_its_status(status: str) -> None:
    result = fetch({"/": answer("", status)})
    assert (result["status"], result["text"]) == (int(status[:3]), "")


def test_a_redirect_on_the_same_host_is_followed() -> None:
    result = fetch({"/": moved("/b/"), "/b/": moved("c"), "/b/c": answer("<p>there</p>")})
    assert result["text"] == "there"
    assert result["url"].endswith("/b/c")


def test_a_redirect_to_another_host_is_another_call_for_the_law_to_judge() -> None:
    result = fetch(
        {"/": moved("https://other.example/x?stolen=1")},
        resolve=knowing(other_example=["8.8.8.8"]),
    )
    assert "https://other.example/x?stolen=1" in result["text"]
    assert (result["status"], result["untrusted"]) == (302, True)


def test_only_what_is_needed_goes_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No cookie, no credential, no proxy, and the name that was asked for."""
    for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    netrc = tmp_path / "netrc"
    netrc.write_text("machine shop.example login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))

    async def scene() -> tuple[Any, list[str]]:
        pages = {
            "/": answer("x", "302 Found", location="/b", set_cookie="a=1"),
            "/b": answer("<p>x</p>", set_cookie="a=1"),
        }
        async with web_server(pages) as site:
            resolve = knowing(shop_example=[HERE])
            await fetched(site, host="Shop.Example.", resolve=resolve)
            return await fetched(site, host="shop.example", resolve=resolve), site.heads

    result, heads = asyncio.run(scene())
    assert result["text"] == "x"
    assert len(heads) == 4
    for head in heads:
        names = {line.split(":")[0].lower() for line in head.split("\r\n")[1:] if line}
        assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert "\r\nhost: shop.example:" in head.lower()


def test_a_name_with_a_dead_first_address_is_reached_at_its_second() -> None:
    async def scene() -> Any:
        async with web_server({"/": answer("<p>x</p>")}) as site:
            return await fetched(
                site,
                host="shop.example",
                resolve=knowing(shop_example=["127.0.0.2", HERE]),
                allows=lambda address: address.startswith("127."),
            )

    assert asyncio.run(scene())["text"] == "x"


def test_an_unknown_name_is_told_in_words() -> None:
    async def scene() -> None:
        async with web_server({}) as site:
            await fetched(site, host="nowhere.example", resolve=knowing())

    with pytest.raises(Unavailable, match="No address is known"):
        asyncio.run(scene())


def test_a_long_page_is_cut_and_says_so() -> None:
    text = fetch({"/": answer("word " * 100_000, kind="text/plain")})["text"]
    assert len(text) < 41_000
    assert "cut here" in text


def test_the_tool_declares_an_effect_that_a_reading_of_the_host_may_allow(tmp_path: Path) -> None:
    (machine,) = web_tools(Settings(home=tmp_path), StillClock())
    tool = tool_of(machine)
    assert tool.risk is not None
    assert not tool.risk.read_only
    assert tool.risk.external
    assert (tool.risk.reversibility, tool.risk.ambiguity) == ("effort", "free_form")
    assert tool.idempotent
    assert list(tool.schema["properties"]) == ["url"]
