"""test_exchange: questions are answered beside the line's other traffic, and never end it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from mcp import types
from mcp.shared.exceptions import McpError

from tests.fakes.mcp_peer import Peer, faced
from tools.mcp.exchange import Answer, Asked, Sent
from tools.mcp.wire import Line

FORM = {"message": "Well?", "requestedSchema": {"type": "object", "properties": {}}}
DONE = {"content": [{"type": "text", "text": "done"}]}
Played = Callable[[Line, Peer], Awaitable[None]]


async def declines(question: types.ElicitRequestParams, number: types.RequestId) -> Answer:
    return types.ElicitResult(action="decline")


def play(played: Played, asked: Asked = declines) -> None:
    async def whole() -> None:
        async with asyncio.timeout(5), faced(asked) as (line, peer):
            greeting = asyncio.create_task(peer.greet())
            await line.session.initialize()
            await greeting
            await played(line, peer)

    asyncio.run(whole())


def test_a_call_goes_on_while_a_question_stands() -> None:
    answered = asyncio.Event()

    async def slow(question: types.ElicitRequestParams, number: types.RequestId) -> Answer:
        await answered.wait()
        return types.ElicitResult(action="accept", content={"room": "Blue"})

    async def played(line: Line, peer: Peer) -> None:
        await peer.say(id=7, method="elicitation/create", params=FORM)
        calling = asyncio.create_task(line.ask("t", {}, Sent()))
        asked = await peer.hear("tools/call")
        await peer.say(id=asked["id"], result=DONE)
        assert not (await calling).isError
        answered.set()
        told = {"action": "accept", "content": {"room": "Blue"}}
        assert await peer.hear() == {"jsonrpc": "2.0", "id": 7, "result": told}

    play(played, slow)


def test_a_question_that_its_server_takes_back_is_not_answered() -> None:
    began, ended = asyncio.Event(), asyncio.Event()

    async def waits(question: types.ElicitRequestParams, number: types.RequestId) -> Answer:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        raise AssertionError("it waits for ever")

    async def played(line: Line, peer: Peer) -> None:
        await peer.say(id="q", method="elicitation/create", params=FORM)
        await began.wait()
        for odd in ("other", ["q"], None):
            await peer.say(method="notifications/cancelled", params={"requestId": odd})
        assert not ended.is_set()
        await peer.say(method="notifications/cancelled", params={"requestId": "q"})
        await ended.wait()
        await peer.say(id="p", method="ping")
        assert (await peer.hear())["id"] == "p"

    play(played, waits)


@pytest.mark.parametrize("params", [{}, {"message": 3}, {"message": "?", "requestedSchema": 1}])
def test_what_is_no_question_is_answered_in_words(params: Any) -> None:
    async def played(line: Line, peer: Peer) -> None:
        await peer.say(id=1, method="elicitation/create", params=params)
        assert (await peer.hear())["error"]["code"] == types.INVALID_PARAMS

    play(played)


def test_a_question_that_cannot_be_put_leaves_the_line_alone() -> None:
    async def fails(question: types.ElicitRequestParams, number: types.RequestId) -> Answer:
        raise OSError("disk full")

    async def played(line: Line, peer: Peer) -> None:
        await peer.say(id=1, method="elicitation/create", params=FORM)
        error = (await peer.hear())["error"]
        assert error == {
            "code": types.INTERNAL_ERROR,
            "message": "The question could not be put to anybody.",
        }
        await peer.say(id=2, method="ping")
        assert (await peer.hear())["id"] == 2

    play(played, fails)


def test_servers_are_told_that_they_may_ask() -> None:
    async def whole() -> None:
        async with faced(declines) as (line, peer):
            greeting = asyncio.create_task(line.session.initialize())
            hello = await peer.hear("initialize")
            assert hello["params"]["capabilities"]["elicitation"]["form"] == {}
            greeting.cancel()

    asyncio.run(whole())


def test_a_notice_names_the_call_and_says_why() -> None:
    async def played(line: Line, peer: Peer) -> None:
        first, second = Sent(), Sent()
        calls = [asyncio.create_task(line.ask("t", {}, sent)) for sent in (first, second)]
        numbers = [(await peer.hear("tools/call"))["id"] for _ in calls]
        assert [first.number, second.number] == numbers
        telling = asyncio.create_task(line.call_off(second, "late"))
        notice = await peer.hear()
        assert notice["method"] == "notifications/cancelled"
        assert notice["params"] == {"requestId": numbers[1], "reason": "late"}
        # It is known to have been read when what was said after it is answered.
        assert not telling.done()
        await peer.say(id=(await peer.hear("ping"))["id"], result={})
        await telling
        for task in calls:
            task.cancel()

    play(played)


def test_a_server_that_does_not_listen_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.mcp.wire.NOTICE_SECONDS", 0.05)

    async def played(line: Line, peer: Peer) -> None:
        sent = Sent()
        calling = asyncio.create_task(line.ask("t", {}, sent))
        await peer.hear("tools/call")
        await line.call_off(sent, "late")
        await line.call_off(Sent(), "it was never sent")
        assert (await peer.hear())["method"] == "notifications/cancelled"
        calling.cancel()

    play(played)


def test_a_line_that_ends_is_dead_and_so_are_its_calls() -> None:
    async def played(line: Line, peer: Peer) -> None:
        calling = asyncio.create_task(line.ask("t", {}, Sent()))
        await peer.hear("tools/call")
        assert not line.dead.is_set()
        peer.leave()
        await line.dead.wait()
        with pytest.raises(McpError) as ended:
            await calling
        assert ended.value.error.code == types.CONNECTION_CLOSED

    play(played)
