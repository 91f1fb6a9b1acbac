"""meeting: a line that stands, what its server listed last, and the calls under way on it."""

import asyncio
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from mcp import types

from tools.asking import Ask
from tools.mcp.exchange import Sent
from tools.mcp.wire import Line

MOST_TOOLS, MOST_PAGES = 500, 50
# A call that the requester has stopped may come to its end by itself for so long.
GRACE_SECONDS = 2.0

LATE = "no answer came in time"
STOPPED = "the person whom it works for has stopped the agent"
CUT_OFF = "nobody waits for the answer any more"


@dataclass(frozen=True)
class Call:
    """One call to make: `digest` is that of the tool as it was listed when it was agreed to."""

    tool: str
    arguments: dict[str, object]
    digest: str
    timeout_seconds: float
    ask: Ask | None


@dataclass(eq=False)
class Progress:
    """How far a call has come; `alone`: nothing else has been under way on its line since.

    `called_off` says why the server was told to stop; what it says then is no word about the call,
    unless it brings the result.
    """

    call: Call
    sent: Sent = field(default_factory=Sent)
    begun: bool = False
    alone: bool = False
    called_off: str = ""
    answer: types.CallToolResult | None = None


class Meeting:
    """One line from its opening to its loss."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.digests: dict[str, str] = {}
        self.listed_at = 0.0
        self.relisting = asyncio.Lock()
        self.lost: asyncio.Future[BaseException | None] = asyncio.Future()
        self._under_way: list[Progress] = []

    def callers(self, number: types.RequestId | None) -> list[Call]:
        """The calls under way, or the one of this number alone."""
        return [
            progress.call
            for progress in self._under_way
            if number is None or progress.sent.number == number
        ]

    async def list(self) -> list[types.Tool]:
        """Every tool that the server lists, page by page."""
        async with self.relisting:
            self._not_alone()
            self.line.changed.clear()
            tools: list[types.Tool] = []
            cursor: str | None = None
            for _ in range(MOST_PAGES):
                params = types.PaginatedRequestParams(cursor=cursor) if cursor else None
                page = await self.line.session.list_tools(params=params)
                tools += page.tools
                cursor = page.nextCursor
                if cursor is None or len(tools) >= MOST_TOOLS:
                    break
            self.digests = {tool.name: digest_of(tool) for tool in tools[:MOST_TOOLS]}
            self.listed_at = asyncio.get_running_loop().time()
        return tools[:MOST_TOOLS]

    async def send(self, progress: Progress) -> types.CallToolResult:
        """Make the call; a line that dies under it ends it, with what killed the line.

        A server is told when the requester has stopped the call, when its time is over, and when
        it is cut off. It is still listened to.
        """
        progress.alone = not self._under_way and not self.relisting.locked()
        self._not_alone()
        self._under_way.append(progress)
        call = progress.call
        asking = asyncio.create_task(self.line.ask(call.tool, call.arguments, progress.sent))
        progress.begun = True
        ends: set[asyncio.Future[Any]] = {asking, self.lost}
        try:
            if why := await _reason_to_call_off(call, ends):
                await self._call_off(progress, why)
                await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise self.lost.result() or ConnectionError("it ended")
            progress.answer = asking.result()
            return progress.answer
        except asyncio.CancelledError:
            if not (asking.done() or self.lost.done() or progress.called_off):
                await self._call_off(progress, CUT_OFF)
            raise
        finally:
            self._under_way.remove(progress)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)

    def lose(self, error: BaseException | None) -> None:
        """Tell every call under way that the line is gone."""
        if not self.lost.done():
            self.lost.set_result(error)

    async def _call_off(self, progress: Progress, why: str) -> None:
        progress.called_off = why
        await self.line.call_off(progress.sent, why)

    def _not_alone(self) -> None:
        for progress in self._under_way:
            progress.alone = False


def digest_of(tool: types.Tool) -> str:
    """The digest of all that a server says of a tool."""
    said = tool.model_dump(mode="json", include=_SAID)
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


async def _reason_to_call_off(call: Call, ends: set[asyncio.Future[Any]]) -> str:
    """Wait for one of the ends; why to wait no longer, "" when one has come."""
    stopped = asyncio.create_task(_stopped(call))
    try:
        await asyncio.wait(
            {*ends, stopped}, timeout=call.timeout_seconds, return_when=asyncio.FIRST_COMPLETED
        )
        if any(end.done() for end in ends):
            return ""
        return STOPPED if stopped.done() else LATE
    finally:
        stopped.cancel()
        await asyncio.gather(stopped, return_exceptions=True)


async def _stopped(call: Call) -> None:
    if call.ask is None:
        await asyncio.Event().wait()
    else:
        await call.ask.stopped()
        await asyncio.sleep(GRACE_SECONDS)


_SAID = {"name", "title", "description", "inputSchema", "outputSchema", "annotations"}
