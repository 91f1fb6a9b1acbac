"""test_policy: the law from a terminal: shown, checked, replayed, proposed and seconded by two."""

import re
from pathlib import Path

import pytest

from graph.house import House
from tests.fakes.houses import say
from tests.fakes.model import script
from tests.fakes.papers import LAW_TEXT
from tests.server.commands.calls import Terminal

NOTE = script([("note", {"text": "hello", "_confidence": 0.9})])


@pytest.fixture
def stricter(tmp_path: Path) -> str:
    """A law file that asks for more confidence."""
    file = tmp_path / "stricter.toml"
    file.write_text(LAW_TEXT.replace("act = 0.85", "act = 0.95", 1))
    return str(file)


def test_two_admins_change_the_law_and_its_history_says_so(
    house: House, call: Terminal, stricter: str
) -> None:
    proposed = call("policy", "propose", stricter, "--note", "Be careful", "--as", "admin-1")
    assert proposed.code == 0
    (bill_id,) = set(re.findall(r"bill_\w+", proposed.out))
    assert "Be careful" in call("policy", "show").out
    assert "another admin" in call.refused("policy", "second", bill_id, "--as", "admin-1")
    assert call("policy", "second", bill_id, "--as", "admin-2").code == 0
    assert house.rooms.statute.follow(house.rooms.storage)
    assert house.rooms.law.confidence.act == 0.95
    said = call("policy", "history").out
    assert "proposed by admin-1, seconded by admin-2" in said
    assert "from the house's file" in said
    assert "+act = 0.95" in call("policy", "history", "--diff").out
    assert [each["source"] for each in call("policy", "history", "--json").data] == [
        "bill",
        "file",
    ]
    assert "already" in call.refused("policy", "withdraw", bill_id, "--as", "admin-1")


def test_a_bill_is_withdrawn_or_refused(house: House, call: Terminal, stricter: str) -> None:
    for verb, by in (("withdraw", "admin-1"), ("refuse", "admin-2")):
        bill = house.bills.propose(Path(stricter).read_text(), "So.", by="admin-1")
        assert call("policy", verb, bill.id, "--as", by).code == 0
    assert house.laws.standing().bills == ()


def test_a_replay_says_what_would_go_elsewhere(house: House, call: Terminal, stricter: str) -> None:
    say(house, NOTE)
    said = call("policy", "replay", stricter).out
    assert "1 would go elsewhere" in said
    assert "auto to review" in said
    found = call("policy", "replay", stricter, "--last", "5", "--json").data
    assert (found["replayed"], found["added"]) == (1, 1)
    assert "0 would go elsewhere" in call("policy", "replay").out


def test_a_check_tells_faults_with_their_lines_and_what_is_loosened(
    house: House, call: Terminal, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(LAW_TEXT.replace("act = 0.85", "act = 2.0", 1))
    said = call("policy", "check", str(broken))
    line = LAW_TEXT.split("\n").index("act = 0.85") + 1
    assert (said.code, f"line {line}: confidence.act" in said.out) == (1, True)
    broken.write_text(LAW_TEXT.replace("act = 0.85", "act = 0.8", 1))
    assert "It loosens confidence.act: 0.85 to 0.8." in call("policy", "check", str(broken)).out
    broken.write_text(LAW_TEXT)
    assert "It is the law in force." in call("policy", "check", str(broken)).out
    assert "cannot be read" in call.refused("policy", "check", str(tmp_path / "none.toml"))


def test_a_file_is_checked_without_a_house(call: Terminal, stricter: str) -> None:
    said = call("policy", "check", stricter)
    assert (said.code, "no house yet" in said.out) == (0, True)
