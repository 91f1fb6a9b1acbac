"""copies: whole copies of a database that others may be writing, each a single checked file.

A copy is made in one read transaction, which in WAL holds up nobody and is of one moment.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from domain.errors import Invalid, Unavailable

BUSY_TIMEOUT_SECONDS = 30


def copy_database(source: Path, target: Path) -> None:
    """Copy the database `source` as it stands to the file `target`, whole or not at all.

    Raises Invalid `database_damaged`, Unavailable `copy_failed`.
    """
    draft = target.with_name(f"{target.name}.partial")
    try:
        draft.unlink(missing_ok=True)
        draft.touch(0o600)
        with closing(_connect(source, "rw")) as there, closing(_connect(draft, "rw")) as here:
            there.backup(here)
            here.execute("PRAGMA journal_mode=DELETE")
        require_sound(draft)
        draft.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise _failed(source, error) from error
    finally:
        draft.unlink(missing_ok=True)


def sign_everybody_out(path: Path) -> None:
    """Take every session and token out of a copy, and out of its unused pages as well."""
    try:
        with closing(_connect(path, "rw")) as copy:
            copy.execute("DELETE FROM sessions")
            copy.execute("VACUUM")
    except sqlite3.Error as error:
        raise _failed(path, error) from error


def require_sound(path: Path) -> None:
    """Raise Invalid `database_damaged` unless every page and every reference of a file holds."""
    try:
        with closing(_connect(path, "rw")) as copy:
            (said,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            orphan = copy.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from error
    if said != "ok":
        raise _damaged(path, said)
    if orphan is not None:
        raise _damaged(path, f"a row of {orphan[0]} refers to a row of {orphan[2]} that is missing")


def require_tables_only(path: Path) -> None:
    """Raise Invalid `database_foreign` for a file that brings statements of its own."""
    try:
        with closing(_connect(path, "rw")) as copy:
            found = copy.execute(
                "SELECT type FROM sqlite_master WHERE type NOT IN ('table', 'index') "
                "OR sql LIKE 'CREATE VIRTUAL%'"
            ).fetchone()
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from error
    if found is not None:
        raise Invalid(
            "database_foreign",
            f"The database in it holds a {found[0]}, which no house has made; do not use it.",
        )


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_SECONDS,
        isolation_level=None,
    )


def _failed(path: Path, error: Exception) -> Unavailable:
    return Unavailable(
        "copy_failed",
        f"{path.name} could not be copied ({error}); nothing was changed. "
        "Ask countersign doctor what is wrong with it.",
    )


def _damaged(path: Path, why: str) -> Invalid:
    return Invalid(
        "database_damaged", f"{path.name} is damaged ({why}); go back to a backup that is whole."
    )
