"""test_upgrade: a shop of an earlier version is brought up to date when it is next opened."""

import multiprocessing
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

from tests.tools.shop.open import use
from tools.shop.seed import CUSTOMERS, SCHEMA


def make_first_version(home: Path) -> None:
    """A file as the first version left it, with a customer of somebody's own."""
    with closing(sqlite3.connect(home / "shop.db")) as connection, connection:
        for statement in SCHEMA:
            connection.execute(statement)
        connection.executemany("INSERT INTO customers VALUES (?, ?, ?, ?)", CUSTOMERS)
        connection.execute("INSERT INTO customers VALUES (300, 'Iva', 'iva@example.com', 'Split')")
        connection.execute("INSERT INTO orders VALUES (1, 300, 500, 'EUR', 'paid', '2026-01-01')")
        connection.execute("INSERT INTO refunds VALUES (1, 1, 100, 'x', '2026-01-02', 'k')")
        connection.execute("PRAGMA user_version = 1")


def test_what_is_missing_is_made_and_what_is_there_stays(tmp_path: Path) -> None:
    make_first_version(tmp_path)
    assert use(tmp_path, "read_order", None, order_id=1)["refunded_minor"] == 100
    assert use(tmp_path, "read_customer", None, customer_id=201)["street"] == "Feldgasse 12"
    assert use(tmp_path, "read_customer", None, customer_id=300)["street"] == ""
    assert use(tmp_path, "goodwill_credit", customer_id=300, amount_minor=1, reason="x")
    assert use(tmp_path, "partner_status", None)["syncs"] == 0


def test_an_older_and_a_new_file_end_with_the_same_tables(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    make_first_version(tmp_path / "old")
    tables = []
    for home in (tmp_path / "old", tmp_path / "new"):
        use(home, "partner_status", None)
        with closing(sqlite3.connect(home / "shop.db")) as connection:
            tables.append(sorted(connection.execute("SELECT name, sql FROM sqlite_master")))
    assert tables[0] == tables[1]


def _look(home: str) -> int:
    count: int = use(Path(home), "search_customers", None)["count"]
    return count


def test_many_processes_may_open_an_older_shop_at_once(tmp_path: Path) -> None:
    make_first_version(tmp_path)
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(_look, [str(tmp_path)] * 8)) == [9] * 8
