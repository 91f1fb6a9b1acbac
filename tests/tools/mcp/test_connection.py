"""test_connection: what a server says of a call after it was told to stop, honest or not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from mcp import types

from tests.fakes.mcp_peer import Peer, faced
from tools.asking import CutOff
from tools.mcp import connection
from tools.mcp.connection import Connection
from tools.mcp.declared import Server
from tools.mcp.meeting import LATE, Call, digest_of
from tools.mcp.wire import Asked

TOOL = types.Tool(name="t", inputSchema={"type": "object"})
SERVER = Server(name="s", command="none", timeout_seconds=0.2, asks=True)
SAID = [{"type": "text", "text": "as it was said"}]


def outcome(monkeypatch: pytest.MonkeyPatch, **said: Any) -> types.CallToolResult:
    """What a call comes to whose server says this, after it was told that the time is over."""

    @asynccontextmanager
    async def opened(server: Server, asked: Asked) -> AsyncIterator[Any]:
        async def declines(question: Any, number: Any) -> Any:
            return types.ElicitResult(action="decline")

        async with faced(declines) as (line, peer):
            playing = asyncio.create_task(_play(peer, said))
            await line.session.initialize()
            yield line
            playing.cancel()

    async def whole() -> types.CallToolResult:
        call = Call("t", {}, digest_of(TOOL), SERVER.timeout_seconds, None)
        async with asyncio.timeout(5):
            return await Connection(SERVER, lambda listing, digests: None).call(call)

    monkeypatch.setattr(connection, "opened", opened)
    monkeypatch.setattr(connection, "SHARE_BEFORE_SENDING", 20.0)
    return asyncio.run(whole())


async def _play(peer: Peer, said: dict[str, Any]) -> None:
    await peer.greet()
    listing = await peer.hear("tools/list")
    await peer.say(id=listing["id"], result={"tools": [TOOL.model_dump(exclude_none=True)]})
    called = await peer.hear("tools/call")
    notice = await peer.hear("notifications/cancelled")
    assert notice["params"] == {"requestId": called["id"], "reason": LATE}
    await peer.say(id=(await peer.hear("ping"))["id"], result={})
    if said:
        await peer.say(id=called["id"], **said)
    else:
        peer.leave()


def test_a_result_that_comes_after_all_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not outcome(monkeypatch, result={"content": SAID}).isError


@pytest.mark.parametrize(
    "said",
    [
        {"result": {"content": SAID, "isError": True}},
        {"error": {"code": 0, "message": "as it was said"}},
        {},
    ],
    ids=["a failure", "an error", "nothing more"],
)
def test_anything_else_is_no_word_about_the_call(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, Any]
) -> None:
    with pytest.raises(CutOff) as ended:
        outcome(monkeypatch, **said)
    assert str(ended.value).startswith(f"s was told to stop, since {LATE}. How far it came is not")
    assert ("as it was said" in str(ended.value)) == bool(said)
