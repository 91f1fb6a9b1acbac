"""Doctor: each thing that is wrong is named with what to do, and nothing is changed by looking."""

import os
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.clock import SystemClock, to_milliseconds
from domain.settings import VARIABLES
from graph.holders import own_name
from graph.house import House
from server.checkup.examining import examine
from server.checkup.finding import Level
from tests.browser.serving import ROOT
from tests.fakes.houses import MODEL, TOOLS, asked, say
from tests.fakes.mcp_client import over_streams, written
from tests.fakes.model import script

PAY = script([("pay", {"to": "ann", "amount_minor": 500})])
FUTURE = to_milliseconds(SystemClock().now()) + 10**10


@pytest.fixture
def home(tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("COUNTERSIGN_")]:
        if name != "COUNTERSIGN_TEST_WORLD":
            monkeypatch.delenv(name)
    monkeypatch.delenv("SMTP_URL", raising=False)
    monkeypatch.setenv("COUNTERSIGN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COUNTERSIGN_MODEL", MODEL)
    monkeypatch.setenv("COUNTERSIGN_TOOLS", TOOLS)
    return tmp_path / "home"


def found(level: Level = Level.WRONG) -> list[tuple[str, str]]:
    """What is found at one level: what it is about, and sentence and remedy."""
    return [
        (finding.about, f"{finding.sentence} {finding.remedy}")
        for finding in examine(8501)
        if finding.level is level
    ]


def change(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home / "countersign.db")) as opened:
        opened.execute(statement)
        opened.commit()


def test_nothing_is_wrong_with_a_house_at_rest(home: Path, house: House) -> None:
    say(house, PAY)
    assert found() == []


def test_nothing_is_wrong_before_there_is_a_house(home: Path) -> None:
    assert found() == []
    assert not home.exists()


@pytest.mark.parametrize("is_open", [True, False])
def test_looking_changes_nothing(home: Path, house: House, is_open: bool) -> None:
    say(house, PAY)
    if not is_open:
        house.close()
    before = {path.name: path.stat().st_mtime_ns for path in home.iterdir()}
    kept = {path.name: path.read_bytes() for path in home.iterdir() if path.suffix != ".db-shm"}
    examine(8501)
    assert {path.name: path.stat().st_mtime_ns for path in home.iterdir()} == before
    assert {path.name: path.read_bytes() for path in home.iterdir() if path.name in kept} == kept


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("COUNTERSIGN_POLCY", "COUNTERSIGN_POLICY"),
        ("COUNTERSING_MODEL", "COUNTERSIGN_MODEL"),
        ("countersign_tools", "COUNTERSIGN_TOOLS"),
        ("SMPT_URL", "SMTP_URL"),
    ],
)
def test_a_misspelt_setting_is_named_with_the_one_meant(
    home: Path, monkeypatch: pytest.MonkeyPatch, variable: str, meant: str
) -> None:
    monkeypatch.setenv(variable, "x")
    ((about, said),) = found()
    assert about == "settings"
    assert f"{variable} is no setting; it looks like {meant}." in said


def test_a_strange_setting_is_a_note(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERSIGN_ZZZZZZZZZZZZ", "x")
    told = [said for about, said in found(Level.NOTE) if about == "settings"]
    assert any("COUNTERSIGN_ZZZZZZZZZZZZ is no setting" in said for said in told)


@pytest.mark.parametrize(
    ("field", "value", "about"),
    [
        ("home", "/proc/self/status/x", "home"),
        ("database", "postgresql://a/b", "database"),
        ("database", "nonsense", "database"),
        ("tools", "no_such_module:TOOLS", "tools"),
        ("tools", "tests.fakes.world:WORLD", "tools"),
        ("tools", "nonsense", "tools"),
        ("model", "nonsense", "model"),
        ("model", "tests.fakes.world:TOOLS", "model"),
        ("policy", "/nowhere/law.toml", "law"),
        ("smtp_url", "http://x", "mail"),
        ("origin", "http://x", "origin"),
    ],
)
def test_a_broken_setting_is_wrong(
    home: Path, monkeypatch: pytest.MonkeyPatch, field: str, value: str, about: str
) -> None:
    monkeypatch.setenv(VARIABLES[field], value)
    assert about in {name for name, _ in found()}


def test_a_broken_law_is_named_by_file_and_line(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = tmp_path / "law.toml"
    text = (ROOT / "policy" / "default.toml").read_text(encoding="utf-8")
    law.write_text(text.replace('regulated = "review"', 'regulated = "maybe"'))
    monkeypatch.setenv("COUNTERSIGN_POLICY", str(law))
    ((_, said),) = found()
    assert f"{law} cannot be enacted: line " in said
    assert "guardrails.regulated" in said


def test_a_module_that_prints_and_leaves_is_told(
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "leaving.py").write_text("print('goodbye')\nraise SystemExit(3)\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("COUNTERSIGN_TOOLS", "leaving:TOOLS")
    ((about, said),) = found()
    assert (about, "ends the process" in said) == ("tools", True)
    assert capsys.readouterr().out == ""


def test_a_taken_port_is_a_note(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        (port,) = [finding for finding in examine(number) if finding.about == "port"]
    assert (port.level, str(number) in port.sentence) == (Level.NOTE, True)


def test_a_damaged_database_is_wrong(home: Path, house: House) -> None:
    house.close()
    path = home / "countersign.db"
    kept = path.read_bytes()
    path.write_bytes(kept[:8192] + b"\xff" * (len(kept) - 8192))
    ((about, said),) = found()
    assert (about, "is damaged" in said, "countersign restore" in said) == ("database", True, True)


def test_a_letter_in_place_of_the_database_is_wrong(home: Path) -> None:
    home.mkdir()
    (home / "countersign.db").write_text("dear doctor, " * 1000)
    assert [about for about, _ in found()] == ["database"]


def test_a_newer_schema_is_wrong_and_an_older_one_a_note(home: Path, house: House) -> None:
    change(home, "UPDATE alembic_version SET version_num='9999'")
    ((_, said),) = found()
    assert "of a newer release" in said
    change(home, "UPDATE alembic_version SET version_num='0001'")
    assert found() == []
    assert any("countersign migrate" in said for _, said in found(Level.NOTE))


ROWS: dict[str, tuple[str, Level, str]] = {
    "a stalled thread": (
        "UPDATE threads SET status='stalled', trouble='The agent could not go on.'",
        Level.WRONG,
        "Thread t-1 has stalled. The agent could not go on.",
    ),
    "a failing thread": (
        "UPDATE threads SET failures=2, trouble='The model is away.'",
        Level.NOTE,
        "is tried again. The model is away.",
    ),
    "work that nobody does": (
        "UPDATE threads SET wake_at=0",
        Level.NOTE,
        "1 threads have work and no engine is at it.",
    ),
    "a dead holder": (
        f"UPDATE threads SET lease_holder='{own_name().rpartition('/')[0]}/4194999', "
        f"lease_until={FUTURE}",
        Level.NOTE,
        "is dead and still holds threads.",
    ),
    "a request past its time": (
        "UPDATE requests SET decide_by=1",
        Level.NOTE,
        "1 requests were not decided in time",
    ),
    "a request that nothing waits for": (
        "DELETE FROM writes",
        Level.WRONG,
        "but nothing in t-1 waits for it.",
    ),
    "the kill switch": (
        "INSERT INTO switches VALUES ('halt', 1)",
        Level.WRONG,
        "countersign release",
    ),
    "rows from the future": (
        f"UPDATE threads SET updated_at={FUTURE}",
        Level.WRONG,
        "Rows of threads are from the future",
    ),
    "a changed audit row": (
        "UPDATE audit SET actor='mallory' WHERE stream='house' AND seq=1",
        Level.WRONG,
        "Audit of house, row 1: the row was changed.",
    ),
    "an old seal": (
        "INSERT INTO seals VALUES (1, 1, '{}', '')",
        Level.NOTE,
        "days old.",
    ),
}


@pytest.mark.parametrize("what", ROWS)
def test_rows_that_need_somebody_are_told(home: Path, house: House, what: str) -> None:
    statement, level, expected = ROWS[what]
    say(house, PAY)
    assert not any(expected in said for _, said in found(level))
    change(home, statement)
    assert any(expected in said for _, said in found(level))


@pytest.mark.parametrize("is_asked", [True, False])
def test_a_call_in_doubt_is_told(home: Path, house: House, is_asked: bool) -> None:
    say(house, script([("lose", {"what": "parcel"})]))
    request = asked(house)
    if not is_asked:
        change(home, "UPDATE requests SET state='withdrawn'")
    level = Level.NOTE if is_asked else Level.WRONG
    (said,) = [said for about, said in found(level) if about == "effects"]
    assert "whether lose happened in thread t-1" in said
    assert (request.id in said) is is_asked


def test_a_check_that_breaks_is_a_finding_and_hides_no_other(home: Path, house: House) -> None:
    change(home, "DROP TABLE audit_heads")
    assert "no such table: audit_heads" in dict(found())["database"]
    fine = found(Level.OK)
    assert any("today's schema" in said for _, said in fine)
    assert {"python", "law", "tools"} <= {about for about, _ in fine}


def test_going_online_asks_the_model_and_the_mail_server(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        monkeypatch.setenv("SMTP_URL", f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        told = {
            (finding.about, finding.level): finding.sentence
            for finding in examine(8501, online=True)
        }
    assert told["model", Level.OK].endswith("answers.")
    assert "does not answer" in told["mail", Level.WRONG]


def test_a_broken_file_of_servers_is_named(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "servers.toml"
    path.write_text("[servers.s]\n", encoding="utf-8")
    monkeypatch.setenv("COUNTERSIGN_MCP", str(path))
    ((about, words),) = found()
    assert about == "servers"
    assert "give either command or url" in words


def test_online_it_is_told_which_servers_answer(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, s=over_streams(), gone={"command": "no-such-command"})
    monkeypatch.setenv("COUNTERSIGN_MCP", str(path))
    told = [(finding.level, finding.sentence) for finding in examine(8501, online=True)]
    assert (Level.OK, "The MCP server s brings 16 tools.") in told
    assert any(
        level is Level.WRONG and "MCP server gone cannot be had" in words for level, words in told
    )
