"""test_streams: which call a question came with, heard over HTTP however its bytes are cut."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from mcp import types

from tools.mcp.streams import Client

URL = "http://s.example/mcp"
STREAM = {"content-type": "text/event-stream"}
QUESTION = {"jsonrpc": "2.0", "id": 7, "method": "elicitation/create", "params": {}}
OTHER = {"jsonrpc": "2.0", "id": 7, "method": "sampling/createMessage", "params": {}}
ANSWER = {"jsonrpc": "2.0", "id": 3, "result": {}}


class Cut(httpx.AsyncByteStream):
    """A body that comes in pieces, and may break off."""

    def __init__(self, body: bytes, size: int, breaks: bool) -> None:
        self._body, self._size, self._breaks = body, size, breaks

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._body), self._size):
            yield self._body[start : start + self._size]
        if self._breaks:
            raise httpx.ReadError("cut")


def body_of(*messages: dict[str, Any], end: str = "\n", event_id: str = "") -> bytes:
    lines = []
    for message in messages:
        lines += ["event: message", *([f"id: {event_id}"] if event_id else [])]
        lines += [f"data: {line}" for line in json.dumps(message, indent=1).splitlines()]
        lines += [": a comment", "", ""]
    return end.join(lines).encode()


def fetch(
    body: bytes, size: int = 1000, breaks: bool = False, **headers: str
) -> tuple[Client, list[str]]:
    """A client that has read this stream for call 3, and the lines that it was given."""

    def answered(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=STREAM | headers, stream=Cut(body, size, breaks))

    async def whole() -> tuple[Client, list[str]]:
        async with Client(transport=httpx.MockTransport(answered)) as client:
            call = {"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {}}
            async with client.stream("POST", URL, json=call) as response:
                return client, [line async for line in response.aiter_lines()]

    return asyncio.run(whole())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_a_question_belongs_to_the_call_whose_stream_brings_it(size: int, end: str) -> None:
    body = body_of(QUESTION, ANSWER, end=end)
    client, lines = fetch(body, size)
    assert client.call_of(7) == 3
    assert client.call_of(7) is None
    assert lines == httpx.Response(200, content=body).text.splitlines()


def test_only_questions_are_remembered() -> None:
    client, _ = fetch(body_of(OTHER, ANSWER))
    assert client.call_of(7) is None


def test_a_question_on_two_streams_belongs_to_neither() -> None:
    def answered(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=STREAM, stream=Cut(body_of(QUESTION, ANSWER), 9, False))

    async def whole() -> Client:
        async with Client(transport=httpx.MockTransport(answered)) as client:
            for number in (3, 4):
                await client.post(URL, json={"id": number, "method": "tools/call"})
            return client

    assert asyncio.run(whole()).call_of(7) is None


def test_what_comes_beside_all_calls_belongs_to_none() -> None:
    def answered(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=STREAM, stream=Cut(body_of(QUESTION), 9, False))

    async def whole() -> Client:
        async with Client(transport=httpx.MockTransport(answered)) as client:
            await client.get(URL)
            return client

    assert asyncio.run(whole()).call_of(7) is None


@pytest.mark.parametrize("breaks", [True, False], ids=["breaks off", "ends"])
def test_a_stream_without_its_answer_says_that_it_broke_off(breaks: bool) -> None:
    _, lines = fetch(body_of(QUESTION)[:-20], 50, breaks)
    told = json.loads(lines[-2].removeprefix("data: "))
    assert (told["id"], told["error"]["code"]) == (3, types.CONNECTION_CLOSED)


@pytest.mark.parametrize(
    "body", [body_of(ANSWER), body_of(QUESTION, event_id="e-1")], ids=["answered", "resumable"]
)
def test_a_stream_that_was_answered_or_is_taken_up_again_says_nothing(body: bytes) -> None:
    _, lines = fetch(body, breaks=True)
    assert "The stream broke off" not in "".join(lines)


@pytest.mark.parametrize("text", [b"data: {\n\n", b"data: []\n\n", b"data: " + b"[" * 99_999])
def test_nonsense_is_passed_on_and_harms_nobody(text: bytes) -> None:
    client, lines = fetch(text + b"\n\n" + body_of(QUESTION, ANSWER))
    assert client.call_of(7) == 3
    assert lines


def test_a_compressed_stream_is_not_listened_to() -> None:
    client, _ = fetch(body_of(QUESTION, ANSWER), **{"content-encoding": "identity"})
    assert client.call_of(7) is None


@pytest.mark.parametrize("status", [500, 404, 0])
def test_a_notice_that_is_not_taken_ends_nothing(status: int) -> None:
    def answered(request: httpx.Request) -> httpx.Response:
        assert request.extensions["timeout"]["read"] < 60
        if not status:
            raise httpx.ConnectError("gone")
        return httpx.Response(status)

    async def whole() -> int:
        async with Client(transport=httpx.MockTransport(answered), timeout=3700) as client:
            notice = {"method": "notifications/cancelled", "params": {"requestId": 3}}
            return (await client.post(URL, json=notice)).status_code

    assert asyncio.run(whole()) == httpx.codes.ACCEPTED
