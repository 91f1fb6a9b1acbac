"""web_servers: a real web server on the loopback, and the tool let through to that one address."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from domain.errors import CountersignError
from tests.fakes.papers import LAW
from tools.calling import Ending, perform
from tools.catalogue import tool_of
from tools.intent import Intent, Lease
from tools.web import fetch_tool
from tools.web_address import is_public
from tools.web_transfer import Fetcher

HERE = "127.0.0.1"

Behaviour = Callable[[asyncio.StreamWriter], Awaitable[None]]
Pages = Mapping[str, bytes | Behaviour]


@dataclass
class Site:
    """A running server: its port and the head of every request it got."""

    port: int = 0
    heads: list[str] = field(default_factory=list)


def answer(
    body: bytes | str = b"", status: str = "200 OK", kind: str = "text/html", **headers: str
) -> bytes:
    """One whole answer; `content_encoding="gzip"` becomes a header."""
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(raw)}"]
    lines += [f"Content-Type: {kind}"] if kind else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + raw


def moved(location: str) -> bytes:
    """A redirect."""
    return answer("moved", "302 Found", location=location)


@asynccontextmanager
async def web_server(pages: Pages, tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    """Serves `pages` by path until the block ends; no connection outlives it."""
    site, tasks = Site(), set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            site.heads.append(head)
            page = pages[head.split(" ")[1]]
            if callable(page):
                await page(writer)
            else:
                writer.write(page)
                await writer.drain()
        writer.close()
        with suppress(OSError, asyncio.CancelledError):
            await writer.wait_closed()

    server = await asyncio.start_server(serve, HERE, 0, ssl=tls)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


def knowing(**names: Sequence[str]) -> Callable[[str, int], Awaitable[Sequence[str]]]:
    """A resolver that knows these names only; `shop_example` stands for shop.example."""
    known = {name.replace("_", "."): answers for name, answers in names.items()}

    async def resolve(host: str, port: int) -> Sequence[str]:
        if host not in known:
            raise OSError("no such name")
        return known[host]

    return resolve


def here_or_public(address: str) -> bool:
    return address == HERE or is_public(address)


async def fetched(site: Site, path: str = "/", host: str = HERE, **limits: Any) -> Any:
    """What the tool answers for a page of the site; raises what it raises."""
    url = f"http://{host}:{site.port}{path}"
    return await tool_of(fetch_tool(fetcher(site, **limits))).call({"url": url}, "key")


async def ending(site: Site, url: str, **limits: Any) -> Ending:
    """How the journal's own caller reads one fetch."""
    tool = tool_of(fetch_tool(fetcher(site, **limits)))
    intent = Intent(Lease("t-1", 1), "c-1", 1, tool, {"url": url}, {}, None, LAW)
    return await perform(intent, lambda _: None)


def fetcher(site: Site, **limits: Any) -> Fetcher:
    """A fetcher let through to the site, and to nothing else that is private."""
    return Fetcher(**{"allows": here_or_public, "ports": {80, 443, site.port}, **limits})


def fetch(pages: Pages, path: str = "/", **limits: Any) -> Any:
    """Serve `pages` and fetch one of them."""

    async def scene() -> Any:
        async with web_server(pages) as site:
            return await fetched(site, path, **limits)

    return asyncio.run(scene())


def refusal(url: str, **how: Any) -> CountersignError:
    """How a plain fetcher refuses a URL."""
    with pytest.raises(CountersignError) as refused:
        asyncio.run(Fetcher(**how).page(url))
    return refused.value
