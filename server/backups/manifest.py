"""manifest: what an archive says of itself: its members, each with its size and SHA-256.

It shows an archive that was damaged or cut off. Who rewrites members and manifest together is found
by the audit chain and its seals, not here.
"""

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.errors import Invalid

NAME, DATABASE, PHOTOS = "manifest.json", "countersign.db", "blobs"
BYTES_MAX = 64_000_000


class Member(BaseModel):
    """One file of the archive."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bytes: Annotated[int, Field(ge=0, strict=True)]
    sha256: Annotated[str, Field(pattern=r"\A[0-9a-f]{64}\z")]


class Manifest(BaseModel):
    """The archive's own account; `revision` is the schema of the database in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["countersign-backup"] = "countersign-backup"
    version: Literal[1] = 1
    revision: str
    made_at: datetime
    members: dict[str, Member]


def read_manifest(text: bytes) -> Manifest:
    """The manifest of a text; raises Invalid `archive_foreign` for any other."""
    try:
        manifest = Manifest.model_validate_json(text)
    except ValidationError as error:
        raise Invalid(
            "archive_foreign",
            "This file is no backup that this release can read; its manifest says something else.",
        ) from error
    unknown = [name for name in manifest.members if name != DATABASE and not _PHOTO.fullmatch(name)]
    if unknown or DATABASE not in manifest.members:
        what = f"holds {unknown[0][:80]}" if unknown else f"lacks {DATABASE}"
        raise Invalid("archive_foreign", f"This file is no backup: it {what}.")
    return manifest


def photo_digest(name: str) -> str | None:
    """The digest that a member's name promises of its content, None for the database."""
    found = _PHOTO.fullmatch(name)
    return found.group(1) if found else None


_PHOTO = re.compile(rf"{PHOTOS}/(?:[0-9a-f]{{2}}/)?([0-9a-f]{{64}})")
