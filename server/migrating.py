"""migrating: bring a database to today's schema, and keep what it was beside it.

No house is open here, so this uses the storage directly.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.errors import Invalid
from domain.settings import Settings
from storage.copies import copy_database
from storage.engine import open_engine
from storage.migrate import migrate
from storage.revisions import database_file, known_revisions, require_known, revision_of


@dataclass(frozen=True)
class Migrated:
    """From which schema revision to which; None is no database. `kept` is the copy from before."""

    before: str | None
    after: str
    kept: Path | None


def bring_up_to_date(settings: Settings) -> Migrated:
    """Migrate the database of `settings`, making it if there is none.

    Raises Invalid `database_newer`, Unavailable `storage_failed`, with the database as it was.
    """
    path, today = database_file(settings.database_url), known_revisions()[-1]
    before = revision_of(path) if path.exists() else None
    require_known(before)
    kept = None
    if before == today:
        return Migrated(before, today, kept)
    if before is not None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        kept = path.with_name(f"{path.stem}-{before}-{stamp}{path.suffix}")
        copy_database(path, kept)
    _make_folder(path.parent)
    engine = open_engine(settings.database_url)
    try:
        migrate(engine)
    finally:
        engine.dispose()
    return Migrated(before, today, kept)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Invalid(
            "home_unusable",
            f"{folder} cannot be a data folder: {error.strerror}. Name one that can be written.",
        ) from error
