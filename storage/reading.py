"""reading: open a database so that nothing can be changed in it, not even by opening.

A reader of a WAL file leaves its side files behind, and a file nobody has open needs none: so while
there is no WAL, the file is read as one that never changes. Whoever begins to write in that very
moment makes the reading void, not the database.
"""

import sqlite3
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from storage.unit import Storage

BUSY_TIMEOUT_SECONDS = 5


def open_reading(path: Path) -> Storage:
    """The rows of a database file, for views alone."""
    return Storage(
        create_engine("sqlite://", creator=lambda: connect_reading(path), poolclass=NullPool)
    )


def connect_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; raises sqlite3.OperationalError without such a file."""
    written = path.with_name(f"{path.name}-wal").exists()
    mode = "mode=ro" if written else "mode=ro&immutable=1"
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
