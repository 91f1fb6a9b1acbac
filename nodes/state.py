"""state: what a checkpoint holds. Numbers that point at rows, never what the rows say.

So a checkpoint is as small at the thousandth turn as at the first (invariants 11 and 12).
"""

from typing import Any, Literal, TypedDict

Way = Literal["plan", "escalate"]


class Turn(TypedDict):
    """Where a thread stands: its turn, the step in it, and the last mail it heard."""

    thread_id: str
    turn: int
    step: int
    mail_seq: int


class Call(TypedDict):
    """One proposed action on its own branch."""

    thread_id: str
    turn: int
    step: int
    call_id: str


# Why a branch sleeps, and its interrupt's value: `request` names what a person must answer, beside
# the matter in the clients' dialects; or time must pass until `until`.
Waiting = dict[str, Any]
