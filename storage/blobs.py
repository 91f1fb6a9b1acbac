"""blobs: photos as files, named by the SHA-256 of what is in them. Kept once, never changed."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from domain.errors import Missing, Unavailable


class Blobs:
    """A folder of bytes by digest. A file is complete as soon as it has its name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Keep `content`; its digest. Raises Unavailable `blob_not_kept` when the disk refuses."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        try:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                _write_whole(path, content)
        except OSError as error:
            raise Unavailable(
                "blob_not_kept",
                f"The photo could not be kept ({error.strerror}); nothing was changed. "
                "Try again when the disk has room.",
            ) from error
        return digest

    def read(self, digest: str) -> bytes:
        """The bytes with that digest; raises Missing `photo_unknown`."""
        try:
            return self._path(digest).read_bytes() if _DIGEST.fullmatch(digest) else _none()
        except OSError:
            return _none()

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def _write_whole(path: Path, content: bytes) -> None:
    """Under another name first, and to the disk: a row must never name half a photo."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix="new-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _none() -> bytes:
    raise Missing("photo_unknown", "There is no such photo, or none you may see.")


_DIGEST = re.compile(r"[0-9a-f]{64}")
