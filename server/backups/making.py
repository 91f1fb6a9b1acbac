"""making: one archive of a house that may be at work: its database and its photos.

The database is copied in one read transaction and the photos after it: they never change, so every
photo that a copied row names is there. Sessions and tokens are left out, so a restored house has
everybody signed out. Settings, keys, the shop's file and the mail are the outside world's.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from domain.errors import Conflict, Invalid, Missing, Unavailable
from domain.settings import Settings
from server.backups.manifest import DATABASE, NAME, PHOTOS, Manifest, Member, photo_digest
from storage.copies import copy_database, sign_everybody_out
from storage.revisions import database_file, revision_of

CHUNK_BYTES = 1_000_000


@dataclass(frozen=True)
class Backup:
    """What was put away; `notes` are sentences about photos that are not what they should be."""

    manifest: Manifest
    notes: tuple[str, ...]


def make_backup(settings: Settings, file: Path, *, force: bool = False) -> Backup:
    """Write the archive `file`, whole or not at all.

    Raises Missing `house_missing`, Conflict `backup_exists`, Invalid `database_damaged`,
    Unavailable `backup_failed`.
    """
    database = database_file(settings.database_url)
    if not database.exists():
        raise Missing("house_missing", f"There is no database {database}; nothing to back up.")
    if file.exists() and not force:
        raise _exists(file)
    try:
        with tempfile.TemporaryDirectory(prefix=".countersign-", dir=file.parent) as room:
            draft = Path(room) / "backup.zip"
            made = _write(draft, database, settings.home / PHOTOS, Path(room) / DATABASE)
            _put_in_place(draft, file, force)
    except OSError as error:
        raise Unavailable(
            "backup_failed",
            f"{file} could not be written ({error.strerror}); nothing was left behind. "
            "Name a file in a folder that has room and can be written.",
        ) from error
    return made


def _write(draft: Path, database: Path, photos: Path, copy: Path) -> Backup:
    copy_database(database, copy)
    revision = revision_of(copy)
    if revision is None:
        raise Invalid("house_missing", f"{database} is not the database of a house.")
    sign_everybody_out(copy)
    moment, members, notes = datetime.now(UTC), {}, []
    with draft.open("xb") as file, ZipFile(file, "w") as archive:
        draft.chmod(0o600)
        members[DATABASE] = _add(archive, DATABASE, copy, moment, ZIP_DEFLATED)
        for path in _files(photos):
            name = path.relative_to(photos.parent).as_posix()
            digest = photo_digest(name)
            if digest is None or path.is_symlink():
                notes.append(f"{name} is no kept photo; it was left out.")
                continue
            members[name] = _add(archive, name, path, moment, ZIP_STORED)
            if members[name].sha256 != digest:
                notes.append(f"{name} is damaged: it is not what its name says. It was kept as is.")
        manifest = Manifest(revision=revision, made_at=moment, members=members)
        archive.writestr(_info(NAME, moment, ZIP_DEFLATED), manifest.model_dump_json(indent=2))
        archive.close()
        file.flush()
        os.fsync(file.fileno())
    return Backup(manifest, tuple(notes))


def _add(archive: ZipFile, name: str, path: Path, moment: datetime, compression: int) -> Member:
    """Put a file into the archive, measured and hashed as it goes in."""
    digest, size = hashlib.sha256(), 0
    info = _info(name, moment, compression)
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return Member(bytes=size, sha256=digest.hexdigest())


def _info(name: str, moment: datetime, compression: int) -> ZipInfo:
    info = ZipInfo(name, moment.timetuple()[:6])
    info.compress_type = compression
    info.external_attr = 0o600 << 16
    return info


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_symlink() or path.is_file())


def _put_in_place(draft: Path, file: Path, force: bool) -> None:
    """A link is refused where a file stands, even one that came a moment ago."""
    if force:
        draft.replace(file)
    else:
        try:
            os.link(draft, file)
        except FileExistsError as error:
            raise _exists(file) from error
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _exists(file: Path) -> Conflict:
    return Conflict("backup_exists", f"{file} is there already; name another file, or add --force.")
