"""proofs: what operators showed for their tasks, as rows. A proof is added and never changed."""

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select

from domain.clock import from_milliseconds
from domain.task import Photo, Proof
from storage.schema_field import PHOTOS, PROOFS, TASKS
from storage.unit import Row, Unit


def add(unit: Unit, photos: Sequence[Photo], **columns: object) -> None:
    """Add a proof with its photos, in their order."""
    unit.change(_INSERT, **columns)
    for position, photo in enumerate(photos, start=1):
        shown = {"proof_id": columns["id"], "position": position}
        unit.change(_INSERT_PHOTO, **shown, **photo.model_dump())


def find(unit: Unit, proof_id: str) -> Proof | None:
    """One proof with its photos, or None."""
    row = unit.row(_SELECT, this=proof_id)
    return None if row is None else _proof_of(unit, row)


def of_task(unit: Unit, task_id: str) -> tuple[Proof, ...]:
    """Every proof of a task, oldest first."""
    return tuple(_proof_of(unit, row) for row in unit.rows(_OF_TASK, this=task_id))


def tasks_showing(unit: Unit, digest: str) -> list[Row]:
    """The tasks for which a photo was shown."""
    return unit.rows(_SHOWING, digest=digest)


def _proof_of(unit: Unit, row: Row) -> Proof:
    photos = unit.rows(_PHOTOS, this=row["id"])
    return Proof(
        id=row["id"],
        task_id=row["task_id"],
        number=row["number"],
        operator=row["operator"],
        note=row["note"],
        device=row["device"],
        photos=tuple(
            Photo(digest=photo["digest"], width=photo["width"], height=photo["height"])
            for photo in photos
        ),
        submitted_at=from_milliseconds(row["submitted_at"]),
    )


_INSERT = insert(PROOFS)
_INSERT_PHOTO = insert(PHOTOS)
_SELECT = select(PROOFS).where(PROOFS.c.id == bindparam("this"))
_OF_TASK = select(PROOFS).where(PROOFS.c.task_id == bindparam("this")).order_by(PROOFS.c.number)
_PHOTOS = select(PHOTOS).where(PHOTOS.c.proof_id == bindparam("this")).order_by(PHOTOS.c.position)
_SHOWING = (
    select(TASKS)
    .distinct()
    .select_from(PHOTOS.join(PROOFS, PHOTOS.c.proof_id == PROOFS.c.id).join(TASKS))
    .where(PHOTOS.c.digest == bindparam("digest"))
)
