"""test_unit: a transaction is whole or nothing, also when the disk is full or somebody is first."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from domain.errors import Invalid, Unavailable
from storage import engine, people, switches, threads
from storage.schema import SWITCHES
from storage.unit import Storage, Unit
from tests.fakes.papers import ANN, open_storage

COUNT = select(SWITCHES.c.name)


def thrown(storage: Storage) -> list[str]:
    with storage.view() as unit:
        return sorted(row["name"] for row in unit.rows(COUNT))


def test_a_unit_that_ends_well_is_kept(storage: Storage) -> None:
    with storage.unit("test") as unit:
        switches.throw(unit, "one", True)
        switches.throw(unit, "two", True)
    assert thrown(storage) == ["one", "two"]


@pytest.mark.parametrize("durable", [False, True])
def test_a_unit_that_fails_leaves_everything_as_before(storage: Storage, durable: bool) -> None:
    def write_and_fail() -> None:
        with storage.unit("test", durable=durable) as unit:
            switches.throw(unit, "one", True)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert thrown(storage) == []


def test_a_failure_deep_inside_undoes_what_came_before_it(storage: Storage) -> None:
    def write_both(unit: Unit) -> None:
        switches.throw(unit, "one", True)
        unit.change(insert(SWITCHES), name="one", thrown=False)

    def write_all() -> None:
        with storage.unit("test") as unit:
            switches.throw(unit, "zero", True)
            write_both(unit)

    with pytest.raises(sqlite3.IntegrityError):
        write_all()
    assert thrown(storage) == []


def test_a_unit_after_a_failed_one_works_on_the_same_connection(storage: Storage) -> None:
    for _ in range(50):
        with pytest.raises(ZeroDivisionError), storage.unit("test"):
            raise ZeroDivisionError
    with storage.unit("test") as unit:
        switches.throw(unit, "one", True)
    assert thrown(storage) == ["one"]


def test_dying_before_the_commit_leaves_nothing_and_after_it_everything(tmp_path: Path) -> None:
    doomed = {"before commit of test"}

    def die(name: str) -> None:
        if name in doomed:
            raise SystemExit(name)

    storage = open_storage(tmp_path / "rows.db", die)
    with pytest.raises(SystemExit), storage.unit("test") as unit:
        switches.throw(unit, "one", True)
    assert thrown(storage) == []
    doomed.add("after commit of test")
    doomed.remove("before commit of test")
    with pytest.raises(SystemExit), storage.unit("test") as unit:
        switches.throw(unit, "one", True)
    assert thrown(storage) == ["one"]
    storage.close()


def test_inserting_once_keeps_the_row_that_stands(storage: Storage) -> None:
    with storage.unit("test") as unit:
        assert unit.insert_once(insert(SWITCHES), name="one", thrown=True)
        assert not unit.insert_once(insert(SWITCHES), name="one", thrown=False)
        assert switches.thrown(unit, "one")


def test_a_foreign_key_that_points_nowhere_is_refused(storage: Storage) -> None:
    with pytest.raises(sqlite3.IntegrityError), storage.unit("test") as unit:
        threads.create(unit, "t-2", "nobody", "", 0)


def test_a_view_sees_one_moment_although_somebody_commits_meanwhile(storage: Storage) -> None:
    with storage.view() as unit:
        before = unit.rows(COUNT)
        with storage.unit("other") as other:
            switches.throw(other, "one", True)
        assert unit.rows(COUNT) == before
    assert thrown(storage) == ["one"]


def test_while_somebody_writes_another_connection_waits_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_SECONDS", 0.05)
    first, second = (open_storage(tmp_path / "rows.db") for _ in range(2))
    with first.unit("first") as unit:
        switches.throw(unit, "one", True)
        with pytest.raises(Unavailable) as refused, second.unit("second"):
            pytest.fail("the second writer must not begin")
    assert refused.value.code == "storage_busy"
    with second.unit("second") as unit:
        assert switches.thrown(unit, "one")
    first.close()
    second.close()


def test_a_full_disk_is_told_in_words_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "rows.db"
    storage = open_storage(path)
    with storage.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    storage.close()
    storage = open_storage(path)
    with storage.engine.connect() as connection:
        connection.execute(text(f"PRAGMA max_page_count={pages}"))

    def write_too_much() -> None:
        with storage.unit("test", durable=True) as unit:
            switches.throw(unit, "one", True)
            people.add(unit, ANN.model_copy(update={"id": "big", "name": "x" * 500_000}), 0)

    with pytest.raises(Unavailable) as refused:
        write_too_much()
    assert refused.value.code == "storage_failed"
    assert "full" in refused.value.sentence
    assert thrown(storage) == []
    with storage.unit("test") as unit:
        switches.throw(unit, "small", True)
    assert thrown(storage) == ["small"]
    storage.close()


@pytest.mark.parametrize("url", ["postgresql://host/db", "mysql://host/db", "not a url", "://"])
def test_other_databases_are_refused_in_words(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        engine.open_engine(url)
    assert refused.value.code == "database_unsupported"
