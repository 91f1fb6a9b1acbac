"""Briefs from a terminal: a file or a playbook with the first message."""

from pathlib import Path

import pytest

from tests.fakes.houses import open_test_house
from tests.fakes.model import script
from tests.fakes.world import happened
from tests.server.commands.calls import Terminal

NOTE = script([("note", {"text": "a"})])
SEND = ("threads", "send", "t-1", NOTE, "--as", "requester-1", "--wait")
FILE = """
goal = "Keep a note."
constraints = ["No names."]
budget_minor = 1250
autonomy = 0.5

[[steps]]
what = "Write"
tool = "note"
checkpoint = "lead"
"""


@pytest.fixture(autouse=True)
def shelf(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one playbook and a broken one, of a house with people."""
    folder = tmp_path / "playbooks"
    folder.mkdir()
    (folder / "write.toml").write_text('title = "Write it down"\n' + FILE)
    open_test_house(home).close()
    monkeypatch.setenv("COUNTERSIGN_PLAYBOOKS", str(folder))
    return folder


def test_a_file_is_a_brief_and_is_shown(call: Terminal, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(FILE)
    said = call(*SEND, "--brief", str(tmp_path / "mine.toml"))
    assert (said.code, happened()) == (0, [])
    read = call("threads", "read", "t-1").out
    for line in (
        "goal: Keep a note.",
        "constraint: No names.",
        "step: Write (note)",
        "tools: note",
        "checkpoint: note: lead",
        "budget: 12.50 EUR",
        "autonomy: 50% may go alone",
    ):
        assert line in read
    assert "playbook:" not in read
    assert call("threads", "read", "t-1", "--json").data["brief"]["budget_minor"] == 1250


def test_a_playbook_is_taken_by_its_name(call: Terminal) -> None:
    assert call(*SEND, "--playbook", "write").code == 0
    assert "playbook: write" in call("threads", "read", "t-1").out
    listed = call("threads", "playbooks", "--as", "requester-1").out
    assert "Write it down" in listed
    assert call("threads", "playbooks", "--as", "lead-1", "--json").data[0]["name"] == "write"


def test_a_broken_playbook_is_told_of_and_stops_nothing(call: Terminal, shelf: Path) -> None:
    (shelf / "broken.toml").write_text("goal = 5")
    said = call(*SEND, "--playbook", "write")
    assert said.code == 0
    assert "broken.toml cannot be used: line 1, goal" in said.err


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--playbook", "nothing"), "no playbook called nothing"),
        (("--brief", "nowhere.toml"), "nowhere.toml cannot be read"),
        (("--brief", "broken.toml"), "broken.toml cannot be used: line 2, budget_minor"),
        (("--brief", "erase.toml"), "erase.toml cannot be used: line 1, tools.0"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_begins_nothing(
    call: Terminal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    why: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.toml").write_text("goal = 'x'\nbudget_minor = -5")
    Path("erase.toml").write_text("tools = ['erase']")
    assert why in call.refused(*SEND, *words)
    assert "t-1" not in call("threads", "list").out


def test_a_later_one_is_refused(call: Terminal) -> None:
    call("threads", "send", "t-1", "hello", "--as", "requester-1")
    assert "begin another conversation" in call.refused(*SEND, "--playbook", "write")


def test_an_operator_lists_none(call: Terminal) -> None:
    assert "those who ask" in call.refused("threads", "playbooks", "--as", "operator-1")
