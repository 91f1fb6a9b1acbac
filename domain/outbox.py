"""outbox: an action that goes alone in a moment, until then in everybody's hands to hold."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class Staged(BaseModel):
    """One action in the outbox. It goes out at `goes_at` unless somebody holds it."""

    model_config = ConfigDict(frozen=True)

    thread_id: str
    call_id: str
    summary: str
    requested_by: str
    name: str
    staged_at: datetime
    goes_at: datetime
