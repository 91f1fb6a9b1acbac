"""test_audit: one changed, missing, moved or added row is found; an erased payload is not a fault.

Property test over every column of every row of a small chain (invariant 9).
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage import audit
from storage.unit import Storage
from tests.fakes.papers import open_storage

STREAM, OTHER = "thread:t-1", "house"
COLUMNS = {
    "stream": "thread:t-2",
    "seq": 99,
    "at": 1,
    "actor": "mallory",
    "event": "nothing",
    "payload": '{"n":7}',
    "salt": "00",
    "payload_digest": "0" * 64,
    "previous": "1" * 64,
    "hash": "2" * 64,
}
Tamper = Callable[[str], None]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with two streams: five rows in one, one in the other."""
    path = tmp_path / "rows.db"
    storage = open_storage(path)
    for number in range(5):
        append(storage, number)
    with storage.unit("house") as unit:
        audit.append(unit, OTHER, at=5, actor="lea", event="house.halted", payload={})
    storage.close()
    return path


def append(storage: Storage, number: int) -> None:
    with storage.unit("audit") as unit:
        audit.append(
            unit, STREAM, at=number, actor="ann", event=f"e{number}", payload={"n": number}
        )


def faults_after(file: Path, *statements: str) -> list[tuple[str, int]]:
    """Where the trail is broken after `statements` ran behind the house's back."""
    copy = file.with_name("copy.db")
    copy.unlink(missing_ok=True)
    shutil.copy(file, copy)
    with closing(sqlite3.connect(copy)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    storage = open_storage(copy)
    with storage.view() as unit:
        *_, faults = audit.verify(unit)
    storage.close()
    return [(fault.stream, fault.seq) for fault in faults]


def changes() -> Iterator[tuple[int, str]]:
    return ((seq, column) for seq in range(1, 6) for column in COLUMNS)


def test_an_honest_trail_verifies_and_is_counted(file: Path) -> None:
    storage = open_storage(file)
    with storage.view() as unit:
        assert audit.verify(unit) == (6, 2, [])
        assert [row["event"] for row in audit.read(unit, STREAM)] == ["e0", "e1", "e2", "e3", "e4"]
    storage.close()


def test_any_changed_column_of_any_row_is_found(file: Path) -> None:
    for seq, column in changes():
        value = COLUMNS[column]
        shown = value if isinstance(value, int) else f"'{value}'"
        # The first row's time is already 0, so 1 is a change for every row but the second.
        shown = 77 if column == "at" else shown
        found = faults_after(
            file, f"UPDATE audit SET {column}={shown} WHERE stream='{STREAM}' AND seq={seq}"
        )
        assert found, f"{column} of row {seq} was changed unseen"


def test_any_missing_row_is_found(file: Path) -> None:
    for seq in range(1, 6):
        sql = f"DELETE FROM audit WHERE stream='{STREAM}' AND seq={seq}"
        assert faults_after(file, sql) == [(STREAM, min(seq, 5))]


def test_a_trail_without_any_of_its_rows_is_found(file: Path) -> None:
    assert faults_after(file, f"DELETE FROM audit WHERE stream='{STREAM}'") == [(STREAM, 1)]


@pytest.mark.parametrize("one", [1, 2, 3])
@pytest.mark.parametrize("other", [4, 5])
def test_two_rows_that_changed_places_are_found(file: Path, one: int, other: int) -> None:
    move = f"UPDATE audit SET seq={{}} WHERE stream='{STREAM}' AND seq={{}}"
    assert faults_after(
        file, move.format(99, one), move.format(one, other), move.format(other, 99)
    ) == [(STREAM, one)]


def test_an_appended_row_is_found(file: Path) -> None:
    columns = "at, actor, event, payload, salt, payload_digest, previous, hash"
    copied = (
        f"INSERT INTO audit (stream, seq, {columns}) SELECT stream, 6, {columns} "
        f"FROM audit WHERE stream='{STREAM}' AND seq=5"
    )
    assert faults_after(file, copied) == [(STREAM, 6)]


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE audit_heads SET seq=4 WHERE stream='{STREAM}'",
        f"UPDATE audit_heads SET hash='00' WHERE stream='{STREAM}'",
        f"DELETE FROM audit_heads WHERE stream='{STREAM}'",
    ],
)
def test_a_head_that_does_not_fit_is_found(file: Path, sql: str) -> None:
    assert faults_after(file, sql) == [(STREAM, 6)]


def test_erased_payloads_still_verify(file: Path) -> None:
    erase = "UPDATE audit SET payload=NULL, salt=NULL WHERE seq IN (1, 3)"
    assert faults_after(file, erase) == []


@pytest.mark.parametrize("column", ["payload", "salt"])
def test_a_half_erased_payload_is_found(file: Path, column: str) -> None:
    sql = f"UPDATE audit SET {column}=NULL WHERE stream='{STREAM}' AND seq=2"
    assert faults_after(file, sql) == [(STREAM, 2)]


def test_two_same_events_have_different_digests(file: Path) -> None:
    storage = open_storage(file)
    for _ in range(2):
        append(storage, 9)
    with storage.view() as unit:
        digests = [row["payload_digest"] for row in audit.read(unit, STREAM)[-2:]]
    storage.close()
    assert digests[0] != digests[1]
