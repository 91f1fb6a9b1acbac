"""meeting: a line that stands, what its server listed last, and the calls under way on it."""

import asyncio
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from mcp import types

from tools.asking import Ask
from tools.mcp.wire import Line

MOST_TOOLS, MOST_PAGES = 500, 50


@dataclass(frozen=True)
class Call:
    """One call to make: `digest` is that of the tool as it was listed when it was agreed to."""

    tool: str
    arguments: dict[str, object]
    digest: str
    timeout_seconds: float
    ask: Ask | None


@dataclass
class Progress:
    """How far a call has come; `alone`: nothing else has been under way on its line since."""

    sent: bool = False
    alone: bool = False
    answer: types.CallToolResult | None = None


class Meeting:
    """One line from its opening to its loss."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.digests: dict[str, str] = {}
        self.listed_at = 0.0
        self.relisting = asyncio.Lock()
        self.lost: asyncio.Future[BaseException | None] = asyncio.Future()
        self.under_way: list[Call] = []
        self._progress: list[Progress] = []

    async def list(self) -> list[types.Tool]:
        """Every tool that the server lists, page by page."""
        async with self.relisting:
            self._not_alone()
            self.line.changed.clear()
            tools: list[types.Tool] = []
            cursor: str | None = None
            for _ in range(MOST_PAGES):
                params = types.PaginatedRequestParams(cursor=cursor) if cursor else None
                page = await self.line.list_tools(params=params)
                tools += page.tools
                cursor = page.nextCursor
                if cursor is None or len(tools) >= MOST_TOOLS:
                    break
            self.digests = {tool.name: digest_of(tool) for tool in tools[:MOST_TOOLS]}
            self.listed_at = asyncio.get_running_loop().time()
        return tools[:MOST_TOOLS]

    async def send(self, call: Call, progress: Progress) -> types.CallToolResult:
        """Make the call; a line that dies under it ends it, with what killed the line."""
        progress.alone = not self.under_way and not self.relisting.locked()
        self._not_alone()
        self.under_way.append(call)
        self._progress.append(progress)
        asking = asyncio.create_task(self.line.ask(call.tool, call.arguments))
        progress.sent = True
        try:
            either: set[asyncio.Future[Any]] = {asking, self.lost}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise self.lost.result() or ConnectionError("it ended")
            progress.answer = asking.result()
            return progress.answer
        finally:
            self.under_way.remove(call)
            self._progress.remove(progress)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)

    def lose(self, error: BaseException | None) -> None:
        """Tell every call under way that the line is gone."""
        if not self.lost.done():
            self.lost.set_result(error)

    def _not_alone(self) -> None:
        for progress in self._progress:
            progress.alone = False


def digest_of(tool: types.Tool) -> str:
    """The digest of all that a server says of a tool."""
    said = tool.model_dump(mode="json", include=_SAID)
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


_SAID = {"name", "title", "description", "inputSchema", "outputSchema", "annotations"}
