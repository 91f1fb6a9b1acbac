"""streams: over HTTP a server speaks of a call on that call's own stream, so one can hear whose
question it is, and that a stream broke off: the SDK keeps both to itself.
"""

import json
import logging
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
from mcp import types

from tools.mcp.exchange import CANCELLED, ELICIT

NOTICE_SECONDS = 5.0

log = logging.getLogger(__name__)


class Client(httpx.AsyncClient):
    """The client that the SDK speaks HTTP with; it listens in and changes nothing that is said."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._asked_in: dict[types.RequestId, set[types.RequestId]] = {}

    def call_of(self, question: types.RequestId) -> types.RequestId | None:
        """The call on whose stream a question came; None where it came beside all calls, or on
        the streams of several.
        """
        calls = self._asked_in.pop(question, set())
        return next(iter(calls)) if len(calls) == 1 else None

    async def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        """As httpx does it, listening to what comes back."""
        said = _message(request)
        if said.get("method") == CANCELLED:
            return await self._notify(request, **options)
        response = await super().send(request, **options)
        if {"id", "method"} <= said.keys() and _is_plain_stream(response.headers):
            response.stream = _Stream(response.stream, said["id"], self._asked_in)
        return response

    async def _notify(self, request: httpx.Request, **options: Any) -> httpx.Response:
        """A notice that cannot be delivered must not end the line, which other calls are on."""
        request.extensions["timeout"] = httpx.Timeout(NOTICE_SECONDS).as_dict()
        try:
            response = await super().send(request, **options)
            await response.aclose()
        except httpx.TransportError as error:
            log.info("a notice was not delivered: %s", type(error).__name__)
        return httpx.Response(httpx.codes.ACCEPTED, request=request)


class _Stream(httpx.AsyncByteStream):
    """What comes back for one call, as it comes; where it breaks off for good, it says so."""

    def __init__(self, stream: Any, call: Any, asked_in: dict[Any, set[Any]]) -> None:
        self._stream, self._call, self._asked_in = stream, call, asked_in
        self._parts: list[bytes] = []
        self._data: list[bytes] = []
        self._answered = self._resumable = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._stream:
                self._hear(chunk)
                yield chunk
        except httpx.TransportError as error:
            log.info("a stream broke off: %s", type(error).__name__)
        self._hear(b"\n")
        if not self._answered and not self._resumable:
            yield b"\n\nevent: message\ndata: " + self._broken() + b"\n\n"

    async def aclose(self) -> None:
        """As the stream beneath does it."""
        await self._stream.aclose()

    def _hear(self, chunk: bytes) -> None:
        self._parts.append(chunk)
        if b"\n" not in chunk and b"\r" not in chunk:
            return
        text = b"".join(self._parts)
        # What follows may be the other half of this line's end.
        held = b"\r" if text.endswith(b"\r") else b""
        *lines, rest = _LINE_END.split(text.removesuffix(held))
        self._parts = [rest + held]
        for line in lines:
            name, _, value = line.partition(b":")
            if name == b"data":
                self._data.append(value)
            elif name == b"id" and value.strip():
                self._resumable = True
            elif not line and self._data:
                self._note(b"\n".join(self._data))
                self._data = []

    def _note(self, text: bytes) -> None:
        said = _read(text)
        if said.get("method") == ELICIT and isinstance(said.get("id"), int | str):
            self._asked_in.setdefault(said["id"], set()).add(self._call)
        elif "method" not in said and "id" in said:
            self._answered = True

    def _broken(self) -> bytes:
        error = types.ErrorData(code=types.CONNECTION_CLOSED, message="The stream broke off.")
        told = types.JSONRPCError(jsonrpc="2.0", id=self._call, error=error)
        return told.model_dump_json(exclude_none=True).encode()


def _is_plain_stream(headers: httpx.Headers) -> bool:
    streams = headers.get("content-type", "").startswith("text/event-stream")
    return streams and "content-encoding" not in headers


def _message(request: httpx.Request) -> dict[str, Any]:
    return _read(request.content) if request.method == "POST" else {}


def _read(text: bytes) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


_LINE_END = re.compile(rb"\r\n|\n|\r")
