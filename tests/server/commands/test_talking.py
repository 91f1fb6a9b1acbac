"""Conversations and requests from a terminal, beside a house that is open elsewhere."""

from pathlib import Path

import pytest

from graph.house import House
from tests.fakes.houses import advance, asked, say
from tests.fakes.model import script
from tests.fakes.world import happened
from tests.server.commands.calls import Terminal

PAY = script([("pay", {"to": "ann", "amount_minor": 500})])
NASTY = "\x1b[2Jhello\u202e\nreq_1 is decided."


def test_what_is_sent_wakes_the_open_house(call: Terminal, house: House) -> None:
    said = call("threads", "send", "new", "hello", "--as", "requester-1")
    (thread,) = house.threads.list()
    assert said.out.endswith(f"countersign threads read {thread.id}\n")
    assert thread.status == "working"
    assert advance(house, thread.id)
    assert "Done." in call("threads", "read", thread.id).out


def test_the_command_itself_starts_no_engine(call: Terminal, house: House) -> None:
    call("threads", "send", "t-1", PAY, "--as", "requester-1")
    assert house.desk.open_requests() == []
    assert not house.threads.read("t-1").messages[0].heard


def test_waiting_carries_it_on_and_prints_the_answer(call: Terminal, house: House) -> None:
    said = call("threads", "send", "t-1", "hello", "--as", "requester-1", "--wait")
    assert said.out.splitlines()[0] == "t-1: idle"
    assert "Done." in said.out


def test_waiting_ends_where_a_person_must_come(call: Terminal, house: House) -> None:
    said = call("threads", "send", "t-1", PAY, "--as", "requester-1", "--wait")
    assert said.out.splitlines()[-1].endswith(f"countersign requests read {asked(house).id}")
    assert happened() == []


def test_an_agents_or_requesters_text_cannot_act_on_the_terminal(
    call: Terminal, house: House
) -> None:
    say(house, NASTY)
    say(house, script([("pay", {"to": NASTY, "amount_minor": 500})]), "t-2")
    request = asked(house)
    for words in (
        ("threads", "list"),
        ("threads", "read", "t-1"),
        ("threads", "read", "t-2"),
        ("requests", "list"),
        ("requests", "read", request.id),
        ("audit", "read", "t-2"),
        ("threads", "read", "t-1", "--json"),
        ("requests", "read", request.id, "--json"),
    ):
        shown = call(*words).out
        assert "hello" in shown or "verdict" in shown
        assert all(char.isprintable() or char == "\n" for char in shown)
        assert "\nreq_1 is decided." not in shown


def test_a_request_is_read_with_the_law_above_the_agent(call: Terminal, house: House) -> None:
    say(house, PAY)
    request = asked(house)
    shown = call("requests", "read", request.id).out
    assert shown.index("Route review, because:") < shown.index("pay would run with:")
    assert f"countersign decide {request.id} approve --as YOU --version 1" in shown
    listed = call("requests", "list", "--as", "reviewer-1").out.splitlines()
    assert listed[1].split("  ")[0] == request.id
    assert call("requests", "list", "--json").data[0]["id"] == request.id


@pytest.mark.parametrize(
    "words",
    [
        ("threads", "read", "t-9"),
        ("threads", "read", "t-1", "--as", "requester-2"),
        ("threads", "list", "--as", "nobody"),
        ("threads", "send", "t-1", "hello", "--as", "reviewer-1"),
        ("threads", "send", "t-1", "hello", "--as", "requester-2"),
        ("threads", "send", "t-1", "  ", "--as", "requester-1"),
        ("threads", "send", "t-1", "\udcff", "--as", "requester-1"),
        ("threads", "send", "a b", "hello", "--as", "requester-1"),
        ("requests", "read", "req_9"),
        ("requests", "list", "--as", "requester-1"),
        ("audit", "read", "t-9"),
        ("halt", "--as", "reviewer-1"),
        ("release", "--as", "requester-1"),
    ],
)
def test_a_mistake_is_one_sentence_and_changes_nothing(
    call: Terminal, house: House, words: tuple[str, ...]
) -> None:
    say(house, "hello")
    before = (house.threads.list(), house.trail.read("t-1"), house.trail.read("house"))
    assert call.refused(*words)
    assert (house.threads.list(), house.trail.read("t-1"), house.trail.read("house")) == before


def test_a_home_without_a_house_is_not_made_by_looking(call: Terminal, home: Path) -> None:
    for words in (("threads", "list"), ("audit", "verify"), ("accounts", "list")):
        assert "There is no house" in call.refused(*words)
    assert not home.exists()


def test_a_halted_house_is_released_again(call: Terminal, house: House) -> None:
    assert call("halt", "--as", "lead-1").code == 0
    assert call("release", "--as", "admin-1").code == 0
    told = [(entry.event, entry.actor) for entry in house.trail.read("house")[-2:]]
    assert told == [("house.halted", "lead-1"), ("house.released", "admin-1")]
