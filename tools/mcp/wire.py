"""wire: one open line to one server, as the official SDK draws it."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

import httpx
from mcp import types
from mcp.client.session import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.context import RequestContext
from mcp.shared.session import RequestResponder

from tools.mcp.declared import LOOPBACK, Server
from tools.mcp.exchange import Answer, Exchange, Reading, Sent, Writing
from tools.mcp.streams import Client

CONNECT_SECONDS, QUIET_SECONDS = 10.0, 3700.0
NOTICE_SECONDS = 1.0

# Takes a question and the call whose it is, as far as the server says.
Asked = Callable[[types.ElicitRequestParams, types.RequestId | None], Awaitable[Answer]]
# Tells of a question the call whose it is, as far as the transport knows.
CallOf = Callable[[types.RequestId], types.RequestId | None]


class Line:
    """A session that knows when its line is dead and when its server's tools have changed."""

    def __init__(self, reading: Reading, writing: Writing, dead: asyncio.Event) -> None:
        self.dead, self.changed = dead, asyncio.Event()
        self.session = ClientSession(
            reading,
            writing,
            elicitation_callback=_declared,
            message_handler=self._heard,
            client_info=types.Implementation(name="countersign", version="1"),
        )

    async def ask(self, name: str, arguments: dict[str, Any], sent: Sent) -> types.CallToolResult:
        """One call. The SDK's own would raise over a result that does not fit what was promised,
        though the call has been made.
        """
        params = types.CallToolRequestParams(name=name, arguments=arguments)
        request = types.ClientRequest(types.CallToolRequest(params=params))
        return await self.session.send_request(request, types.CallToolResult, metadata=sent)

    async def call_off(self, sent: Sent, why: str) -> None:
        """Tell the server that nobody waits for a call any more; return when it has read that, or
        does not say so.
        """
        if sent.number is None or self.dead.is_set():
            return
        params = types.CancelledNotificationParams(requestId=sent.number, reason=why)
        notice = types.ClientNotification(types.CancelledNotification(params=params))
        with suppress(Exception):  # whatever became of the line, the call ends by itself
            async with asyncio.timeout(NOTICE_SECONDS):
                await self.session.send_notification(notice)
                # Messages are read in their order, and this one is answered.
                await self.session.send_ping()

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
            reading, writing, call_of = await _transport(server, stack)

            async def placed(
                question: types.ElicitRequestParams, number: types.RequestId
            ) -> Answer:
                return await asked(question, call_of(number))

            exchange = Exchange(reading, writing, placed)
            inner = await stack.enter_async_context(exchange.joined())
            line = Line(*inner, exchange.dead)
            await stack.enter_async_context(line.session)
            await line.session.initialize()
        yield line


async def _transport(server: Server, stack: AsyncExitStack) -> tuple[Reading, Writing, CallOf]:
    """The streams to and from a server. On its standard streams it never says whose question."""
    if server.command:
        reading, writing = await stack.enter_async_context(_process(server))
        return reading, writing, lambda question: None
    client = await stack.enter_async_context(_client(server))
    http = streamable_http_client(server.url, http_client=client)
    reading, writing, _ = await stack.enter_async_context(http)
    return reading, writing, client.call_of


def _process(server: Server) -> Any:
    parameters = StdioServerParameters(
        command=server.command, args=list(server.args), env=server.env, cwd=server.cwd
    )
    return stdio_client(parameters, sys.__stderr__ or sys.stderr)


def _client(server: Server) -> Client:
    """It reads for as long as a call may take: the call has a time limit of its own."""
    timeout = httpx.Timeout(CONNECT_SECONDS, read=QUIET_SECONDS)
    local = httpx.URL(server.url).host in {host.strip("[]") for host in LOOPBACK}
    # Uncompressed: streams are listened to.
    headers = {"accept-encoding": "identity", **server.headers}
    return Client(headers=headers, timeout=timeout, trust_env=not local)


async def _declared(
    context: RequestContext[ClientSession, Any], params: types.ElicitRequestParams
) -> types.ErrorData:
    """That the session has it tells the server that it may ask; the exchange answers."""
    return types.ErrorData(code=types.INTERNAL_ERROR, message="Questions are answered elsewhere.")
