"""proofs: an operator shows that it was done; whether that is true, the desk decides.

A proof in time holds the deadline: from then on a task waits for people, not for the clock.
"""

from collections.abc import Sequence
from datetime import timedelta

from domain.clock import Clock, to_milliseconds
from domain.errors import Conflict, Invalid
from domain.ids import Ids
from domain.people import Person
from domain.task import Photo, Proof, TaskKind, TaskState
from policy.digest import canonical_digest
from policy.tables import TaskTimes
from pool.claims import require_holder
from pool.offers import record
from storage import proofs, tasks
from storage.unit import Row, Unit

PHOTOS_AT_ONCE = 6
NOTE_CHARACTERS = 2000
DEVICE_CHARACTERS = 200
_SEEN_ON_A_PHOTO = (TaskKind.PHOTO, TaskKind.INSPECTION, TaskKind.DELIVERY_CHECK)


def require_due(row: Row, person: Person, now: int) -> None:
    """Raise Forbidden `not_yours` or Conflict unless `person` may show a proof for this task."""
    require_holder(row, person)
    if row["state"] == TaskState.PROVEN.value:
        raise Conflict("proof_waits", "Your last proof is being looked at; wait for its outcome.")
    if row["state"] != TaskState.CLAIMED.value:
        raise Conflict("task_over", f"This task is {row['state']}; no proof is needed any more.")
    if row["deadline"] <= now:
        raise Conflict("task_over", "The deadline of this task has passed.")


def require_complete(row: Row, photos: int, note: str) -> None:
    """Raise Invalid unless the proof has the form that the kind of task asks for (A13)."""
    if photos > PHOTOS_AT_ONCE:
        raise Invalid("photos_too_many", f"A proof has at most {PHOTOS_AT_ONCE} photos.")
    if len(note) > NOTE_CHARACTERS:
        raise Invalid("note_too_long", f"A note has at most {NOTE_CHARACTERS:,} characters.")
    if not photos and TaskKind(row["kind"]) in _SEEN_ON_A_PHOTO:
        raise Invalid("photo_missing", "This task is proved by a photo; add one.")
    if not photos and not note.strip():
        raise Invalid("proof_empty", "Add a photo, or say in a note what was done.")


def submit(
    unit: Unit,
    clock: Clock,
    ids: Ids,
    row: Row,
    person: Person,
    photos: Sequence[Photo],
    note: str,
    device: str,
) -> tuple[Proof, str]:
    """Keep a proof; the proof and its digest, which is what a reviewer signs.

    Raises Forbidden, Invalid or Conflict with the task as it was.
    """
    now = to_milliseconds(clock.now())
    require_due(row, person, now)
    require_complete(row, len(photos), note)
    number, shown = len(proofs.of_task(unit, row["id"])) + 1, [photo.digest for photo in photos]
    digest = canonical_digest(
        {"task": row["id"], "number": number, "photos": shown, "note": note, "by": person.id}
    )
    if not tasks.move(unit, row, TaskState.PROVEN):
        raise Conflict("task_changed", "This task has changed; read it again.")
    proof_id = ids.new("prf")
    proofs.add(
        unit,
        photos,
        id=proof_id,
        task_id=row["id"],
        number=number,
        operator=person.id,
        note=note,
        device=device[:DEVICE_CHARACTERS],
        digest=digest,
        submitted_at=now,
    )
    record(unit, row, person.id, "task.proven", now, {"proof": proof_id, "digest": digest})
    proof = proofs.find(unit, proof_id)
    assert proof is not None
    return proof, digest


def accept(unit: Unit, clock: Clock, row: Row, by: str) -> bool:
    """The proof is good and the task done; False if the task no longer waits for that."""
    now = to_milliseconds(clock.now())
    if row["state"] != TaskState.PROVEN.value:
        return False
    if not tasks.move(unit, row, TaskState.DONE, ended_at=now):
        return False
    record(unit, row, by, "task.done", now, {})
    return True


def reject(unit: Unit, clock: Clock, times: TaskTimes, row: Row, by: str, feedback: str) -> bool:
    """Back to the operator with words to go by, and time to use them; False as in `accept`."""
    moment = clock.now()
    again = to_milliseconds(moment + timedelta(seconds=times.again_within_seconds))
    if row["state"] != TaskState.PROVEN.value:
        return False
    deadline = max(row["deadline"], again)
    if not tasks.move(unit, row, TaskState.CLAIMED, feedback=feedback, deadline=deadline):
        return False
    now = to_milliseconds(moment)
    record(unit, row, by, "task.proof_rejected", now, {"feedback": feedback})
    return True
