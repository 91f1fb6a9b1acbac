"""wire: one open line to one server, as the official SDK draws it.

The SDK reads nothing while it waits for an answer of ours, so a question to a person is answered
beside its reading, not in it.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx
from mcp import types
from mcp.client.session import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.context import RequestContext
from mcp.shared.session import RequestResponder

from tools.mcp.declared import LOOPBACK, Server

CONNECT_SECONDS, QUIET_SECONDS = 10.0, 3700.0

Asked = Callable[[types.ElicitRequestParams], Awaitable[types.ElicitResult]]


class Line(ClientSession):
    """A session that knows when its line is dead and when its server's tools have changed."""

    def __init__(self, reading: Any, writing: Any, asked: Asked) -> None:
        async def elicited(
            context: RequestContext[ClientSession, Any], params: types.ElicitRequestParams
        ) -> types.ElicitResult:
            return await asked(params)

        super().__init__(
            reading,
            writing,
            elicitation_callback=elicited,
            message_handler=self._heard,
            client_info=types.Implementation(name="countersign", version="1"),
        )
        self.dead, self.changed = asyncio.Event(), asyncio.Event()
        self._answering: set[asyncio.Task[None]] = set()

    async def ask(self, name: str, arguments: dict[str, Any]) -> types.CallToolResult:
        """One call. The SDK's own would raise over a result that does not fit what was promised,
        though the call has been made.
        """
        params = types.CallToolRequestParams(name=name, arguments=arguments)
        request = types.ClientRequest(types.CallToolRequest(params=params))
        return await self.send_request(request, types.CallToolResult)

    async def _receive_loop(self) -> None:
        try:
            await super()._receive_loop()
        finally:
            self.dead.set()
            for task in self._answering:
                task.cancel()

    async def _received_request(
        self, responder: RequestResponder[types.ServerRequest, types.ClientResult]
    ) -> None:
        if not isinstance(responder.request.root, types.ElicitRequest):
            await super()._received_request(responder)
            return
        task = asyncio.create_task(super()._received_request(responder))
        self._answering.add(task)
        task.add_done_callback(self._answered)

    def _answered(self, task: asyncio.Task[None]) -> None:
        self._answering.discard(task)
        if not task.cancelled():
            task.exception()  # the line is dead then, which its calls are told

    async def _heard(
        self,
        message: RequestResponder[types.ServerRequest, types.ClientResult]
        | types.ServerNotification
        | Exception,
    ) -> None:
        if isinstance(message, types.ServerNotification) and isinstance(
            message.root, types.ToolListChangedNotification
        ):
            self.changed.set()


@asynccontextmanager
async def opened(server: Server, asked: Asked) -> AsyncIterator[Line]:
    """A line on which both have introduced themselves; raises what the transport raises."""
    async with AsyncExitStack() as stack:
        async with asyncio.timeout(server.open_within_seconds):
            if server.command:
                reading, writing = await stack.enter_async_context(_process(server))
            else:
                client = await stack.enter_async_context(_client(server))
                transport = streamable_http_client(server.url, http_client=client)
                reading, writing, _ = await stack.enter_async_context(transport)
            line = await stack.enter_async_context(Line(reading, writing, asked))
            await line.initialize()
        yield line


def _process(server: Server) -> Any:
    parameters = StdioServerParameters(
        command=server.command, args=list(server.args), env=server.env, cwd=server.cwd
    )
    return stdio_client(parameters, sys.__stderr__ or sys.stderr)


def _client(server: Server) -> httpx.AsyncClient:
    """It reads for as long as a call may take: the call has a time limit of its own."""
    timeout = httpx.Timeout(CONNECT_SECONDS, read=QUIET_SECONDS)
    local = httpx.URL(server.url).host in {host.strip("[]") for host in LOOPBACK}
    return httpx.AsyncClient(headers=server.headers, timeout=timeout, trust_env=not local)
