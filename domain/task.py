"""task: work for somebody on the spot, and the proof that it was done. It never blocks a turn."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class TaskKind(StrEnum):
    """What is asked of an operator (A5)."""

    PHOTO = "photo"
    INSPECTION = "inspection"
    IDENTITY_CHECK = "identity_check"
    DELIVERY_CHECK = "delivery_check"
    PICKUP = "pickup"
    DROP_OFF = "drop_off"
    DELIVERY = "delivery"


class TaskState(StrEnum):
    """How far a task has come. A rejected proof takes it from `proven` back to `claimed`."""

    POSTED = "posted"
    CLAIMED = "claimed"
    PROVEN = "proven"
    DONE = "done"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"

    @property
    def is_over(self) -> bool:
        """Whether nothing more can happen to the task."""
        return self in (TaskState.DONE, TaskState.EXPIRED, TaskState.WITHDRAWN)


class Photo(BaseModel):
    """A photo as the house keeps it: named by the SHA-256 of its re-encoded bytes."""

    model_config = ConfigDict(frozen=True)

    digest: str
    width: int
    height: int


class Proof(BaseModel):
    """What an operator shows for a task (A24); `number` counts the proofs of one task from 1.

    `device` and `note` are the operator's own words and prove nothing by themselves.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    task_id: str
    number: int
    operator: str
    note: str
    device: str
    photos: tuple[Photo, ...]
    submitted_at: datetime


class Task(BaseModel):
    """One task with everything an operator needs (A21); `version` guards each change.

    `feedback` is what a reviewer said of the last proof; empty while none was rejected.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: TaskKind
    thread_id: str
    call_id: str
    state: TaskState
    version: int
    description: str
    location: str
    reward_minor: int
    currency: str
    requested_by: str
    posted_at: datetime
    deadline: datetime
    operator: str | None
    claimed_at: datetime | None
    feedback: str
    proofs: tuple[Proof, ...]
