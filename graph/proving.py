"""proving: a proof is put before a reviewer, and the task follows what the reviewer says.

Acceptance, the task's end and the letter to its thread are one transaction: there is no moment at
which a proof is accepted and nobody will hear of it.
"""

from domain.action import Action
from domain.clock import to_milliseconds
from domain.decision import DecisionType
from domain.errors import Conflict, Forbidden
from domain.people import Person
from domain.request import RequestKind, RequestState
from domain.task import Proof, TaskState
from domain.verdict import Mode, Reason, Route, Verdict
from graph.letters import tell
from nodes.context import Rooms
from pool import proofs as proving
from storage import proofs, requests, tasks, verdicts
from storage.unit import Row, Unit


def file_proof(unit: Unit, rooms: Rooms, task: Row, proof: Proof, digest: str) -> str:
    """Ask a reviewer whether `proof` shows that the task is done; the request's id."""
    judged = verdicts.find(unit, task["verdict_id"])
    assert judged is not None
    shown = {name: task[name] for name in ("kind", "location", "description")}
    action = Action(
        call_id=task["call_id"],
        name=judged["name"],
        arguments=shown,
        digest=digest,
        fingerprint=judged["fingerprint"],
    )
    words = f"{proof.operator} says that it is done; somebody must look."
    demand = Verdict(
        route=Route.REVIEW,
        mode=Mode.IN_THE_LOOP,
        reasons=(Reason(code="proof", text=words),),
        thresholds={},
        policy_version=rooms.law.version,
    )
    return rooms.inbox.file(
        unit,
        RequestKind.PROOF,
        thread_id=task["thread_id"],
        attempt=task["attempt"],
        edition=proof.number,
        action=action,
        verdict=demand,
        verdict_id=task["verdict_id"],
        requested_by=task["requested_by"],
        times=rooms.law.request,
        proof_id=proof.id,
    )


def require_not_own(unit: Unit, request: Row, person: Person) -> None:
    """Raise Forbidden `own_proof`: who shows a proof does not judge it."""
    proof, _ = matter_of(unit, request)
    if proof.operator == person.id:
        raise Forbidden("own_proof", "Nobody judges their own proof; a colleague must.")


def matter_of(unit: Unit, request: Row) -> tuple[Proof, Row]:
    """The proof that a request shows, and the task that it is for."""
    proof = proofs.find(unit, request["proof_id"])
    assert proof is not None
    task = tasks.find(unit, proof.task_id)
    assert task is not None
    return proof, task


def follow(unit: Unit, rooms: Rooms, request: Row, by: str) -> None:
    """Let the task follow a decided request; raises Conflict `task_changed` if it has ended."""
    if request["state"] != RequestState.DECIDED.value:
        return
    proof, task = matter_of(unit, request)
    if request["decision_type"] == DecisionType.APPROVE.value:
        followed = proving.accept(unit, rooms.clock, task, by)
        if followed:
            tell(unit, task, TaskState.DONE, to_milliseconds(rooms.clock.now()), proof)
    else:
        words = request["message"]
        followed = proving.reject(unit, rooms.clock, rooms.law.task, task, by, words)
    if not followed or not requests.move(unit, request, RequestState.APPLIED):
        raise Conflict("task_changed", "The task has ended meanwhile; nothing is left to decide.")
