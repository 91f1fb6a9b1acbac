"""thread: one conversation as people see it. The plan is read from the rows, never remembered."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict


class Speaker(StrEnum):
    """Who said it. `house` tells what became of a task in the field."""

    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"
    HOUSE = "house"


class Message(BaseModel):
    """Something said in a thread.

    `calls` are the tool calls an assistant message proposes; `ran` are the arguments with which a
    call ran after a person changed them. `task` and `photos` (digests) come with a letter of the
    house.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    speaker: Speaker
    by: str
    text: str
    at: datetime
    turn: int
    calls: tuple[dict[str, Any], ...] = ()
    call_id: str | None = None
    ran: dict[str, Any] | None = None
    heard: bool = True
    task: str | None = None
    photos: tuple[str, ...] = ()


class StepStatus(StrEnum):
    """How far one step of the plan has come."""

    PLANNED = "planned"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Step(BaseModel):
    """One step of the visible plan: a proposed action and what became of it.

    `task_id` names the task in the field that it has posted.
    """

    model_config = ConfigDict(frozen=True)

    call_id: str
    turn: int
    name: str
    arguments: dict[str, Any]
    rationale: str
    status: StepStatus
    note: str
    request_id: str | None
    task_id: str | None = None


class ThreadStatus(StrEnum):
    """What a thread is doing now."""

    IDLE = "idle"
    WORKING = "working"
    WAITING = "waiting"
    STALLED = "stalled"


class ThreadSummary(BaseModel):
    """A thread as a list shows it."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    owner: str
    status: ThreadStatus
    created_at: datetime
    updated_at: datetime
    fork_of: str | None
    taken_over_by: str | None = None


class Thread(ThreadSummary):
    """A thread as its page shows it: everything said, the plan, the status and its trouble.

    `draft` is the answer that the model is writing at this moment, as far as it has come.
    """

    messages: tuple[Message, ...]
    plan: tuple[Step, ...]
    trouble: str
    draft: str = ""


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
