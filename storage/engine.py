"""engine: the database driver, set up once for crashes and crowds.

SQLite runs in WAL with `synchronous=NORMAL`; a durable unit raises it to FULL for its own commit,
which also makes every NORMAL commit before it durable.
"""

import sqlite3
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from domain.errors import Invalid

BUSY_TIMEOUT_SECONDS = 30


def open_engine(url: str) -> Engine:
    """The engine of a SQLAlchemy URL; raises Invalid `database_unsupported` for others."""
    try:
        dialect = make_url(url).get_backend_name()
    except ArgumentError as error:
        raise Invalid(
            "database_unsupported", "COUNTERSIGN_DATABASE must be a URL such as sqlite:///path."
        ) from error
    if dialect != "sqlite":
        raise Invalid(
            "database_unsupported",
            f"This release keeps its rows in SQLite, not in {dialect}; "
            "set COUNTERSIGN_DATABASE to a sqlite:/// URL or leave it empty.",
        )
    engine = create_engine(
        url,
        pool_size=20,
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_connection)
    return engine


def _prepare_connection(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA wal_autocheckpoint=2000")
    connection.execute("PRAGMA journal_size_limit=67108864")
