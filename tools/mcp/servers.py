"""servers: all MCP servers of a house, in one background thread with an event loop of its own.

A server that cannot be had is told of in words and tried again; the house is open meanwhile.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from mcp import types

from domain.errors import Invalid
from tools.catalogue import Tool
from tools.mcp.connection import Connection, Listing
from tools.mcp.declared import Server
from tools.mcp.machine import tool_from
from tools.mcp.meeting import Call
from tools.mcp.naming import named

CLOSE_SECONDS, JOIN_SECONDS = 10.0, 20.0

# Takes a server's name and all its tools, whenever they have changed; what cannot join, in words.
Listed = Callable[[str, list[Tool]], list[str]]

log = logging.getLogger(__name__)


class Servers:
    """Meets servers from `meet` until `close`, and tells `listed` of their tools."""

    def __init__(self, servers: Sequence[Server], listed: Listed) -> None:
        self._servers = servers
        self._listed = listed
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="countersign-servers", daemon=True
        )
        self._connections: dict[str, Connection] = {}
        self._keeping: list[asyncio.Task[None]] = []
        self._calls: set[asyncio.Task[types.CallToolResult]] = set()
        self._left_out: list[str] = []

    def meet(self) -> tuple[str, ...]:
        """Meet all at once; what is wrong, in words: servers not to be had, tools left out."""
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._meet(), self._loop).result()
        missing = [
            f"The MCP server {name} cannot be had, so its tools are missing: {connection.trouble} "
            "It is tried again."
            for name, connection in self._connections.items()
            if connection.trouble
        ]
        return (*missing, *self._left_out)

    def close(self) -> None:
        """End every line and every process; calls under way are cut off, and servers told."""
        if not self._thread.is_alive():
            return
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(JOIN_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(JOIN_SECONDS)
        self._loop.close()

    async def _meet(self) -> None:
        for server in self._servers:
            connection = Connection(server, partial(self._take, server))
            self._connections[server.name] = connection
            self._keeping.append(asyncio.create_task(connection.keep()))
        await asyncio.gather(*(each.tried() for each in self._connections.values()))

    async def _close(self) -> None:
        await _cancelled(self._calls)
        for connection, keeping in zip(self._connections.values(), self._keeping, strict=True):
            if not connection.close():
                keeping.cancel()
        if self._keeping:
            await asyncio.wait(self._keeping, timeout=CLOSE_SECONDS)
        await _cancelled(asyncio.all_tasks() - {asyncio.current_task()})
        await self._loop.shutdown_asyncgens()

    def _take(self, server: Server, listing: Listing, digests: dict[str, str]) -> None:
        """Hand over what a server lists now; what cannot be a tool is left out and told of."""
        admitted = [tool for tool in listing if server.admits(tool.name)]
        names, alike = named(server.name, (tool.name for tool in admitted))
        left_out = [f"{server.name} names two tools alike: {tool[:80]}" for tool in alike]
        tools = []
        for tool in admitted:
            if tool.name in names:
                try:
                    tools.append(self._tool(server, names[tool.name], tool, digests[tool.name]))
                except Invalid as broken:
                    left_out.append(broken.sentence)
        left_out += self._listed(server.name, tools)
        self._left_out += [f"A tool was left out. {words}" for words in left_out]
        for words in left_out:
            log.warning("left out: %s", words)

    def _tool(self, server: Server, name: str, listed: types.Tool, digest: str) -> Tool:
        calling = partial(self._call, self._connections[server.name])
        return tool_from(server, name, listed, digest, calling)

    async def _call(self, connection: Connection, call: Call) -> types.CallToolResult:
        """From any loop: the call itself is made in the loop of the lines."""
        made = asyncio.run_coroutine_threadsafe(self._made(connection, call), self._loop)
        return await asyncio.wrap_future(made)

    async def _made(self, connection: Connection, call: Call) -> types.CallToolResult:
        making = asyncio.create_task(connection.call(call))
        self._calls.add(making)
        making.add_done_callback(self._calls.discard)
        return await making


async def _cancelled(tasks: Iterable[asyncio.Task[Any]]) -> None:
    ending = list(tasks)
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)
