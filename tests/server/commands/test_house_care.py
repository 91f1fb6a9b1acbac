"""Version, migration, backup, restore, doctor and the audit, as they are typed."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from graph.house import House
from storage.revisions import known_revisions, revision_of
from tests.browser.serving import ROOT
from tests.fakes.houses import say
from tests.fakes.patience import wait_for
from tests.server.commands.calls import Terminal

TODAY = known_revisions()[-1]


@pytest.fixture
def old(home: Path) -> Path:
    """The database of an old release in the home."""
    home.mkdir()
    dump = (ROOT / "tests/parked/v0001_spine.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(home / "countersign.db")) as opened:
        opened.executescript(dump)
    return home / "countersign.db"


def test_the_version_is_said(call: Terminal) -> None:
    said = call("--version")
    assert (said.code, said.out.startswith("countersign 0.")) == (0, True)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("serve",),
        ("threads", "send"),
        ("requests", "read"),
        ("decide",),
        ("accounts", "token"),
        ("audit", "read"),
        ("migrate",),
        ("backup",),
        ("restore",),
        ("doctor",),
        ("halt",),
        ("calibrate", "fit"),
        ("calibrate", "route"),
        ("calibrate", "house"),
    ],
)
def test_every_command_has_help(call: Terminal, words: tuple[str, ...]) -> None:
    said = call(*words, "--help")
    assert said.code == 0
    assert said.out.startswith("Usage: countersign")
    assert said.err == ""


def test_migrating_keeps_what_was_before(call: Terminal, old: Path) -> None:
    said = call("migrate")
    assert said.code == 0
    assert said.out.splitlines()[-1] == f"Migrated from schema 0001 to {TODAY}."
    (kept,) = old.parent.glob("countersign-0001-*.db")
    assert str(kept) in said.out
    assert (revision_of(kept), revision_of(old)) == ("0001", TODAY)


def test_migrating_again_changes_nothing(call: Terminal, house: House, home: Path) -> None:
    assert (
        call("migrate").out == f"The database has today's schema, {TODAY}; nothing was changed.\n"
    )
    assert not list(home.glob("countersign-*.db"))


def test_a_newer_database_is_not_migrated(call: Terminal, old: Path) -> None:
    with closing(sqlite3.connect(old)) as opened:
        opened.execute("UPDATE alembic_version SET version_num='9999'")
        opened.commit()
    before = old.read_bytes()
    assert "newer release" in call.refused("migrate")
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.iterdir()] == ["countersign.db"]


def test_a_letter_is_not_migrated(call: Terminal, home: Path) -> None:
    home.mkdir()
    (home / "countersign.db").write_text("dear house, " * 1000)
    call.refused("migrate")
    assert (home / "countersign.db").read_text().startswith("dear house")


def test_a_house_is_backed_up_and_restored(call: Terminal, house: House, tmp_path: Path) -> None:
    say(house, "hello")
    file, new = tmp_path / "house.zip", tmp_path / "new"
    assert call("backup", str(file)).code == 0
    assert "add --force" in call.refused("backup", str(file))
    restored = call("restore", str(file), "--home", str(new))
    assert restored.code == 0
    assert "internally consistent" in restored.out
    assert "something in it" in call.refused("restore", str(file), "--home", str(new))
    assert call.refused("restore", str(tmp_path / "none.zip"), "--home", str(tmp_path / "other"))


def test_work_that_was_left_is_told_after_restoring(
    call: Terminal, house: House, tmp_path: Path
) -> None:
    house.threads.send("t-1", "hello", by="requester-1")
    call("backup", str(tmp_path / "house.zip"))
    said = call("restore", str(tmp_path / "house.zip"), "--home", str(tmp_path / "new"))
    assert said.err.startswith("1 conversations have work left")


def test_a_restored_trail_that_is_broken_ends_with_1(
    call: Terminal, house: House, home: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(home / "countersign.db")) as opened:
        opened.execute("UPDATE audit SET actor='mallory' WHERE stream='house' AND seq=2")
        opened.commit()
    call("backup", str(tmp_path / "house.zip"))
    said = call("restore", str(tmp_path / "house.zip"), "--home", str(tmp_path / "new"))
    assert (said.code, said.err) == (1, "house, row 2: the row was changed.\n")
    assert call("audit", "verify").code == 1


def test_doctor_ends_with_1_when_something_is_wrong(call: Terminal, house: House) -> None:
    assert call("doctor").code == 0
    house.halt(True, by="lead-1")
    said = call("doctor")
    assert said.code == 1
    assert "wrong  The house is halted: no effect starts." in said.out
    wrong = [each for each in call("doctor", "--json").data if each["level"] == "wrong"]
    assert [each["about"] for each in wrong] == ["house"]


def test_the_trail_is_read_sealed_and_verified(
    call: Terminal, house: House, tmp_path: Path
) -> None:
    private, public = str(tmp_path / "seal.pem"), str(tmp_path / "seal.pub.pem")
    assert call("audit", "key", "--private-key", private, "--public-key", public).code == 0
    assert call("audit", "seal", "--private-key", private).code == 0
    assert "Sealed up to" in call("audit", "verify", "--public-key", public).out
    assert call("audit", "read", "--json").data[0]["event"] == "law.enacted"
    assert "person.added" in call("audit", "read").out
    assert "no Ed25519 key" in call.refused("audit", "verify", "--public-key", private)


def test_a_signal_ends_serving_well(home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", "from server.cli import main; main()", "serve", "--no-browser"],
        cwd=ROOT,
        env=os.environ | {"COUNTERSIGN_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    while line and "sign in once" not in line:
        line = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (0, "")


SLOW = """
import time
from pathlib import Path
from tests.fakes.model import ScriptedModel

HERE = Path(__file__).parent

class SlowModel(ScriptedModel):
    def _generate(self, *given, **options):
        (HERE / "asked").touch()
        while not (HERE / "answer").exists():
            time.sleep(0.02)
        return super()._generate(*given, **options)
"""


@pytest.mark.usefixtures("home", "house")
def test_ctrl_c_while_waiting_is_clean_once_the_call_in_flight_has_ended(tmp_path: Path) -> None:
    (tmp_path / "slow_model.py").write_text(SLOW)
    slow = {"COUNTERSIGN_MODEL": "slow_model:SlowModel", "PYTHONPATH": str(tmp_path)}
    words = ("threads", "send", "t-1", "hello", "--as", "requester-1", "--wait")
    process = subprocess.Popen(
        [sys.executable, "-c", "from server.cli import main; main()", *words],
        cwd=ROOT,
        env=os.environ | slow,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for((tmp_path / "asked").exists)
    process.send_signal(signal.SIGINT)
    (tmp_path / "answer").touch()
    _, said = process.communicate(timeout=30)
    assert "Traceback" not in said
    assert process.returncode == 130
