"""Copies: of one moment, whole, while others write; and reading that changes nothing."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from domain.errors import CountersignError, Invalid
from storage import people, sessions
from storage.copies import copy_database, require_sound, require_tables_only, sign_everybody_out
from storage.reading import open_reading
from storage.revisions import database_file, known_revisions, require_known, revision_of
from storage.unit import Storage
from tests.fakes.papers import open_storage


def files(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.iterdir()}


@pytest.fixture
def writing(storage: Storage) -> Iterator[None]:
    """Somebody who writes two rows that belong together, again and again."""
    over = threading.Event()

    def write() -> None:
        number = 0
        while not over.is_set():
            number += 1
            with storage.unit("pair") as unit:
                sessions.keep(unit, f"{number}-a", "session", "ann", 0, number)
                sessions.keep(unit, f"{number}-b", "session", "ann", 0, number)

    writer = threading.Thread(target=write)
    writer.start()
    yield
    over.set()
    writer.join()


def test_a_copy_is_of_one_moment_while_somebody_writes(
    storage: Storage, writing: None, tmp_path: Path
) -> None:
    for round_ in range(10):
        copy = tmp_path / f"copy-{round_}.db"
        copy_database(tmp_path / "rows.db", copy)
        with closing(sqlite3.connect(copy)) as opened:
            (odd,) = opened.execute("SELECT count(*) % 2 FROM sessions").fetchone()
        assert odd == 0
    assert {path.name for path in tmp_path.glob("copy-*")} == {f"copy-{n}.db" for n in range(10)}


def test_a_copy_is_for_its_owner_alone(storage: Storage, tmp_path: Path) -> None:
    copy_database(tmp_path / "rows.db", tmp_path / "copy.db")
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_no_trace_of_a_session_stays_in_a_copy(storage: Storage, tmp_path: Path) -> None:
    with storage.unit("token") as unit:
        sessions.keep(unit, "d" * 64, "session", "ann", 0, 1)
    copy = tmp_path / "copy.db"
    copy_database(tmp_path / "rows.db", copy)
    assert b"d" * 64 in copy.read_bytes()
    sign_everybody_out(copy)
    assert b"d" * 64 not in copy.read_bytes()


def test_a_damaged_database_gives_no_copy(tmp_path: Path) -> None:
    open_storage(tmp_path / "rows.db").close()
    kept = (tmp_path / "rows.db").read_bytes()
    (tmp_path / "rows.db").write_bytes(kept[:8192] + b"\xff" * (len(kept) - 8192))
    with pytest.raises(CountersignError):
        copy_database(tmp_path / "rows.db", tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["rows.db"]


def test_a_missing_reference_is_damage(tmp_path: Path) -> None:
    open_storage(tmp_path / "rows.db").close()
    with closing(sqlite3.connect(tmp_path / "rows.db")) as opened:
        opened.execute("DELETE FROM people WHERE id='ann'")
        opened.commit()
    with pytest.raises(Invalid) as refused:
        require_sound(tmp_path / "rows.db")
    assert refused.value.code == "database_damaged"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON people BEGIN DELETE FROM audit; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE VIRTUAL TABLE v USING fts5(x)",
    ],
)
def test_statements_of_its_own_make_a_database_foreign(tmp_path: Path, statement: str) -> None:
    open_storage(tmp_path / "rows.db").close()
    require_tables_only(tmp_path / "rows.db")
    with closing(sqlite3.connect(tmp_path / "rows.db")) as opened:
        opened.execute(statement)
    with pytest.raises(Invalid) as refused:
        require_tables_only(tmp_path / "rows.db")
    assert refused.value.code == "database_foreign"


@pytest.mark.parametrize("at_work", [True, False])
def test_reading_changes_nothing(tmp_path: Path, at_work: bool) -> None:
    storage = open_storage(tmp_path / "rows.db")
    if not at_work:
        storage.close()
    before = files(tmp_path)
    reading = open_reading(tmp_path / "rows.db")
    with reading.view() as unit:
        assert [person.id for person in people.everyone(unit)] == ["ann", "lea", "ria", "rob"]
    with pytest.raises(CountersignError), reading.unit("write") as unit:
        sessions.keep(unit, "d", "session", "ann", 0, 1)
    reading.close()
    assert files(tmp_path) == before
    storage.close()


def test_a_file_says_its_schema(storage: Storage, tmp_path: Path) -> None:
    assert revision_of(tmp_path / "rows.db") == known_revisions()[-1]
    sqlite3.connect(tmp_path / "empty.db").close()
    assert revision_of(tmp_path / "empty.db") is None
    (tmp_path / "letter.db").write_text("dear database, " * 100)
    with pytest.raises(CountersignError):
        revision_of(tmp_path / "letter.db")
    require_known(None)
    with pytest.raises(Invalid):
        require_known("9999")


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "postgresql://x/y", "nonsense", "sqlite:///file:x"]
)
def test_only_a_file_can_be_looked_at(url: str) -> None:
    with pytest.raises(Invalid):
        database_file(url)
    assert database_file("sqlite:////data/x.db") == Path("/data/x.db")
