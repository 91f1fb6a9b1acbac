"""enclosing: pictures that people send along with their words, made harmless and kept.

It happens before the transaction that names them, as with the photos of a proof.
"""

from collections.abc import Sequence

from domain.errors import Invalid
from domain.people import JUDGING, Person
from pool.photos import kept
from storage import enclosures
from storage.blobs import Blobs
from storage.unit import Unit

PICTURES_AT_ONCE = 4


def enclosed(blobs: Blobs, pictures: Sequence[bytes]) -> list[str]:
    """The digests of `pictures` as they are kept; raises Invalid when one cannot be."""
    if len(pictures) > PICTURES_AT_ONCE:
        raise Invalid(
            "photos_too_many", f"A message brings at most {PICTURES_AT_ONCE} pictures; send fewer."
        )
    return list(dict.fromkeys(kept(blobs, picture).digest for picture in pictures))


def sees_enclosed(unit: Unit, digest: str, person: Person) -> bool:
    """Whether a picture stands in a conversation that this person may read."""
    rows = enclosures.threads_with(unit, digest)
    return bool(rows) and (person.holds(*JUDGING) or any(r["owner"] == person.id for r in rows))
