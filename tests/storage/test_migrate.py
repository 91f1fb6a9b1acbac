"""test_migrate: the migrations build today's tables, and only ours."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from domain.errors import CountersignError, Invalid
from storage.engine import open_engine
from storage.migrate import migrate
from storage.schema import METADATA
from storage.schema_field import TASKS
from storage.schema_law import BILLS
from storage.schema_people import PASSWORDS
from storage.schema_talk import STOPS
from storage.unit import Storage
from tests.fakes.papers import open_storage

PARKED = Path(__file__).parents[1] / "parked"


def test_the_migrations_and_the_schema_say_the_same(storage: Storage) -> None:
    with storage.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []
    assert {TASKS.name, PASSWORDS.name, STOPS.name, BILLS.name} <= METADATA.tables.keys()
    assert set(inspect(storage.engine).get_table_names()) == {
        *METADATA.tables,
        "alembic_version",
    }


def test_migrating_twice_is_harmless(storage: Storage) -> None:
    before = inspect(storage.engine).get_table_names()
    migrate(storage.engine)
    assert inspect(storage.engine).get_table_names() == before
    with storage.view() as unit:
        assert unit.row(METADATA.tables["threads"].select()) is not None


def test_of_many_openers_one_migrates_and_the_rest_wait(tmp_path: Path) -> None:
    engines = [open_engine(f"sqlite:///{tmp_path / 'rows.db'}") for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(migrate, engines))
    assert "journal" in inspect(engines[0]).get_table_names()
    for engine in engines:
        engine.dispose()


def test_a_database_from_the_future_is_refused_and_left_alone(storage: Storage) -> None:
    with storage.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num='9999'"))
    with pytest.raises(Invalid) as refused:
        migrate(storage.engine)
    assert refused.value.code == "database_newer"
    with storage.unit("still works") as unit:
        assert unit.row(METADATA.tables["people"].select()) is not None


@pytest.mark.parametrize("kind", ["a text file", "a folder", "no folder"])
def test_what_is_no_database_is_refused_in_words(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "rows.db"
    if kind == "a text file":
        path.write_text("this is a letter, not a database. " * 200)
    elif kind == "a folder":
        path.mkdir()
    else:
        path = tmp_path / "missing" / "rows.db"
    engine = open_engine(f"sqlite:///{path}")
    with pytest.raises(CountersignError):
        migrate(engine)
    engine.dispose()


def test_a_damaged_database_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "rows.db"
    open_storage(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = path.read_bytes()
    path.write_bytes(kept[:4096] + b"\xff" * (len(kept) - 4096))
    storage = Storage(open_engine(f"sqlite:///{path}"))
    people = METADATA.tables["people"].select()
    with pytest.raises(CountersignError) as refused, storage.view() as unit:
        unit.rows(people)
    assert refused.value.code == "storage_failed"
    storage.close()


def test_writers_wait_for_the_disk_only_where_it_counts(storage: Storage) -> None:
    with storage.engine.connect() as connection:
        settings = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1}


def test_an_upgrade_ends_sessions_that_no_password_opened_and_keeps_api_tokens(
    tmp_path: Path,
) -> None:
    path = tmp_path / "rows.db"
    dump = (PARKED / "v0001_spine.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(dump)
        for kind in ("invitation", "session", "token"):
            row = (kind, "lead-1", kind, 2**50, False)
            connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", row)
        connection.commit()
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    with engine.connect() as reading:
        left = reading.execute(text("SELECT kind, seen_at FROM sessions")).all()
    engine.dispose()
    assert left == [("token", None)]
