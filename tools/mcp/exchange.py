"""exchange: where every message of a line passes, between the transport and the SDK's session.

The session reads nothing while it waits for an answer of ours, keeps the number of a call to itself
and tells nobody that its line is dead. So questions are taken out here and answered beside it.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from anyio import (
    BrokenResourceError,
    CancelScope,
    ClosedResourceError,
    create_memory_object_stream,
    create_task_group,
)
from anyio.abc import TaskGroup
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp import types
from mcp.shared.message import ClientMessageMetadata, SessionMessage
from pydantic import BaseModel, ValidationError

Heard = SessionMessage | Exception
Reading = MemoryObjectReceiveStream[Heard]
Writing = MemoryObjectSendStream[SessionMessage]
Answer = types.ElicitResult | types.ErrorData

# Takes a question and its number.
Asked = Callable[[types.ElicitRequestParams, types.RequestId], Awaitable[Answer]]

ELICIT, CANCELLED = "elicitation/create", "notifications/cancelled"

log = logging.getLogger(__name__)


@dataclass
class Sent(ClientMessageMetadata):
    """Goes to the transport with a call, and learns on its way which number the call has."""

    number: types.RequestId | None = None


class Exchange:
    """Passes messages on in both directions; `dead` is set when nothing comes in any more."""

    def __init__(self, reading: Reading, writing: Writing, asked: Asked) -> None:
        self._reading, self._writing = reading, writing
        self._asked = asked
        self._open: dict[types.RequestId, CancelScope] = {}
        self.dead = asyncio.Event()

    @asynccontextmanager
    async def joined(self) -> AsyncIterator[tuple[Reading, Writing]]:
        """The two streams for the session, until the block ends."""
        inwards, reads = create_memory_object_stream[Heard](0)
        writes, outwards = create_memory_object_stream[SessionMessage](0)
        try:
            async with create_task_group() as passing:
                passing.start_soon(self._pass_in, inwards)
                passing.start_soon(self._pass_out, outwards)
                try:
                    yield reads, writes
                finally:
                    passing.cancel_scope.cancel()
        finally:
            for end in (inwards, reads, writes, outwards):
                end.close()

    async def _pass_in(self, inwards: MemoryObjectSendStream[Heard]) -> None:
        try:
            async with self._reading, inwards, create_task_group() as answering:
                async for heard in self._reading:
                    if not self._take(heard, answering):
                        await inwards.send(heard)
                answering.cancel_scope.cancel()
        except* (BrokenResourceError, ClosedResourceError):
            log.debug("a line ended while a message was on its way in")
        finally:
            self.dead.set()

    async def _pass_out(self, outwards: MemoryObjectReceiveStream[SessionMessage]) -> None:
        try:
            async with outwards, self._writing:
                async for said in outwards:
                    if isinstance(said.metadata, Sent):
                        said.metadata.number = getattr(said.message.root, "id", None)
                    await self._writing.send(said)
        except (BrokenResourceError, ClosedResourceError):
            log.debug("a line ended while a message was on its way out")

    def _take(self, heard: Heard, answering: TaskGroup) -> bool:
        """Whether this is between the server and a person, and nothing for the session."""
        if isinstance(heard, Exception):
            return False
        root = heard.message.root
        if isinstance(root, types.JSONRPCNotification) and root.method == CANCELLED:
            return self._take_back((root.params or {}).get("requestId"))
        if not isinstance(root, types.JSONRPCRequest) or root.method != ELICIT:
            return False
        try:
            request = types.ElicitRequest.model_validate(_plain(root))
        except ValidationError:  # the session has words for what is no question
            return False
        answering.start_soon(self._answer, root.id, request.params)
        return True

    def _take_back(self, number: object) -> bool:
        """Whether a question of this number stood, which its server has withdrawn."""
        scope = self._open.get(number) if isinstance(number, int | str) else None
        if scope is not None:
            scope.cancel()
        return scope is not None

    async def _answer(self, number: types.RequestId, question: types.ElicitRequestParams) -> None:
        with CancelScope() as self._open[number]:
            try:
                answer = await self._asked(question, number)
            except Exception:  # a server always hears something, and its other calls go on
                log.exception("a question could not be put to anybody")
                answer = types.ErrorData(code=types.INTERNAL_ERROR, message=_FAILED)
            finally:
                self._open.pop(number, None)
            await self._writing.send(SessionMessage(types.JSONRPCMessage(_said(number, answer))))


def _said(number: types.RequestId, answer: Answer) -> types.JSONRPCResponse | types.JSONRPCError:
    if isinstance(answer, types.ErrorData):
        return types.JSONRPCError(jsonrpc="2.0", id=number, error=answer)
    return types.JSONRPCResponse(jsonrpc="2.0", id=number, result=_plain(answer))


def _plain(model: BaseModel) -> dict[str, object]:
    return model.model_dump(by_alias=True, mode="json", exclude_none=True)


_FAILED = "The question could not be put to anybody."
