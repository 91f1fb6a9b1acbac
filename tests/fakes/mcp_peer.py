"""mcp_peer: the far end of a line in this very process, which says what a test lets it say.

What no honest server can be brought to do is tried with it; honest ones are in `mcp_server`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from anyio import create_memory_object_stream
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp import types
from mcp.shared.message import SessionMessage

from tools.mcp.exchange import Asked, Exchange, Heard
from tools.mcp.wire import Line

HELLO = {
    "protocolVersion": types.LATEST_PROTOCOL_VERSION,
    "capabilities": {},
    "serverInfo": {"name": "peer", "version": "1"},
}


class Peer:
    """Says and hears JSON-RPC as plain tables."""

    def __init__(
        self,
        says: MemoryObjectSendStream[Heard],
        hears: MemoryObjectReceiveStream[SessionMessage],
    ) -> None:
        self._says, self._hears = says, hears

    async def say(self, **message: Any) -> None:
        """Send one message, a request, a response or a notification."""
        read = types.JSONRPCMessage.model_validate({"jsonrpc": "2.0", **message})
        await self._says.send(SessionMessage(read))

    async def hear(self, method: str = "") -> dict[str, Any]:
        """The next message, or the next of this method; requests before it are not answered."""
        async for heard in self._hears:
            message = heard.message.model_dump(by_alias=True, mode="json", exclude_none=True)
            if not method or message.get("method") == method:
                return dict(message)
        raise AssertionError("the line ended")

    async def greet(self) -> None:
        """Take part in the introductions."""
        hello = await self.hear("initialize")
        await self.say(id=hello["id"], result=HELLO)
        await self.hear("notifications/initialized")

    def leave(self) -> None:
        """End the line."""
        self._says.close()
        self._hears.close()


@asynccontextmanager
async def faced(asked: Asked) -> AsyncIterator[tuple[Line, Peer]]:
    """A line and its far end, before they are introduced."""
    says, reading = create_memory_object_stream[Heard](16)
    writing, hears = create_memory_object_stream[SessionMessage](16)
    exchange, peer = Exchange(reading, writing, asked), Peer(says, hears)
    try:
        async with exchange.joined() as inner:
            line = Line(*inner, exchange.dead)
            async with line.session:
                yield line, peer
    finally:
        peer.leave()
        reading.close()
        writing.close()
