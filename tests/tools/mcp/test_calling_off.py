"""test_calling_off: a server is told when nobody waits any more; what it says then is no word."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from domain.request import RequestKind
from graph.house import House
from tests.fakes.houses import asked, heard, open_test_house, states
from tests.fakes.mcp_client import over_streams, shared, written
from tests.fakes.mcp_house import call
from tests.fakes.patience import wait_for
from tests.fakes.world import happened
from tools.catalogue import Tool
from tools.mcp import connection, meeting
from tools.mcp.declared import Server
from tools.mcp.servers import Servers

Opened = Callable[..., House]
TOLD = "told to stop, since "


BOTH_WAYS = pytest.mark.parametrize("way", ["streams", "http"])


@pytest.fixture
def at_work(tmp_path: Path, world: Path, listening: int) -> Iterator[Opened]:
    """Opens a house at work with one server, which speaks in one of two ways."""
    with ExitStack() as stack:

        def opened(way: str = "http", **changed: Any) -> House:
            streams = way == "streams"
            server = over_streams(**changed) if streams else shared(listening, **changed)
            named = written(tmp_path, s=server)
            house = stack.enter_context(open_test_house(tmp_path / "home", mcp=named))
            house.runner.start()
            return house

        yield opened


@BOTH_WAYS
def test_when_its_time_is_over_a_call_is_called_off_and_leaves_a_doubt(
    at_work: Opened, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SHARE_BEFORE_SENDING", 20.0)
    house = at_work(way, timeout_seconds=0.4)
    call(house, "s_hang", seconds=30)
    wait_for(lambda: happened() == ["hang", f"{TOLD}{meeting.LATE}"])
    house.runner.drain()
    assert states(house) == [("unknown", 1)]
    assert asked(house).kind is RequestKind.OUTCOME


@BOTH_WAYS
def test_a_stop_is_told_to_the_server_and_leaves_a_doubt(
    at_work: Opened, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meeting, "GRACE_SECONDS", 0.05)
    house = at_work(way)
    call(house, "s_hang", seconds=30)
    wait_for(happened)
    house.threads.stop("t-1", by="requester-1")
    house.runner.drain()
    assert happened() == ["hang", f"{TOLD}{meeting.STOPPED}"]
    # It answered that it was cancelled, which does not say how far it had come.
    assert states(house) == [("unknown", 1)]
    question = asked(house)
    assert question.kind is RequestKind.OUTCOME
    assert house.effects("t-1")[0].result.startswith("s was told to stop")


def test_what_ends_by_itself_soon_after_a_stop_is_not_called_off(at_work: Opened) -> None:
    house = at_work()
    call(house, "s_hang", seconds=0.6)
    wait_for(happened)
    house.threads.stop("t-1", by="requester-1")
    house.runner.drain()
    assert (states(house), happened()) == ([("done", 1)], ["hang"])
    assert heard(house) == ["done"]


@pytest.mark.parametrize("asks", [False, True], ids=["shared line", "own line"])
@BOTH_WAYS
def test_a_house_that_closes_tells_the_server(at_work: Opened, way: str, asks: bool) -> None:
    house = at_work(way, asks=asks)
    call(house, "s_hang", seconds=30)
    wait_for(happened)
    house.close()
    assert happened() == ["hang", f"{TOLD}{meeting.CUT_OFF}"]


@BOTH_WAYS
def test_a_line_is_not_closed_before_its_calls_were_called_off(
    world: Path, listening: int, way: str
) -> None:
    """Even where whoever waits for the call is still waiting."""
    given = over_streams() if way == "streams" else shared(listening)
    tools: list[Tool] = []
    servers = Servers([Server(name="s", **given)], lambda name, listed: tools.extend(listed) or [])
    assert servers.meet() == ()
    hangs = next(tool for tool in tools if tool.name == "s_hang")
    with ThreadPoolExecutor() as waiting:
        call = waiting.submit(lambda: asyncio.run(hangs.call({"seconds": 30}, "key")))
        wait_for(happened)
        servers.close()
        with pytest.raises(asyncio.CancelledError):
            call.result()
    assert happened() == ["hang", f"{TOLD}{meeting.CUT_OFF}"]
