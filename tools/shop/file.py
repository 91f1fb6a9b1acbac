"""file: opens the shop's SQLite file, brings it up to date, runs one transaction at a time.

One connection per transaction: tools are called from many threads and processes.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from domain.errors import Unavailable
from tools.shop.additions import SECOND_VERSION, STREETS, THIRD_VERSION
from tools.shop.seed import CURRENCY, CUSTOMERS, ORDERS, SCHEMA

BUSY_TIMEOUT_SECONDS = 30.0
VERSION = 3


@contextmanager
def transaction(path: Path, *, write: bool) -> Iterator[sqlite3.Connection]:
    """One transaction on the shop at `path`; any exception leaves the shop as it was."""
    try:
        with closing(_open(path)) as connection:
            connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
    except sqlite3.OperationalError as error:
        raise Unavailable(
            "shop_unavailable",
            f"The shop could not be reached ({error}) and nothing was changed; try again later.",
        ) from error


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        if _version(connection) < VERSION:
            _use_wal(connection)
            _bring_up_to_date(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL; SQLite answers "locked" at once here, without the busy timeout."""
    give_up_at = time.monotonic() + BUSY_TIMEOUT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.02)


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read again: another process may have done it while this one waited for the lock.
        version = _version(connection)
        if version < 1:
            _insert_everything(connection)
        if version < 2:
            _add_second_version(connection)
        if version < VERSION:
            _add_third_version(connection)
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _insert_everything(connection: sqlite3.Connection) -> None:
    for statement in SCHEMA:
        connection.execute(statement)
    connection.executemany("INSERT INTO customers VALUES (?, ?, ?, ?)", CUSTOMERS)
    for order_id, customer_id, status, placed_at, items in ORDERS:
        total_minor = sum(quantity * price_minor for _, quantity, price_minor in items)
        connection.execute(
            "INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?)",
            (order_id, customer_id, total_minor, CURRENCY, status, placed_at),
        )
        connection.executemany(
            "INSERT INTO items VALUES (?, ?, ?, ?, ?)",
            [(order_id, position, *item) for position, item in enumerate(items, start=1)],
        )


def _add_second_version(connection: sqlite3.Connection) -> None:
    for statement in SECOND_VERSION:
        connection.execute(statement)
    connection.executemany(
        "UPDATE customers SET street = ?, postcode = ? WHERE customer_id = ?", STREETS
    )


def _add_third_version(connection: sqlite3.Connection) -> None:
    for statement in THIRD_VERSION:
        connection.execute(statement)
