"""Backups: whole or not at all, without secrets, and a house again afterwards."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from domain.errors import Conflict, CountersignError, Missing
from graph.house import House
from server.accounts import Accounts
from server.backups.making import make_backup
from server.backups.restoring import restore_backup
from tests.browser.serving import ROOT
from tests.fakes.houses import advance, asked, open_test_house, say, settings
from tests.fakes.model import script
from tests.fakes.world import happened
from tests.server.backups.archives import Members, announce, bend, keep_photo

PAY = script([("pay", {"to": "ann", "amount_minor": 500})])
PHOTO = b"a photo of a door"
OTHER = f"blobs/{'a' * 64}"


@pytest.fixture
def home(house: House, tmp_path: Path) -> Path:
    """The home of a house with a thread that waits for a reviewer, and a photo."""
    say(house, PAY)
    keep_photo(tmp_path / "home", PHOTO)
    return tmp_path / "home"


@pytest.fixture
def archive(home: Path, tmp_path: Path) -> Path:
    make_backup(settings(home), tmp_path / "house.zip")
    return tmp_path / "house.zip"


def beside(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"world.txt"}


def test_a_restored_house_goes_on_where_the_backup_was_made(
    archive: Path, tmp_path: Path, world: Path
) -> None:
    restored = restore_backup(archive, tmp_path / "new", by="test")
    assert (restored.faults, restored.notes) == ((), ())
    assert [path.read_bytes() for path in (tmp_path / "new" / "blobs").glob("*/*")] == [PHOTO]
    with open_test_house(tmp_path / "new") as house:
        house.desk.decide(asked(house).id, {"type": "approve"}, by="reviewer-1")
        advance(house, "t-1")
        assert happened() == []  # halted: somebody looks first
        house.halt(False, by="lead-1")
        house.runner.drain()
        assert happened() == ["pay ann 500"]
        told = house.trail.read("house")[-2]
        assert (told.event, told.actor) == ("house.restored", "test")
        assert house.trail.verify().faults == ()


def test_nobody_is_signed_in_to_a_restored_house(house: House, home: Path, tmp_path: Path) -> None:
    accounts = Accounts(house)
    token = accounts.make_token("reviewer-1", 1, by="test")
    make_backup(settings(home), tmp_path / "house.zip")
    restore_backup(tmp_path / "house.zip", tmp_path / "new", by="test")
    with open_test_house(tmp_path / "new") as restored:
        assert Accounts(restored).called_by(token) is None
    assert accounts.called_by(token) is not None
    with closing(sqlite3.connect(tmp_path / "new" / "countersign.db")) as opened:
        assert opened.execute("SELECT count(*) FROM sessions").fetchone() == (0,)


def test_a_dead_houses_leases_are_given_back(house: House, home: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(home / "countersign.db")) as opened:
        opened.execute("UPDATE threads SET lease_holder='far/1', lease_until=99999999999999")
        opened.commit()
    make_backup(settings(home), tmp_path / "house.zip")
    restore_backup(tmp_path / "house.zip", tmp_path / "new", by="test")
    with closing(sqlite3.connect(tmp_path / "new" / "countersign.db")) as opened:
        assert opened.execute("SELECT max(lease_until) FROM threads").fetchone() == (0,)


def test_a_backup_of_an_old_house_is_migrated(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    dump = (ROOT / "tests/parked/v0001_spine.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(old / "countersign.db")) as opened:
        opened.executescript(dump)
    made = make_backup(settings(old), tmp_path / "house.zip")
    assert made.manifest.revision == "0001"
    assert restore_backup(tmp_path / "house.zip", tmp_path / "new", by="test").faults == ()


def test_a_backup_is_never_overwritten_unasked(home: Path, archive: Path) -> None:
    before = archive.read_bytes()
    with pytest.raises(Conflict):
        make_backup(settings(home), archive)
    assert archive.read_bytes() == before
    make_backup(settings(home), archive, force=True)
    assert archive.read_bytes() != before


def test_a_backup_holds_the_house_and_nothing_beside_it(home: Path, archive: Path) -> None:
    (home / "shop.db").write_bytes(b"the outside world")
    with ZipFile(archive) as opened:
        names = set(opened.namelist())
    assert names == {"countersign.db", "manifest.json", keep_photo(home, PHOTO)}
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


def test_photos_that_are_none_are_reported(home: Path, tmp_path: Path) -> None:
    (home / "blobs" / "new-draft").write_bytes(b"half")
    (home / "blobs" / ("a" * 64)).symlink_to("/etc/passwd")
    damaged = home / keep_photo(home, b"whole")
    damaged.write_bytes(b"damaged")
    notes = make_backup(settings(home), tmp_path / "house.zip").notes
    assert len(notes) == 3
    restored = restore_backup(tmp_path / "house.zip", tmp_path / "new", by="test")
    assert len(restored.notes) == 1
    assert damaged.name in restored.notes[0]


@pytest.mark.parametrize("where", ["missing/house.zip", "file/house.zip", "/proc/house.zip"])
def test_a_place_that_cannot_be_written_leaves_nothing(
    home: Path, tmp_path: Path, where: str
) -> None:
    (tmp_path / "file").write_text("")
    before = beside(tmp_path)
    with pytest.raises(CountersignError):
        make_backup(settings(home), tmp_path / where)
    assert beside(tmp_path) == before


def test_no_house_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        make_backup(settings(tmp_path / "none"), tmp_path / "house.zip")
    assert beside(tmp_path) == set()


def _flip(members: Members) -> None:
    members["countersign.db"] = members["countersign.db"][:-1] + b"?"


def _newer(members: Members) -> None:
    members["manifest.json"] = members["manifest.json"].replace(b'"version": 1', b'"version": 2')


def _swap(content: bytes) -> Callable[[Members], None]:
    return lambda members: announce(members, "countersign.db", content)


BENT: dict[str, Callable[[Members], None]] = {
    "a changed database": _flip,
    "a shorter database": lambda members: members.update({"countersign.db": b"x"}),
    "no database": lambda members: members.__delitem__("countersign.db"),
    "no manifest": lambda members: members.__delitem__("manifest.json"),
    "a broken manifest": lambda members: members.update({"manifest.json": b"{"}),
    "a newer format": _newer,
    "something unannounced": lambda members: members.update({OTHER: b"x"}),
    "a way out": lambda members: announce(members, "../evil", b"x"),
    "a way out through photos": lambda members: announce(members, f"blobs/../../{'a' * 64}", b"x"),
    "an absolute path": lambda members: announce(members, "/tmp/evil", b"x"),
    "a side file": lambda members: announce(members, "countersign.db-wal", b"x"),
    "a folder": lambda members: announce(members, "blobs/", b""),
    "a letter for a database": _swap(b"dear house"),
    "an empty database": _swap(b""),
}


@pytest.mark.parametrize("how", BENT)
def test_a_bent_archive_is_refused_and_leaves_nothing(
    archive: Path, tmp_path: Path, how: str
) -> None:
    bent = bend(archive, BENT[how])
    before = beside(tmp_path)
    with pytest.raises(CountersignError) as refused:
        restore_backup(bent, tmp_path / "new", by="test")
    assert refused.value.sentence.endswith(".")
    assert beside(tmp_path) == before


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFDIR])
def test_a_member_that_is_no_plain_file_is_refused(
    archive: Path, tmp_path: Path, kind: int
) -> None:
    bent = bend(archive, lambda members: announce(members, OTHER, b"/etc/passwd"))
    with ZipFile(bent) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    with ZipFile(bent, "w") as opened:
        for name, content in members.items():
            info = ZipInfo(name)
            info.external_attr = (kind | 0o777) << 16 if name == OTHER else 0
            opened.writestr(info, content)
    with pytest.raises(CountersignError, match="no plain file"):
        restore_backup(bent, tmp_path / "new", by="test")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("keep", [0, 100, 0.5, 0.99])
def test_an_archive_that_was_cut_off_is_refused(archive: Path, tmp_path: Path, keep: float) -> None:
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(keep if keep > 1 else keep * len(whole))])
    with pytest.raises(CountersignError):
        restore_backup(archive, tmp_path / "new", by="test")
    assert not (tmp_path / "new").exists()


def test_every_changed_byte_of_the_data_is_noticed_or_harmless(
    archive: Path, tmp_path: Path
) -> None:
    whole = archive.read_bytes()
    refused = 0
    for place in range(50, len(whole), len(whole) // 12):
        archive.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        new = tmp_path / f"new-{place}"
        try:
            restored = restore_backup(archive, new, by="test")
        except CountersignError:
            refused += 1
            assert not new.exists()
        else:
            assert restored.faults == ()
    assert refused > 8


def test_a_changed_audit_row_is_told_after_restoring(home: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(home / "countersign.db")) as opened:
        opened.execute("UPDATE audit SET actor='mallory' WHERE stream='house' AND seq=2")
        opened.commit()
    make_backup(settings(home), tmp_path / "house.zip")
    (fault,) = restore_backup(tmp_path / "house.zip", tmp_path / "new", by="test").faults
    assert (fault.stream, fault.seq) == ("house", 2)


def test_a_home_with_something_in_it_is_left_alone(archive: Path, home: Path) -> None:
    before = beside(home)
    with pytest.raises(Conflict):
        restore_backup(archive, home, by="test")
    assert beside(home) == before


def test_an_empty_folder_becomes_the_home(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    restore_backup(archive, tmp_path / "new", by="test")
    assert beside(tmp_path / "new") == {"countersign.db", "blobs"}


@pytest.mark.parametrize("kind", ["a file", "a link", "no parent"])
def test_a_home_that_cannot_be_one_is_refused(archive: Path, tmp_path: Path, kind: str) -> None:
    new = tmp_path / "new"
    if kind == "a file":
        new.write_text("mine")
    elif kind == "a link":
        (tmp_path / "there").mkdir()
        new.symlink_to(tmp_path / "there")
    else:
        new = tmp_path / "a" / "b"
    before = beside(tmp_path)
    with pytest.raises(CountersignError):
        restore_backup(archive, new, by="test")
    assert beside(tmp_path) == before


@pytest.fixture
def server(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process whose engine works on the same rows without a pause."""
    code = (
        "from tests.fakes.houses import open_test_house; from pathlib import Path; import sys\n"
        "from tests.fakes.model import script\n"
        "text = script([('note', {'text': 'busy'})])\n"
        "house = open_test_house(Path(sys.argv[1])); number = 0\n"
        "print('open', flush=True)\n"
        "while True:\n"
        "    number += 1\n"
        "    house.threads.send(f'busy-{number}', text, by='requester-1')\n"
        "    house.runner.drain()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.chaos
def test_a_backup_under_a_working_engine_verifies(
    server: subprocess.Popen[str], home: Path, tmp_path: Path
) -> None:
    rows = []
    for round_ in range(3):
        time.sleep(0.5)
        make_backup(settings(home), tmp_path / f"{round_}.zip")
        restored = restore_backup(tmp_path / f"{round_}.zip", tmp_path / f"new-{round_}", by="test")
        assert restored.faults == ()
        rows.append(restored.rows)
    assert rows[0] < rows[1] < rows[2]
    assert server.poll() is None


@pytest.mark.chaos
def test_a_backup_killed_anywhere_leaves_no_archive_or_a_whole_one(
    home: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(home / "countersign.db")) as opened:
        opened.execute("CREATE TABLE ballast AS SELECT randomblob(20000000) AS filling")
    code = (
        "from tests.fakes.houses import settings; from pathlib import Path; import sys\n"
        "from server.backups.making import make_backup\n"
        "print('begun', flush=True)\n"
        "make_backup(settings(Path(sys.argv[1])), Path(sys.argv[2]))\n"
    )
    file, killed = tmp_path / "killed.zip", 0
    for pause in (0.0, 0.05, 0.1, 0.2, 0.4, 0.8):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(home), str(file)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        with process.stdout as printed:
            assert printed.readline() == "begun\n"
            time.sleep(pause)
            process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL and not file.exists()
        if file.exists():
            with ZipFile(file) as opened:
                assert opened.testzip() is None
            os.unlink(file)
    assert killed >= 3
