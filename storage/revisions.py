"""revisions: which schema a database file has, and which is today's. Nothing is changed here."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from domain.errors import Invalid, Unavailable
from storage.reading import connect_reading


def database_file(url: str) -> Path:
    """The file behind a database URL; raises Invalid `database_unsupported` without one."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    if (
        parsed is None
        or parsed.get_backend_name() != "sqlite"
        or not _names_a_file(parsed.database)
    ):
        raise Invalid(
            "database_unsupported",
            "COUNTERSIGN_DATABASE must name a file, such as sqlite:////data/countersign.db; "
            "or leave it empty for one in the data folder.",
        )
    return Path(parsed.database or "")


def revision_of(path: Path) -> str | None:
    """The schema revision of a database file, None where the house has no tables in it yet.

    Raises Unavailable `storage_failed` for a file that is no database.
    """
    try:
        with closing(connect_reading(path)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        if "no such table" in str(error):
            return None
        raise Unavailable(
            "storage_failed",
            f"{path} cannot be read as a database ({error}); restore a backup or name another.",
        ) from error
    return str(row[0]) if row else None


def known_revisions() -> list[str]:
    """Every revision that this release knows, oldest first; the last is today's."""
    scripts = ScriptDirectory(str(Path(__file__).parent / "migrations"))
    return [script.revision for script in scripts.walk_revisions()][::-1]


def require_known(revision: str | None) -> None:
    """Raise Invalid `database_newer` for a revision that a newer release has made."""
    if revision is not None and revision not in known_revisions():
        raise Invalid(
            "database_newer",
            f"This database has schema {revision}, of a newer release; open it with that one.",
        )


def _names_a_file(database: str | None) -> bool:
    return bool(database) and database != ":memory:" and not str(database).startswith("file:")
