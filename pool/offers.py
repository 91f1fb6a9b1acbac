"""offers: tasks are posted once and seen by every operator until one takes it or time runs out.

Posting is keyed by the attempt of a call: a node that runs again finds the task it has posted.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.clock import Clock, from_milliseconds, to_milliseconds
from domain.errors import Invalid
from domain.ids import Ids
from domain.task import TaskKind, TaskState
from domain.thread import AGENT
from policy.tables import TaskTimes
from storage import audit, tasks
from storage.unit import Row, Unit

ENDED_AT_ONCE = 200
LONGEST = timedelta(days=30)
_CARRYING = (TaskKind.PICKUP, TaskKind.DROP_OFF, TaskKind.DELIVERY)


@dataclass(frozen=True)
class Origin:
    """Which attempt of which call asks for a task, for whom, under which verdict."""

    thread_id: str
    call_id: str
    attempt: int
    verdict_id: str
    requested_by: str


def post(
    unit: Unit, clock: Clock, ids: Ids, times: TaskTimes, origin: Origin, wanted: dict[str, Any]
) -> Row:
    """The task of an attempt, posted now unless it stands already.

    `wanted` holds kind, description, location, reward_minor, currency and perhaps deadline, ISO
    8601. Raises Invalid `deadline_too_near`, `deadline_too_far`, `deadline_unreadable`.
    """
    standing = tasks.of_call(unit, origin.thread_id, origin.call_id, origin.attempt)
    if standing is not None:
        return standing
    kind, now = TaskKind(wanted["kind"]), clock.now()
    task_id, deadline = ids.new("tsk"), _deadline(wanted.get("deadline"), kind, now, times)
    tasks.post_once(
        unit,
        id=task_id,
        thread_id=origin.thread_id,
        call_id=origin.call_id,
        attempt=origin.attempt,
        kind=kind.value,
        state=TaskState.POSTED.value,
        version=1,
        description=wanted["description"],
        location=wanted["location"],
        reward_minor=wanted["reward_minor"],
        currency=wanted["currency"],
        requested_by=origin.requested_by,
        verdict_id=origin.verdict_id,
        posted_at=to_milliseconds(now),
        deadline=to_milliseconds(deadline),
        operator=None,
        claimed_at=None,
        feedback="",
        ended_at=None,
    )
    row = tasks.find(unit, task_id)
    assert row is not None
    record(unit, row, AGENT, "task.posted", to_milliseconds(now), {"deadline": row["deadline"]})
    return row


def end(unit: Unit, row: Row, to: TaskState, actor: str, now: int) -> bool:
    """End a task that nobody brought to its end; False if it has changed since `row`."""
    if not tasks.move(unit, row, to, ended_at=now):
        return False
    record(unit, row, actor, f"task.{to.value}", now, {})
    return True


def record(unit: Unit, row: Row, actor: str, event: str, at: int, payload: dict[str, Any]) -> None:
    """What happened to a task, in its thread's audit."""
    stream = audit.thread_stream(row["thread_id"])
    audit.append(
        unit, stream, at=at, actor=actor, event=event, payload={"task": row["id"], **payload}
    )


def _deadline(wanted: str | None, kind: TaskKind, now: datetime, times: TaskTimes) -> datetime:
    travel = timedelta(seconds=times.travel_seconds)
    if not wanted:
        carrying = kind in _CARRYING
        usual = times.delivery_within_seconds if carrying else times.photo_within_seconds
        return now + travel + timedelta(seconds=usual)
    deadline = _moment(wanted)
    if deadline < now + travel:
        raise Invalid(
            "deadline_too_near",
            f"Nobody gets there by {deadline:%Y-%m-%d %H:%M} UTC; a task needs at least "
            f"{times.travel_seconds // 60} minutes. Give a later deadline.",
        )
    if deadline > now + LONGEST:
        raise Invalid(
            "deadline_too_far",
            f"A task is open for at most {LONGEST.days} days; give an earlier deadline.",
        )
    return deadline


def _moment(text: str) -> datetime:
    """A time without a zone is UTC, as everything here is. Rows keep milliseconds."""
    try:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return from_milliseconds(to_milliseconds(moment.astimezone(UTC)))
    except (ValueError, OverflowError) as error:
        raise Invalid(
            "deadline_unreadable",
            f"{text[:60]} is no time; give one like 2026-05-01T18:00:00+00:00.",
        ) from error
