"""unit: one transaction. Statements are defined in Core, compiled once, run on the driver.

Executing Core statements costs more CPU than everything else on the path from a decision to its
effect, so only their compiled text is used.
"""

import sqlite3
from collections.abc import Callable, Hashable
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import Dialect, Engine
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.dml import Insert

from domain.errors import Invalid, Unavailable

Row = dict[str, Any]
Boundary = Callable[[str], None]
Read = TypeVar("Read")


class Unit:
    """One open transaction; it commits when its `with` block ends well."""

    def __init__(self, connection: sqlite3.Connection, statements: "Statements") -> None:
        self._connection = connection
        self._statements = statements
        self._read: dict[Hashable, Any] = {}

    def once(self, key: Hashable, read: Callable[[], Read]) -> Read:
        """What `read` gives, read once in this transaction: only for what cannot change in it."""
        if key not in self._read:
            self._read[key] = read()
        found: Read = self._read[key]
        return found

    def rows(self, statement: ClauseElement, **values: Any) -> list[Row]:
        """Every row of a query, as dictionaries."""
        cursor = self._execute(statement, values)
        found = cursor.fetchall()
        return [_named(cursor, row) for row in found] if found else found

    def row(self, statement: ClauseElement, **values: Any) -> Row | None:
        """The first row of a query, or None."""
        cursor = self._execute(statement, values)
        found = cursor.fetchone()
        return None if found is None else _named(cursor, found)

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
            return self._connection.execute(text, {**defaults, **values} if defaults else values)
        except UnicodeEncodeError as error:
            raise Invalid(
                "text_malformed", "This is not valid Unicode text; send it without broken signs."
            ) from error


def _named(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> Row:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


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
        self.statements = Statements(engine)
        # Idle connections; those that wait for the disk apart from those that do not.
        self._idle: dict[bool, list[sqlite3.Connection]] = {False: [], True: []}

    def unit(self, name: str, *, durable: bool = False) -> "Transaction":
        """A write transaction called `name`; `durable` waits until the disk has it.

        Raises Unavailable `storage_busy` or `storage_failed` with nothing changed.
        """
        return Transaction(self, name, durable)

    def view(self) -> "Transaction":
        """A read transaction: everything seen in it is of one moment."""
        return Transaction(self, "", False)

    def close(self) -> None:
        """Give back every connection."""
        for connections in self._idle.values():
            while connections:
                connections.pop().close()
        self.engine.dispose()

    def borrow(self, durable: bool) -> sqlite3.Connection:
        """An idle connection, or a new one; nobody else has it until it is returned."""
        try:
            return self._idle[durable].pop()
        except IndexError:
            return self._opened(durable)

    def give_back(self, connection: sqlite3.Connection, durable: bool) -> None:
        """Return a connection that is in no transaction."""
        self._idle[durable].append(connection)

    def _opened(self, durable: bool) -> sqlite3.Connection:
        """Detached from the engine's pool: taking one from there costs more than most queries."""
        borrowed = self.engine.raw_connection()
        connection: Any = borrowed.driver_connection
        borrowed.detach()
        if durable:
            connection.execute("PRAGMA synchronous=FULL")
        return connection  # type: ignore[no-any-return]


class Transaction:
    """A borrowed connection from its begin to its end; nothing of it stays when it fails.

    Written as a class: a generator would cost as much as a query.
    """

    def __init__(self, storage: Storage, name: str, durable: bool) -> None:
        self._storage = storage
        self._name = name
        self._durable = durable

    def __enter__(self) -> Unit:
        try:
            self._connection = self._storage.borrow(self._durable)
        except sqlite3.DatabaseError as error:
            raise in_words(error) from error
        try:
            self._connection.execute("BEGIN IMMEDIATE" if self._name else "BEGIN")
        except sqlite3.DatabaseError as error:
            self._storage.give_back(self._connection, self._durable)
            raise in_words(error) from error
        return Unit(self._connection, self._storage.statements)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None and self._name:
                self._storage.boundary(f"before commit of {self._name}")
                self._connection.execute("COMMIT")
        except _OF_THE_DISK as failed:
            if type(failed) not in _OF_THE_DISK:
                raise
            raise in_words(failed) from failed
        finally:
            self._end()
        if type(error) in _OF_THE_DISK:
            raise in_words(error) from error
        if error is None and self._name:
            self._storage.boundary(f"after commit of {self._name}")

    def _end(self) -> None:
        """A connection that cannot even roll back is thrown away."""
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.DatabaseError:
            self._connection.close()
        else:
            self._storage.give_back(self._connection, self._durable)


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
