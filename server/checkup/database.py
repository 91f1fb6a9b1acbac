"""database: whether the file can be read and is whole, before any row of it is believed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from domain.settings import Settings
from server.checkup.finding import Finding, fine, note, wrong
from server.checkup.rows import look_at_rows
from storage.reading import connect_reading, open_reading
from storage.revisions import database_file, known_revisions, revision_of

RESTORE = "Restore a backup into a new home: countersign restore FILE --home DIR."


def look_at_database(settings: Settings, now: int) -> Iterator[Finding]:
    """Everything about the database as it stands at `now` (milliseconds)."""
    path = database_file(settings.database_url)
    if not path.exists():
        yield note("database", f"There is no database {path} yet.", "Begin: countersign serve.")
        return
    damage = _damage(path)
    if damage:
        yield wrong("database", f"{path} is damaged: {damage}.", RESTORE)
        return
    yield fine("database", f"{path} is whole.")
    standing, known = revision_of(path), known_revisions()
    if standing is None:
        yield note("database", f"{path} has no tables yet.", "Begin: countersign serve.")
    elif standing not in known:
        sentence = f"{path} has schema {standing}, of a newer release."
        yield wrong("database", sentence, "Open it with that release.")
    elif standing != known[-1]:
        sentence = f"{path} has schema {standing}; today's is {known[-1]}. Its rows were not read."
        yield note("database", sentence, "Run: countersign migrate. It keeps a copy.")
    else:
        yield fine("database", f"It has today's schema, {standing}.")
        storage = open_reading(path)
        try:
            yield from look_at_rows(storage, now)
        finally:
            storage.close()


def _damage(path: Path) -> str:
    """What SQLite itself finds wrong with the file, an empty text if nothing."""
    try:
        with closing(connect_reading(path)) as connection:
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    if said != "ok":
        return str(said)
    return f"a row of {orphan[0]} refers to one of {orphan[2]} that is missing" if orphan else ""
