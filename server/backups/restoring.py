"""restoring: a new home made from an archive, complete before it has its name.

What the old house did after the backup was made, the new one does not know. So it comes up halted
and does nothing until somebody has looked and released it.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from domain.clock import SystemClock, to_milliseconds
from domain.errors import Conflict, Invalid
from server.backups.manifest import DATABASE, Manifest
from server.backups.unpacking import unpack
from storage import audit, leases, switches, threads
from storage.audit import Fault
from storage.copies import require_sound, require_tables_only, sign_everybody_out
from storage.engine import open_engine
from storage.migrate import migrate
from storage.revisions import require_known, revision_of
from storage.unit import Storage

THREADS_COUNTED = 100_000


@dataclass(frozen=True)
class Restored:
    """The new home: what its archive said, how its audit chain verifies, notes about photos.

    `unfinished` threads have work left, which the old house may have done since the backup.
    """

    manifest: Manifest
    unfinished: int
    rows: int
    streams: int
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def restore_backup(file: Path, home: Path, by: str) -> Restored:
    """Make the folder `home` from an archive, whole or not at all; `by` is in its audit.

    Raises Conflict `home_taken`; Invalid `archive_foreign`, `archive_broken`, `home_unusable`,
    `database_newer`, `database_damaged`, `database_foreign`; Unavailable `disk_full`.
    """
    home = home.absolute()
    _require_free(home)
    if not file.is_file():
        raise Invalid("archive_foreign", f"{file} is no file; name a backup.")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{home.name}-", dir=home.parent) as room:
            made = Path(room) / "home"
            made.mkdir()
            restored = _build(file, made, by)
            _require_free(home)
            # Takes the place of an empty folder, and fails where something is in it by now.
            os.rename(made, home)
    except OSError as error:
        raise Invalid(
            "home_unusable",
            f"{home} cannot be made from {file} ({error.strerror}); nothing was left behind. "
            "Name a new folder in one that can be written.",
        ) from error
    return restored


def _require_free(home: Path) -> None:
    if home.is_symlink() or (home.exists() and not home.is_dir()):
        raise Conflict("home_taken", f"{home} is not a folder; name a new one.")
    if home.is_dir() and any(home.iterdir()):
        raise Conflict(
            "home_taken", f"{home} has something in it; restore into a new or empty folder."
        )


def _build(file: Path, home: Path, by: str) -> Restored:
    manifest, notes = unpack(file, home)
    database = home / DATABASE
    require_sound(database)
    require_tables_only(database)
    revision = revision_of(database)
    if revision is None:
        raise Invalid("archive_foreign", f"{file} is no backup of a house: its database is empty.")
    require_known(revision)
    engine = open_engine(f"sqlite:///{database}")
    storage = Storage(engine)
    try:
        migrate(engine)
        with storage.view() as unit:
            rows, streams, faults = audit.verify(unit)
        unfinished = _settle(storage, manifest, by)
    finally:
        storage.close()
    sign_everybody_out(database)
    return Restored(manifest, unfinished, rows, streams, tuple(faults), tuple(notes))


def _settle(storage: Storage, manifest: Manifest, by: str) -> int:
    """Halt the new house, give back what runners of the old one held, and say in the audit where
    it is from. How many threads have work left, which the old house may have done meanwhile.
    """
    now = to_milliseconds(SystemClock().now())
    with storage.unit("restore", durable=True) as unit:
        for holder in leases.holders(unit, 0):
            leases.free(unit, holder)
        switches.throw(unit, switches.HALT, True)
        audit.append(
            unit,
            audit.HOUSE,
            at=now,
            actor=by,
            event="house.restored",
            payload={"backup_made_at": manifest.made_at.isoformat()},
        )
        return len(threads.due(unit, now, THREADS_COUNTED))
