"""steps: the visible plan, read from the rows. Nothing remembers it, so it cannot lie."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from domain.clock import from_milliseconds
from domain.request import RequestKind, RequestState
from domain.task import TaskState
from domain.thread import Message, Speaker, Step, StepStatus
from domain.verdict import Route
from graph.afterwards import Afterwards
from storage import effects
from storage.rows import unpacked
from storage.unit import Row
from storage.verdicts import goes_at


def plan_of(
    verdicts: Sequence[Row],
    requests: Sequence[Row],
    journal: Sequence[Row],
    tasks: Sequence[Row],
    messages: Sequence[Message],
    staged: Collection[str] = (),
    afterwards: Mapping[str, Afterwards] = MappingProxyType({}),
) -> tuple[Step, ...]:
    """One step per judged action, oldest first, with what became of it.

    `staged` are the calls that wait in the outbox, `afterwards` what was seen of those done.
    """
    newest = {row["call_id"]: row for row in verdicts}
    asked = {row["call_id"]: row for row in requests if row["kind"] != RequestKind.RECHECK.value}
    begun = {row["call_id"]: row for row in journal}
    posted = {row["call_id"]: row for row in tasks}
    answered = {message.call_id for message in messages if message.speaker is Speaker.TOOL}
    return tuple(
        _step(
            row,
            asked.get(call_id),
            begun.get(call_id),
            posted.get(call_id),
            call_id in answered,
            call_id in staged,
            afterwards.get(call_id, Afterwards()),
        )
        for call_id, row in newest.items()
    )


def whom(request: Row) -> str:
    """Who has to settle a request: requester, reviewer, lead or two."""
    if request["kind"] == RequestKind.ELICITATION.value:
        return "requester"
    return _SIGNERS.get(Route(request["route"]), "reviewer")


def _step(
    verdict: Row,
    request: Row | None,
    effect: Row | None,
    task: Row | None,
    answered: bool,
    staged: bool,
    afterwards: Afterwards,
) -> Step:
    if task is not None:
        status, note = _fieldwork(task)
    elif staged:
        status, note = StepStatus.STAGED, ""
    else:
        status, note = _progress(verdict, request, effect, answered)
    return Step(
        call_id=verdict["call_id"],
        turn=verdict["turn"],
        name=verdict["name"],
        arguments=unpacked((effect or request or verdict)["arguments"]),
        rationale=verdict["rationale"],
        status=status,
        note=note,
        request_id=request["id"] if request else None,
        task_id=task["id"] if task else None,
        undo=afterwards.undo,
        afterwards=afterwards.note,
        **(_in_outbox(verdict) if staged else _asked(request, task)),
    )


def _in_outbox(verdict: Row) -> dict[str, Any]:
    """Since when it is staged, and when it goes out."""
    until = from_milliseconds(goes_at(verdict))
    return {"since": from_milliseconds(verdict["at"]), "until": until}


def _asked(request: Row | None, task: Row | None) -> dict[str, Any]:
    """Who is asked, since when, and when that lapses; nothing while nobody is."""
    if request is not None and request["state"] == RequestState.OPEN.value:
        return _waiting(whom(request), request["opened_at"], request["decide_by"])
    if task is not None and task["state"] == TaskState.POSTED.value:
        return _waiting("operators", task["posted_at"], task["deadline"])
    if task is not None and task["state"] == TaskState.CLAIMED.value:
        return _waiting("operators", task["claimed_at"], task["deadline"])
    return {}


def _waiting(whom: str, since: int, until: int) -> dict[str, Any]:
    return {
        "asked_of": whom,
        "since": from_milliseconds(since),
        "until": from_milliseconds(until),
    }


def _progress(
    verdict: Row, request: Row | None, effect: Row | None, answered: bool
) -> tuple[StepStatus, str]:
    if request is not None and request["state"] == RequestState.OPEN.value:
        return StepStatus.WAITING, request["summary"]
    if effect is not None:
        return _EFFECTS[effect["state"]], effect["result"] if effect["state"] != "done" else ""
    if request is not None and request["state"] in _REFUSED:
        return StepStatus.REFUSED, f"The request is {request['state']}."
    if request is not None and request["decision_type"] == "reject":
        by, why = request["decided_by"], request["message"]
        return StepStatus.REFUSED, f"{by} rejected it{': ' + why if why else '.'}"
    if request is not None and request["decision_type"] == "respond":
        return StepStatus.DONE, f"{request['decided_by']} answered in its place."
    if request is not None and request["decision_type"] == "answer" and answered:
        return StepStatus.DONE, f"{request['decided_by']} answered."
    if request is not None and request["decision_type"] == "decline":
        return StepStatus.REFUSED, f"{request['decided_by']} declined to answer."
    if verdict["route"] == Route.REFUSE.value:
        return StepStatus.REFUSED, "The law refuses it."
    return (StepStatus.FAILED, "") if answered else (StepStatus.PLANNED, "")


def _fieldwork(task: Row) -> tuple[StepStatus, str]:
    """A posted task is not a finished step: the step is done when somebody has done it."""
    status, words = _TASKS[TaskState(task["state"])]
    return status, words.format(operator=task["operator"])


_SIGNERS = {Route.LEAD: "lead", Route.TWO: "two"}
_TASKS = {
    TaskState.POSTED: (StepStatus.WAITING, "It is offered to operators in the field."),
    TaskState.CLAIMED: (StepStatus.RUNNING, "{operator} is on it."),
    TaskState.PROVEN: (StepStatus.WAITING, "{operator} has sent a proof; a reviewer looks at it."),
    TaskState.DONE: (StepStatus.DONE, "{operator} did it."),
    TaskState.EXPIRED: (StepStatus.FAILED, "Nobody did it in time."),
    TaskState.WITHDRAWN: (StepStatus.REFUSED, "The task was withdrawn."),
}
_REFUSED = (RequestState.EXPIRED.value, RequestState.WITHDRAWN.value)
_EFFECTS = {
    effects.STARTED: StepStatus.RUNNING,
    effects.DONE: StepStatus.DONE,
    effects.FAILED: StepStatus.FAILED,
    effects.UNKNOWN: StepStatus.UNKNOWN,
}
