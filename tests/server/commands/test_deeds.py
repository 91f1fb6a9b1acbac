"""Deeds from a terminal: the outbox is seen, an action is held, what was done is taken back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.house import House
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, asked, open_test_house, say
from tests.fakes.model import script
from tests.fakes.records import TOOLS_NAME
from tests.fakes.world import happened
from tests.server.commands.calls import Terminal

PROMOTE = script([("promote", {"to": "ann", "text": "mugs"})])
PUBLISH = script([("publish", {"record": 7})])
ACTION = ("t-1", "call_1_1_1")
BY = ("--as", "reviewer-1")


@pytest.fixture
def house(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A house with an outbox and tools that can be taken back, open beside the terminal."""
    monkeypatch.setenv("COUNTERSIGN_TOOLS", TOOLS_NAME)
    with open_test_house(home, tools=TOOLS_NAME) as opened:
        yield opened


def test_the_outbox_tells_what_goes_when_and_who_may_hold_it(call: Terminal, house: House) -> None:
    assert call("outbox").out == "thread  call  goes out  what  may be held by\n"
    say(house, PROMOTE)
    (line,) = call("outbox", *BY).out.splitlines()[1:]
    told = (
        r"t-1 +call_1_1_1  in (0:[0-5]\d|1:00) +Promote · ann · mugs  requester-1, reviewers, leads"
    )
    assert re.fullmatch(told, line)
    (staged,) = call("outbox", "--json").data
    assert (staged["thread_id"], staged["call_id"], staged["requested_by"]) == (
        *ACTION,
        "requester-1",
    )


def test_the_countdown_is_told_in_hours_minutes_and_seconds(
    call: Terminal, home: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERSIGN_TOOLS", TOOLS_NAME)
    monkeypatch.setattr("server.bootstrap.SystemClock", lambda: clock)
    with open_test_house(home, clock=clock, tools=TOOLS_NAME) as house:
        say(house, PROMOTE)
    clock.step(seconds=55)
    assert "call_1_1_1  in 0:05  " in call("outbox").out
    clock.step(hours=-3)
    assert "call_1_1_1  in 3:00:05  " in call("outbox").out
    clock.step(hours=4)
    assert "call_1_1_1  now  " in call("outbox").out


def test_a_held_action_waits_for_a_signature_and_says_why(call: Terminal, house: House) -> None:
    say(house, PROMOTE)
    said = call("hold", *ACTION, *BY, "--why", "wrong price")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Held")
    assert call("outbox").out.count("\n") == 1
    advance(house, "t-1")
    told = "reviewer-1 (“wrong price”) took it out of the outbox."
    assert told in call("requests", "read", asked(house).id).out
    (held,) = [entry for entry in house.trail.read("t-1") if entry.event == "action.held"]
    assert (held.actor, held.payload) == (
        "reviewer-1",
        {"call": "call_1_1_1", "why": "wrong price"},
    )
    assert happened() == []


def test_what_was_done_is_taken_back(call: Terminal, house: House) -> None:
    say(house, PUBLISH)
    hint = "countersign take-back t-1 call_1_1_1 --as YOU"
    assert hint in call("threads", "read", "t-1").out
    said = call("take-back", *ACTION, *BY, "--why", "too early")
    assert (said.code, said.out) == (
        0,
        "Ordered; how far it is tells: countersign threads read t-1\n",
    )
    advance(house, "t-1")
    assert happened() == ["publish 7", "unpublish 7"]
    read = call("threads", "read", "t-1").out
    assert "reviewer-1 took it back. “too early”" in read
    assert hint not in read


def test_a_conversation_tells_how_to_hold_what_is_in_its_outbox(
    call: Terminal, house: House
) -> None:
    say(house, PROMOTE)
    assert "countersign hold t-1 call_1_1_1 --as YOU" in call("threads", "read", "t-1").out


def test_a_mistake_is_one_sentence_and_changes_nothing(call: Terminal, house: House) -> None:
    say(house, PROMOTE)
    say(house, PUBLISH, "t-2")
    done, long = ("t-2", "call_1_1_1"), "x" * 1001
    before = [(house.threads.read(name), house.trail.read(name)) for name in ("t-1", "t-2")]
    for words, why in (
        (("hold", *ACTION, "--as", "requester-2"), "Only its requester, reviewers and leads"),
        (("hold", *ACTION, "--as", "operator-1"), "Only its requester, reviewers and leads"),
        (("hold", *ACTION, "--as", "nobody"), "Nobody here is called nobody"),
        (("hold", "t-1", "call_9_9_9", *BY), "no such action"),
        (("hold", "t-9", "call_1_1_1", *BY), "no such action"),
        (("hold", "t\udcff", "call_1_1_1", *BY), "not valid Unicode"),
        (("hold", *ACTION, *BY, "--why", long), "at most 1000 characters"),
        (("hold", *ACTION, *BY, "--why", "\udcff"), "not valid Unicode"),
        (("hold", *done, *BY), "already acting"),
        (("take-back", *ACTION, *BY), "Nothing of this kind was done"),
        (("take-back", *done, "--as", "requester-1"), "Only reviewers and leads"),
        (("take-back", *done, *BY, "--why", long), "at most 1000 characters"),
        (("outbox", "--as", "requester-1"), "Only reviewers and leads see the outbox"),
        (("outbox", "--as", "nobody"), "Nobody here is called nobody"),
    ):
        assert why in call.refused(*words), words
    assert [(house.threads.read(name), house.trail.read(name)) for name in ("t-1", "t-2")] == before
    call("hold", *ACTION, "--as", "requester-1")
    assert call.refused("hold", *ACTION, *BY) == "requester-1 has held it already."


def test_a_command_that_is_not_whole_is_misuse(call: Terminal) -> None:
    for words in (
        ("hold", *ACTION),
        ("hold", "t-1", *BY),
        ("take-back", *ACTION),
        ("take-back", *BY),
        ("outbox", "t-1"),
    ):
        said = call(*words)
        assert (said.code, said.out) == (2, ""), words


def test_strangers_words_cannot_act_on_the_terminal(call: Terminal, house: House) -> None:
    say(house, script([("promote", {"to": "\x1b[2Jann\u202e", "text": "a\nb"})]))
    shown = call("outbox").out
    assert "ann" in shown
    assert all(char.isprintable() or char == "\n" for char in shown)
    assert shown.count("\n") == 2
