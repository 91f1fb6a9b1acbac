"""thread: one conversation as people see it. The plan is read from the rows, never remembered."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.brief import Brief
from domain.plan import ApprovedPlan

# Who speaks for the assistant, if it is no person: the model, or the house itself.
AGENT, HOUSE = "agent", "house"


class Speaker(StrEnum):
    """Who said it. `house` tells what became of a task in the field."""

    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"
    HOUSE = "house"


class Message(BaseModel):
    """Something said in a thread.

    `calls` are the tool calls an assistant message proposes; `ran` are the arguments with which a
    call ran after a person changed them. `photos` (digests) come with what a person says, and with
    a letter of the house, which also has the `task` it speaks of, or the call it is `about`.
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
    about: str | None = None


class StepStatus(StrEnum):
    """How far one step of the plan has come; `staged` waits in the outbox."""

    PLANNED = "planned"
    STAGED = "staged"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Step(BaseModel):
    """One step of the visible plan: a proposed action and what became of it.

    `task_id` names the task in the field that it has posted. While somebody is asked, `asked_of`
    says who: reviewer, lead, two, requester or operators; `since` when; and `until` when it lapses.
    What is staged goes out at `until`. `undo` names the tool that can take a done step back now,
    and `afterwards` says who looked at it since, or took it back.
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
    asked_of: str = ""
    since: datetime | None = None
    until: datetime | None = None
    undo: str = ""
    afterwards: str = ""


class ThreadStatus(StrEnum):
    """What a thread is doing now."""

    IDLE = "idle"
    WORKING = "working"
    WAITING = "waiting"
    STALLED = "stalled"


class ThreadSummary(BaseModel):
    """A thread as a list shows it.

    `waits_for` says whose word it waits for: requester, reviewer, lead; `is_out` whether somebody
    is asked to do something in the field; `in_outbox` whether something goes out in a moment.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    owner: str
    status: ThreadStatus
    created_at: datetime
    updated_at: datetime
    fork_of: str | None
    taken_over_by: str | None = None
    waits_for: tuple[str, ...] = ()
    is_out: bool = False
    in_outbox: bool = False


class Thread(ThreadSummary):
    """A thread as its page shows it: everything said, the plan, the status and its trouble.

    `approved` are the plans that people agreed to, oldest first, ended ones too.
    `draft` is the answer that the model is writing at this moment, as far as it has come.
    `stopping` says that the requester has stopped the agent and its turn has yet to end.
    `brief` is what they fixed beforehand.
    """

    messages: tuple[Message, ...]
    plan: tuple[Step, ...]
    approved: tuple[ApprovedPlan, ...] = ()
    trouble: str
    draft: str = ""
    stopping: bool = False
    brief: Brief | None = None
