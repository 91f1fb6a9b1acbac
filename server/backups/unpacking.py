"""unpacking: an archive's members as files, each held against the manifest. Nothing is trusted.

Names come from the manifest's own grammar and never from the archive, so no path leaves the folder;
reading stops at the size that was promised.
"""

import hashlib
import os
import shutil
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from domain.errors import Invalid, Unavailable
from server.backups.manifest import BYTES_MAX, NAME, Manifest, Member, photo_digest, read_manifest

CHUNK_BYTES = 1_000_000
ROOM_BYTES = 50_000_000


def unpack(archive: Path, folder: Path) -> tuple[Manifest, list[str]]:
    """Put every member into `folder`; the manifest, and notes about photos that are damaged.

    Raises Invalid `archive_foreign`, `archive_broken`; Unavailable `disk_full`.
    """
    with _opened(archive) as opened:
        infos = _members(opened)
        manifest = _manifest(opened, infos)
        _require_agreement(infos, manifest)
        _require_room(folder, manifest)
        notes = []
        for name, member in manifest.members.items():
            _extract(opened, infos[name], member, folder / name)
            if photo_digest(name) not in (None, member.sha256):
                notes.append(f"{name} is damaged: it is not what its name says.")
    return manifest, notes


@contextmanager
def _opened(archive: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(archive) as opened:
            yield opened
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _broken(f"it cannot be unpacked ({error})") from error


def _members(opened: ZipFile) -> dict[str, ZipInfo]:
    infos = opened.infolist()
    found = {info.filename: info for info in infos}
    if len(found) != len(infos):
        raise _broken("it holds two files of one name")
    for info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if info.is_dir() or kind not in (0, stat.S_IFREG):
            raise _broken(f"it holds {info.filename[:80]}, which is no plain file")
    return found


def _manifest(opened: ZipFile, infos: dict[str, ZipInfo]) -> Manifest:
    if NAME not in infos or infos[NAME].file_size > BYTES_MAX:
        raise Invalid("archive_foreign", f"This file is no backup: it has no {NAME} to go by.")
    with opened.open(infos[NAME]) as file:
        return read_manifest(file.read(BYTES_MAX))


def _require_agreement(infos: dict[str, ZipInfo], manifest: Manifest) -> None:
    unannounced = infos.keys() - manifest.members.keys() - {NAME}
    if unannounced:
        raise _broken(f"it holds {min(unannounced)[:80]}, which its manifest does not name")
    for name, member in manifest.members.items():
        if name not in infos:
            raise _broken(f"{name} is missing")
        if infos[name].file_size != member.bytes:
            raise _broken(f"{name} is not as long as its manifest says")


def _require_room(folder: Path, manifest: Manifest) -> None:
    needed = sum(member.bytes for member in manifest.members.values()) + ROOM_BYTES
    if needed > shutil.disk_usage(folder).free:
        raise Unavailable(
            "disk_full", f"Restoring needs {needed // 1_000_000:,} MB of disk; make room first."
        )


def _extract(opened: ZipFile, info: ZipInfo, member: Member, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), member.bytes
    with opened.open(info) as source, path.open("xb") as target:
        path.chmod(0o600)
        while chunk := source.read(CHUNK_BYTES):
            left -= len(chunk)
            if left < 0:
                raise _broken(f"{info.filename} is longer than its manifest says")
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    if left or digest.hexdigest() != member.sha256:
        raise _broken(f"{info.filename} is not what its manifest says")


def _broken(why: str) -> Invalid:
    return Invalid("archive_broken", f"This backup was damaged or changed: {why}. Use another one.")
