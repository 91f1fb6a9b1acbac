"""archives: a house with a photo and its backup, and backups that somebody has bent."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

Members = dict[str, bytes]


def keep_photo(home: Path, content: bytes) -> str:
    """Keep a photo as the house does; its name in an archive."""
    digest = hashlib.sha256(content).hexdigest()
    path = home / "blobs" / digest[:2] / digest
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return f"blobs/{digest[:2]}/{digest}"


def bend(archive: Path, change: Callable[[Members], None]) -> Path:
    """Another archive with the members that `change` leaves behind."""
    with ZipFile(archive) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    change(members)
    bent = archive.with_name("bent.zip")
    with ZipFile(bent, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return bent


def announce(members: Members, name: str, content: bytes) -> None:
    """Put a member in and into the manifest as well."""
    manifest = json.loads(members["manifest.json"])
    digest = hashlib.sha256(content).hexdigest()
    manifest["members"][name] = {"bytes": len(content), "sha256": digest}
    members["manifest.json"] = json.dumps(manifest).encode()
    members[name] = content
