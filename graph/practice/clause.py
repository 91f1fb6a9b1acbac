"""clause: one piece of what a person said, and what it is for."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a clause is for."""

    WISH = "wish"
    QUESTION = "question"
    CONTEXT = "context"
    CONDITION = "condition"
    PROHIBITION = "prohibition"
    BARE = "bare"


@dataclass(frozen=True)
class Clause:
    """One piece of a request. `explained` are the explanations given for it.

    Where a person is to be sent, `agent` says whom, `errand` what to do and `matter` with what.
    """

    text: str
    role: Role
    head: str = ""
    explained: tuple[str, ...] = field(default=())
    agent: str = ""
    errand: str = ""
    matter: str = ""
