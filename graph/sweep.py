"""sweep: what is due now by the clock alone. Nothing that lapses is ever taken for a yes."""

from desk.deadlines import expire_overdue
from domain.clock import to_milliseconds
from domain.request import RequestKind
from domain.task import TaskState
from domain.thread import HOUSE
from graph.letters import tell
from graph.proving import matter_of
from nodes.context import Rooms
from pool import offers
from storage import requests, tasks
from storage.unit import Row, Unit


def is_due(unit: Unit, now: int) -> bool:
    """Whether a request or a task has outlived its time."""
    return bool(requests.overdue(unit, now, limit=1) or tasks.overdue(unit, now, limit=1))


def sweep(rooms: Rooms) -> None:
    """Expire requests and tasks whose time has passed, some at a time, and tell their threads."""
    now = to_milliseconds(rooms.clock.now())
    with rooms.storage.unit("expire") as unit:
        for request in expire_overdue(unit, now):
            if request["kind"] == RequestKind.PROOF.value:
                _, task = matter_of(unit, request)
                _expire(unit, task, now)
        for task in tasks.overdue(unit, now, offers.ENDED_AT_ONCE):
            _expire(unit, task, now)


def _expire(unit: Unit, task: Row, now: int) -> None:
    if offers.end(unit, task, TaskState.EXPIRED, HOUSE, now):
        tell(unit, task, TaskState.EXPIRED, now)
