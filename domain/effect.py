"""effect: one executed call and how it ended. `unknown` is never taken for a failure."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict


class EffectState(StrEnum):
    """How far the journal knows an attempt to have come."""

    STARTED = "started"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Effect(BaseModel):
    """One executed call. `request_id` names its countersignature, or is "auto" with a reason."""

    model_config = ConfigDict(frozen=True)

    thread_id: str
    call_id: str
    attempt: int
    name: str
    arguments: dict[str, Any]
    digest: str
    state: str
    result: str
    request_id: str
    reason: str
    started_at: datetime
    ended_at: datetime | None
