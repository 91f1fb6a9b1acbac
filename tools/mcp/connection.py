"""connection: one server, met when the house opens and met again whenever it was lost.

It lives in the loop of `servers` alone. What is sent once is never sent again: when a line dies
under a call, nobody knows what became of it.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from mcp import types

from domain.errors import Conflict, Unavailable
from tools.asking import NOBODY, Ask, CutOff
from tools.mcp.answers import text_of
from tools.mcp.declared import Server
from tools.mcp.endings import ending_of, refusal_in, words_of
from tools.mcp.exchange import Answer
from tools.mcp.meeting import Call, Meeting, Progress
from tools.mcp.questions import Unaskable, form_of
from tools.mcp.wire import opened

PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 60.0
FRESH_SECONDS = 30.0
SHARE_BEFORE_SENDING = 0.5
LATE_SECONDS = 3600.0

Listing = list[types.Tool]
Question = types.ElicitRequestParams

log = logging.getLogger(__name__)


class Connection:
    """Keeps the line to one server, and makes calls on it."""

    def __init__(self, server: Server, listed: Callable[[Listing, dict[str, str]], None]) -> None:
        self._server = server
        self._listed = listed
        self._meeting: Meeting | None = None
        self._digests: dict[str, str] = {}
        self._wanted, self._closing, self._tried = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.trouble = ""

    async def keep(self) -> None:
        """Meet the server, again and again, until `close`."""
        pause = PAUSE_SECONDS
        while not self._closing.is_set():
            began, error = _now(), await self._meet()
            self._lose(error)
            self.trouble = words_of(error) if error else "It ended the connection."
            self._tried.set()
            pause = PAUSE_SECONDS if _now() - began > LONGEST_PAUSE_SECONDS else pause
            await _first(self._wanted, self._closing, seconds=pause)
            self._wanted.clear()
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def tried(self) -> None:
        """Return when the server was met, or could not be."""
        await self._tried.wait()

    def close(self) -> bool:
        """Let `keep` come to its end; whether it will by itself, without being cancelled."""
        self._closing.set()
        return self._meeting is not None

    async def call(self, call: Call) -> types.CallToolResult:
        """What the server answers.

        Raises Unavailable or Conflict where nothing was done, and else as `endings` says.
        """
        progress, name = Progress(call), self._server.name
        try:
            async with asyncio.timeout(call.timeout_seconds * SHARE_BEFORE_SENDING) as patience:
                async with self._on_a_line(call) as meeting:
                    await self._require_unchanged(meeting, call)
                    patience.reschedule(_now() + LATE_SECONDS)
                    await meeting.send(progress)
        except Exception as error:  # the SDK lets through whatever its transports raise
            if progress.answer is None:
                raise self._ending(progress, error) from error
        assert progress.answer is not None
        if progress.called_off and progress.answer.isError:
            raise _cut_off(name, progress, text_of(progress.answer))
        return progress.answer

    def _ending(self, progress: Progress, error: Exception) -> Exception:
        """What it means that a call brought no answer."""
        name = self._server.name
        if progress.called_off:
            return _cut_off(name, progress, words_of(error))
        if progress.begun:
            return ending_of(name, error, alone=progress.alone)
        if (refusal := refusal_in(error)) is not None:
            return refusal
        words = f"{name} cannot be reached: {words_of(error)} Nothing was sent."
        return Unavailable("server_unreachable", words)

    async def _meet(self) -> Exception | None:
        """One line from its opening to its end; what ended it, None for nothing in particular."""
        try:
            async with opened(self._server, self._asked) as line:
                await self._hold(Meeting(line))
        except Exception as error:  # whatever it was, the next attempt begins anew
            return error
        return None

    async def _hold(self, meeting: Meeting) -> None:
        """Stay as long as the line does; list the tools again when the server says so."""
        self._report(meeting, await meeting.list())
        self._meeting, self.trouble = meeting, ""
        self._tried.set()
        line = meeting.line
        while not (line.dead.is_set() or self._closing.is_set()):
            await _first(line.dead, line.changed, self._closing)
            if line.changed.is_set() and not line.dead.is_set():
                self._report(meeting, await meeting.list())

    def _report(self, meeting: Meeting, tools: Listing) -> None:
        if meeting.digests != self._digests:
            self._digests = meeting.digests
            self._listed(tools, meeting.digests)

    def _lose(self, error: Exception | None) -> None:
        meeting, self._meeting = self._meeting, None
        if meeting is not None:
            meeting.lose(error)

    @asynccontextmanager
    async def _on_a_line(self, call: Call) -> AsyncIterator[Meeting]:
        """The line that all calls share; one of its own where the server asks questions."""
        if not self._server.asks:
            yield await self._met()
            return

        async def asked(question: Question, number: types.RequestId | None) -> Answer:
            return await self._put(call.ask, question)

        async with opened(self._server, asked) as line:
            yield Meeting(line)

    async def _met(self) -> Meeting:
        """The meeting that stands, or the next one; raises Unavailable when that fails, too."""
        if self._meeting is None:
            self._tried.clear()
            self._wanted.set()
            await self._tried.wait()
        if self._meeting is None:
            words = f"{self._server.name} cannot be reached: {self.trouble} Nothing was sent."
            raise Unavailable("server_unreachable", words)
        return self._meeting

    async def _require_unchanged(self, meeting: Meeting, call: Call) -> None:
        """Raise Conflict `tool_changed` unless the tool is still what was agreed to."""
        stale = _now() - meeting.listed_at > FRESH_SECONDS
        if stale or meeting.line.changed.is_set() or meeting.relisting.locked():
            self._report(meeting, await meeting.list())
        if meeting.digests.get(call.tool) != call.digest:
            raise Conflict(
                "tool_changed",
                f"{self._server.name} has changed {call.tool} since it was agreed to. "
                "Nothing was sent; propose it again.",
            )

    async def _asked(self, question: Question, number: types.RequestId | None) -> Answer:
        """On the shared line a question belongs to the call that its server names by where it
        asks, or to the only one under way. It is put to nobody where neither tells.
        """
        callers = self._meeting.callers(number) if self._meeting else []
        if len(callers) == 1:
            return await self._put(callers[0].ask, question)
        name = self._server.name
        why = _AMONG_SEVERAL if callers else _IN_NO_CALL
        words = why.format(name=name)
        log.warning("%s", words)
        for caller in callers:
            if caller.ask is not None:
                caller.ask.unplaced(words)
        return types.ErrorData(code=types.INVALID_REQUEST, message=words)

    async def _put(self, ask: Ask | None, question: Question) -> types.ElicitResult:
        try:
            form = form_of(self._server.name, question)
        except Unaskable as error:
            log.warning("a question of %s was declined: %s", self._server.name, error)
            return types.ElicitResult(action="decline")
        reply = await ask(form) if ask is not None else NOBODY
        return types.ElicitResult(action=reply.action, content=reply.content)


def _cut_off(name: str, progress: Progress, said: str) -> CutOff:
    why = progress.called_off
    return CutOff(f"{name} was told to stop, since {why}. How far it came is not known: {said}")


async def _first(*events: asyncio.Event, seconds: float | None = None) -> None:
    """Wait for the first of the events, or for some seconds."""
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*waiting, return_exceptions=True)


def _now() -> float:
    return asyncio.get_running_loop().time()


_AMONG_SEVERAL = (
    "The MCP server {name} asked a question while several calls were under way, and did not tell "
    "in which, so it was put to nobody. Set asks = true for {name} in the file that "
    "COUNTERSIGN_MCP names; each call then has a line of its own."
)
_IN_NO_CALL = (
    "The MCP server {name} asked a question outside of its calls, so it was put to nobody."
)
