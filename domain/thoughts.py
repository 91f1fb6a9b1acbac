"""thoughts: how an action came about: what the agent thought, what the law said, who signed.

It is read from the rows each time; a thought is what its author wrote, never a summary of it.
"""

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class Thought(BaseModel):
    """One moment of an action. `by` is agent, law, house, or the id of a person."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    by: str
    text: str


class Trace(BaseModel):
    """All that led to one action and came of it, oldest first."""

    model_config = ConfigDict(frozen=True)

    call_id: str
    name: str
    thoughts: tuple[Thought, ...]
