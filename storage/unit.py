"""unit: one transaction. Statements are defined in Core, compiled once, run on the driver.

Executing Core statements costs more CPU than everything else on the path from a decision to its
effect, so only their compiled text is used.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Dialect, Engine
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.dml import Insert

from domain.errors import Invalid, Unavailable

Row = dict[str, Any]
Boundary = Callable[[str], None]


class Unit:
    """One open transaction; it commits when its `with` block ends well."""

    def __init__(self, connection: sqlite3.Connection, statements: "Statements") -> None:
        self._connection = connection
        self._statements = statements

    def rows(self, statement: ClauseElement, **values: Any) -> list[Row]:
        """Every row of a query, as dictionaries."""
        cursor = self._execute(statement, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def row(self, statement: ClauseElement, **values: Any) -> Row | None:
        """The first row of a query, or None."""
        found = self.rows(statement, **values)
        return found[0] if found else None

    def change(self, statement: ClauseElement, **values: Any) -> int:
        """How many rows an insert, update or delete touched."""
        return self._execute(statement, values).rowcount

    def insert_once(self, statement: Insert, **values: Any) -> bool:
        """Insert unless a row with the same key stands already; whether it was inserted."""
        return self._execute(statement, values, once=True).rowcount == 1

    def _execute(
        self, statement: ClauseElement, values: dict[str, Any], *, once: bool = False
    ) -> sqlite3.Cursor:
        text, defaults = self._statements.compiled(statement, once)
        try:
            return self._connection.execute(text, {**defaults, **values})
        except UnicodeEncodeError as error:
            raise Invalid(
                "text_malformed", "This is not valid Unicode text; send it without broken signs."
            ) from error


class Statements:
    """The compiled text of every statement used so far, with its constants."""

    def __init__(self, engine: Engine) -> None:
        dialect: Any = type(engine.dialect)
        self._dialect: Dialect = dialect(paramstyle="named")
        self._texts: dict[tuple[ClauseElement, bool], tuple[str, dict[str, Any]]] = {}

    def compiled(self, statement: ClauseElement, once: bool) -> tuple[str, dict[str, Any]]:
        """The driver's text and the constants in it; `once` keeps an existing row."""
        key = (statement, once)
        if key not in self._texts:
            compiled: Any = statement.compile(dialect=self._dialect)
            suffix = " ON CONFLICT DO NOTHING" if once else ""
            constants = {
                name: bind.value for bind, name in compiled.bind_names.items() if not bind.required
            }
            self._texts[key] = (str(compiled) + suffix, constants)
        return self._texts[key]


class Storage:
    """The house's rows. `boundary` is told of each commit, so that a test can die there."""

    def __init__(self, engine: Engine, boundary: Boundary = lambda name: None) -> None:
        self.engine = engine
        self.boundary = boundary
        self._statements = Statements(engine)

    @contextmanager
    def unit(self, name: str, *, durable: bool = False) -> Iterator[Unit]:
        """A write transaction called `name`; `durable` waits until the disk has it.

        Raises Unavailable `storage_busy` or `storage_failed` with nothing changed.
        """
        with self._borrowed() as connection:
            if durable:
                connection.execute("PRAGMA synchronous=FULL")
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield Unit(connection, self._statements)
                self.boundary(f"before commit of {name}")
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                if durable:
                    connection.execute("PRAGMA synchronous=NORMAL")
        self.boundary(f"after commit of {name}")

    @contextmanager
    def view(self) -> Iterator[Unit]:
        """A read transaction: everything seen in it is of one moment."""
        with self._borrowed() as connection:
            connection.execute("BEGIN")
            try:
                yield Unit(connection, self._statements)
            finally:
                connection.execute("ROLLBACK")

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        try:
            borrowed = self.engine.raw_connection()
            try:
                yield borrowed.driver_connection  # type: ignore[misc]
            finally:
                borrowed.close()
        except sqlite3.DatabaseError as error:
            if type(error) not in _OF_THE_DISK:
                raise
            raise in_words(error) from error


def in_words(error: BaseException | None) -> Unavailable:
    """What the driver says of the disk or of others, as a refusal."""
    if "locked" in str(error) or "busy" in str(error):
        return Unavailable(
            "storage_busy", "The database is busy; nothing was changed. Try again in a moment."
        )
    return Unavailable(
        "storage_failed",
        f"The database could not keep this ({error}); nothing was changed. "
        "Free disk space or mend the disk, then try again.",
    )


# The plain DatabaseError is a damaged file; its other children are mistakes of a caller.
_OF_THE_DISK = (sqlite3.OperationalError, sqlite3.DatabaseError)
