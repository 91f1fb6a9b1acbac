"""test_servers: tools of real MCP servers, over their streams and over HTTP, in a real house."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Any

import pytest

from domain.request import RequestKind
from graph.house import House
from tests.fakes.houses import advance, answers, asked, decide, heard, open_test_house, say, states
from tests.fakes.mcp_client import over_http, over_streams, port_of, shared, written
from tests.fakes.model import script
from tests.fakes.papers import LAW_TEXT
from tests.fakes.world import happened
from tools.mcp import connection

APPROVE = {"type": "approve"}
WRITE = script([("s_write_page", {"text": "a"})])
TRUSTED = "\n[servers.s]\ntrusted = true\n"


def law(folder: Path, added: str) -> Path:
    path = folder / "law.toml"
    path.write_text(LAW_TEXT + added, encoding="utf-8")
    return path


@pytest.fixture(params=["streams", "http"])
def server(request: pytest.FixtureRequest, world: Path, listening: int) -> dict[str, Any]:
    """One over each way to speak; most tests are about what both have in common."""
    return over_streams() if request.param == "streams" else shared(listening)


@pytest.fixture
def any_server(world: Path, listening: int) -> dict[str, Any]:
    return shared(listening)


@pytest.fixture
def open_house(tmp_path: Path, world: Path) -> Iterator[Any]:
    with ExitStack() as stack:

        def opened(added: str = "", **servers: Any) -> House:
            named = written(tmp_path, **servers)
            settings = {"mcp": named, "policy": law(tmp_path, added)}
            return stack.enter_context(open_test_house(tmp_path / "home", **settings))

        yield opened


def call(house: House, name: str, **arguments: Any) -> list[str]:
    """Propose a call, agree to it, and hear what came of it."""
    say(house, script([(name, arguments)]))
    decide(house, APPROVE)
    return heard(house)


def test_a_tool_without_a_profile_is_reviewed_and_then_made(
    open_house: Any, server: dict[str, Any]
) -> None:
    house = open_house(s=server)
    assert house.notices == ()
    say(house, WRITE)
    assert (asked(house).kind, happened()) == (RequestKind.APPROVAL, [])
    assert "no risk profile" in asked(house).reasons[0].text
    decide(house, APPROVE)
    assert (heard(house), happened()) == (["done"], ["write_page a"])


def test_what_a_stranger_calls_reading_does_not_go_alone(
    open_house: Any, any_server: dict[str, Any]
) -> None:
    house = open_house(s=any_server)
    money = {"to": "b", "amount_minor": 1}
    say(house, script([("s_read_page", {"text": "a"}), ("s_transfer_funds", money)]))
    waiting = {request.action.name for request in house.desk.open_requests()}
    assert (waiting, happened()) == ({"s_read_page", "s_transfer_funds"}, [])


def test_a_trusted_servers_hints_are_believed(open_house: Any, any_server: dict[str, Any]) -> None:
    house = open_house(TRUSTED, s=any_server)
    say(house, script([("s_read_page", {"text": "a"}), ("s_write_page", {"text": "a"})]))
    assert sorted(heard(house)) == ["done", "page a"]
    say(house, script([("s_delete_page", {"text": "a"})]), thread_id="t-2")
    assert asked(house).action.name == "s_delete_page"


def test_an_owners_profile_lets_a_tool_go_alone(
    open_house: Any, any_server: dict[str, Any]
) -> None:
    profile = "\n[profiles.s_read_page]\nread_only = true\nexternal = false\n"
    house = open_house(profile, s=any_server)
    say(house, script([("s_read_page", {"text": "a"})]))
    assert heard(house) == ["page a"]


def test_what_a_stranger_says_against_itself_counts(
    open_house: Any, any_server: dict[str, Any]
) -> None:
    profile = "\n[profiles.s_delete_page]\nread_only = true\nexternal = false\n"
    house = open_house(profile + TRUSTED.replace("true", "false"), s=any_server)
    tool = house.rooms.catalogue.find("s_delete_page")
    assert tool is not None
    assert tool.risk is not None
    assert not tool.risk.read_only


def test_a_failure_is_told_in_the_servers_words(
    open_house: Any, any_server: dict[str, Any]
) -> None:
    house = open_house(s=any_server)
    assert call(house, "s_fail") == ["It failed, nothing happened: no such page"]
    assert states(house) == [("failed", 1)]


@pytest.mark.parametrize("way", ["streams", "http"])
def test_a_server_that_breaks_down_leaves_a_doubt_at_once(open_house: Any, way: str) -> None:
    with over_http() if way == "http" else nullcontext(over_streams()) as server:
        began, house = time.monotonic(), open_house(s=server)
        call(house, "s_crash")
    assert (states(house), happened()) == ([("unknown", 1)], ["crash"])
    assert asked(house).kind is RequestKind.OUTCOME
    assert time.monotonic() - began < server["timeout_seconds"]


def test_a_server_that_died_is_started_again_for_the_next_call(open_house: Any) -> None:
    house = open_house(s=over_streams())
    call(house, "s_crash")
    say(house, WRITE, thread_id="t-2")
    request = next(each for each in house.desk.open_requests() if each.thread_id == "t-2")
    house.desk.decide(request.id, APPROVE, by="reviewer-1")
    advance(house, "t-2")
    assert happened() == ["crash", "write_page a"]


def test_a_server_that_is_gone_did_nothing(open_house: Any, tmp_path: Path) -> None:
    with over_http() as server:
        house = open_house(s=server)
        say(house, WRITE)
    decide(house, APPROVE)
    assert states(house) == [("failed", 1)]
    assert "s " in heard(house)[0]
    with over_http(port_of(server)):
        say(house, WRITE, thread_id="t-2")
        request = asked(house)
        house.desk.decide(request.id, APPROVE, by="reviewer-1")
        advance(house, "t-2")
    assert happened() == ["write_page a"]


def test_a_house_opens_without_a_server_that_cannot_be_had(
    open_house: Any, any_server: dict[str, Any]
) -> None:
    nowhere = {"url": "http://127.0.0.1:9/mcp"}
    house = open_house(s=any_server, gone=nowhere, wrong={"command": "no-such-command"})
    assert house.rooms.catalogue.find("s_read_page") is not None
    told = " ".join(house.notices)
    assert len(house.notices) == 2
    assert "MCP server gone cannot be had" in told
    assert "MCP server wrong cannot be had" in told


def test_tools_that_the_file_leaves_out_do_not_join(
    open_house: Any, any_server: dict[str, Any]
) -> None:
    house = open_house(
        s={**any_server, "tools": ["read_page", "write_page"], "without": ["write_page"]},
    )
    names = {tool.name for tool in house.rooms.catalogue if tool.server}
    assert names == {"s_read_page"}


def test_whatever_a_server_answers_becomes_text(
    open_house: Any, any_server: dict[str, Any]
) -> None:
    house = open_house(s=any_server)
    names = ("s_dotted_name", "s_picture", "s_numbers", "s_be_sampled", "s_look_around")
    say(house, script([(name, {}) for name in names]))
    for request in house.desk.open_requests():
        house.desk.decide(request.id, APPROVE, by="reviewer-1")
    advance(house, "t-1")
    told = answers(house)
    assert told["s_dotted_name"] == "done"
    assert told["s_picture"] == "see\n[image/png, 6 bytes, not shown]"
    assert told["s_numbers"] == '{"total": 7}'
    # Neither the house's model nor its folders are a server's to use.
    assert "not supported" in told["s_be_sampled"]
    assert "not supported" in told["s_look_around"]


def test_a_tool_that_changed_after_it_was_signed_for_is_not_called(
    open_house: Any, any_server: dict[str, Any]
) -> None:
    house = open_house(s=any_server)
    say(house, WRITE)
    signed = asked(house)
    house.desk.decide(signed.id, APPROVE, by="reviewer-1")
    _change_words(house)
    advance(house, "t-1")
    assert happened() == []
    again = asked(house)
    assert (again.thread_id, again.id != signed.id) == ("t-1", True)
    assert again.action.fingerprint != signed.action.fingerprint


def test_a_tool_that_changes_in_silence_is_found_out_before_the_call(
    open_house: Any, any_server: dict[str, Any], world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "FRESH_SECONDS", 0.0)
    for asks in (False, True):
        house = open_house(s={**any_server, "asks": asks})
        say(house, WRITE, f"t-{asks}")
        signed = asked(house)
        Path(f"{world}.words").write_text(f"Write a page, and pay for it. {asks}")
        house.desk.decide(signed.id, APPROVE, by="reviewer-1")
        advance(house, f"t-{asks}")
        assert happened() == []
        told = "It failed, nothing happened: s has changed write_page"
        assert heard(house, f"t-{asks}")[0].startswith(told)
        house.close()


def test_nothing_is_left_running(tmp_path: Path, world: Path) -> None:
    threads, children = threading.active_count(), _children()
    named = written(tmp_path, s=over_streams())
    with open_test_house(tmp_path / "home", mcp=named) as house:
        assert house.notices == ()
        assert len(_children()) == len(children) + 1
    assert _children() == children
    assert threading.active_count() <= threads


def _change_words(house: House) -> None:
    """The server changes a tool's words and says so."""
    say(house, script([("s_change", {"text": "Write a page, and pay."})]), thread_id="t-9")
    request = next(each for each in house.desk.open_requests() if each.thread_id == "t-9")
    house.desk.decide(request.id, APPROVE, by="reviewer-1")
    before = house.rooms.catalogue.edition
    advance(house, "t-9")
    for _ in range(100):
        if house.rooms.catalogue.edition != before:
            return
        threading.Event().wait(0.02)
    raise AssertionError("the change was not heard of")


def _children() -> set[str]:
    """Fake servers that this process has started on their streams."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return {line for line in listed.splitlines() if "mcp_server" in line and sys.executable in line}
