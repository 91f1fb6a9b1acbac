"""letters: the house tells a thread what became of its task. A letter starts a new turn.

What an operator wrote stands in it in quotation marks: it is data, whatever it says.
"""

from domain.task import Proof, TaskState
from domain.thread import HOUSE
from storage import mail
from storage.unit import Row, Unit


def tell(unit: Unit, task: Row, to: TaskState, now: int, proof: Proof | None = None) -> None:
    """Leave the outcome of `task` for its thread; once, however often it is told."""
    photos = [photo.digest for photo in proof.photos] if proof else []
    mail.post(
        unit,
        task["thread_id"],
        f"task/{task['id']}",
        HOUSE,
        _words(task, to, proof),
        now,
        {"task": task["id"], "photos": photos, "quoted": proof.note.strip() if proof else ""},
    )


def _words(task: Row, to: TaskState, proof: Proof | None) -> str:
    matter = f"Task {task['id']} ({task['description'].rstrip('. ')}, {task['location']})"
    if proof is None:
        return f"{matter} {_ENDINGS[to]}"
    count = len(proof.photos)
    shown = f" {count} photo{'' if count == 1 else 's'} came with it." if count else ""
    wrote = f' {proof.operator} wrote: "{proof.note.strip()}"' if proof.note.strip() else ""
    return f"{matter} is done; a reviewer has accepted the proof.{wrote}{shown}"


_ENDINGS = {
    TaskState.EXPIRED: "has expired: it was not done in time, or nobody accepted a proof of it.",
    TaskState.WITHDRAWN: "was withdrawn by the requester before anybody had done it.",
}
