"""stopping: the requester takes back all that waits, and the agent begins nothing more of it.

What has begun is not undone: a call in flight ends and is reported, though an MCP server that takes
its time is told to stop. A question whether something happened stays with the reviewers, and a task
that an operator has in hand stays with them. What a reviewer has ordered to be taken back goes on.
"""

from desk.decisions import close
from domain.request import COUNTERSIGNED, RequestKind, RequestState
from domain.task import TaskState
from graph.letters import tell
from nodes.revoking import revoke_all
from pool import offers
from storage import audit, requests, stops, takebacks, tasks, threads
from storage.unit import Row, Unit

_MINE = (*COUNTERSIGNED, RequestKind.ELICITATION, RequestKind.ESCALATION)


def stop(unit: Unit, thread_id: str, by: str, now: int) -> None:
    """Stop everything that `by` has asked for in their thread so far. Stopping twice is harmless.

    Tasks come first, since their letters belong to what is stopped.
    """
    for task in tasks.of_thread(unit, thread_id):
        if task["state"] == TaskState.POSTED.value:
            _withdraw(unit, task, by, now)
    for request in requests.unapplied(unit, thread_id):
        ordered = takebacks.carried_by(unit, thread_id, request["call_id"]) is not None
        if RequestKind(request["kind"]) in _MINE and not ordered:
            why = "the requester stopped the agent"
            close(unit, request, RequestState.WITHDRAWN, actor=by, at=now, why=why)
    revoke_all(unit, thread_id, by, now)
    thread = threads.find(unit, thread_id)
    assert thread is not None
    if stops.add(unit, thread_id, thread["mail_seq"], by, now):
        threads.wake(unit, thread_id, now)
        stream = audit.thread_stream(thread_id)
        audit.append(unit, stream, at=now, actor=by, event="thread.stopped", payload={})


def _withdraw(unit: Unit, task: Row, by: str, now: int) -> None:
    if offers.end(unit, task, TaskState.WITHDRAWN, by, now):
        tell(unit, task, TaskState.WITHDRAWN, now)
