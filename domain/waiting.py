"""waiting: what waits on the desk: its oldest requests as lines, and figures of all of them.

A figure is of at most the `counted` oldest requests; when more wait, `is_more` says so.
"""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from domain.outbox import Staged
from domain.request import Request, RequestKind, RequestState
from domain.verdict import Route


class Line(BaseModel):
    """One request in few words; an agent's long texts are not among them."""

    model_config = ConfigDict(frozen=True)

    id: str
    kind: RequestKind
    route: Route
    summary: str
    requested_by: str
    name: str
    confidence: float | None
    opened_at: datetime
    decide_by: datetime
    late_at: datetime


class Figures(BaseModel):
    """How the queue stands at the moment `at`; ages are whole seconds.

    Each request has its own time; `sla_seconds` is the law's for those without special terms, and
    `overdue_seconds` how far the latest of all is past its own.
    """

    model_config = ConfigDict(frozen=True)

    at: datetime
    waiting: int
    is_more: bool
    late: int
    sla_seconds: int
    oldest_age_seconds: int
    median_age_seconds: int
    overdue_seconds: int = 0


class Queue(BaseModel):
    """The first page of the desk, oldest first, and what goes out by itself next."""

    model_config = ConfigDict(frozen=True)

    figures: Figures
    lines: tuple[Line, ...]
    outbox: tuple[Staged, ...] = ()


class Workplace(BaseModel):
    """What a reviewer has before them, all of it of one moment.

    `opened` is the request that they have open, or None when nothing waits; `last` is how the one
    that they decided last stands by now, None where there is none.
    """

    model_config = ConfigDict(frozen=True)

    queue: Queue
    opened: Request | None
    last: RequestState | None = None


class Progress(BaseModel):
    """A request after its decision, and what its reviewer has before them then.

    `workplace` is None where it could not be read; the decision stands all the same.
    """

    model_config = ConfigDict(frozen=True)

    standing: Request
    workplace: Workplace | None = None
