"""fieldwork: tasks and proofs as the API would tell them, and a client that knows some."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from domain.errors import CountersignError, Missing
from domain.people import Person, Role
from domain.request import Request
from domain.task import Task
from domain.thread import Thread
from tests.ui.fakes import FakeClient
from tests.ui.values import NOW, request

OMAR = Person(id="operator-1", name="Omar", roles=(Role.OPERATOR,))


def task(task_id: str = "tsk_1", **changed: Any) -> Task:
    """A photo that is offered."""
    values = {
        "id": task_id,
        "kind": "photo",
        "thread_id": "t-1",
        "call_id": "call-1",
        "state": "posted",
        "version": 1,
        "description": "Photograph the shop window.",
        "location": f"Harbour Street {task_id}",
        "reward_minor": 1200,
        "currency": "EUR",
        "requested_by": "requester-1",
        "posted_at": NOW,
        "deadline": NOW + timedelta(hours=4),
        "operator": None,
        "claimed_at": None,
        "feedback": "",
        "proofs": (),
    }
    return Task.model_validate(values | changed)


def held(task_id: str = "tsk_1", state: str = "claimed", **changed: Any) -> Task:
    """A task in the hands of operator-1, or one that they have ended."""
    return task(task_id, **({"state": state, "operator": "operator-1"} | changed))


def proof(number: int = 1, photos: Sequence[str] = ("p1",), **changed: Any) -> dict[str, Any]:
    """What operator-1 shows for tsk_1."""
    values = {
        "id": f"prf_{number}",
        "task_id": "tsk_1",
        "number": number,
        "operator": "operator-1",
        "note": "It was open.",
        "device": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Safari/604.1",
        "photos": [{"digest": digest, "width": 80, "height": 60} for digest in photos],
        "submitted_at": NOW,
    }
    return values | changed


def proof_request(request_id: str = "req_1", **changed: Any) -> Request:
    """A proof that a reviewer has to look at."""
    shown = {"kind": "photo", "location": "Harbour Street 4", "description": "Photograph it."}
    given = {
        "kind": "proof",
        "summary": "Is it done? Photo · Harbour Street 4",
        "proof": proof(),
        "action": {
            "name": "hire_operator",
            "arguments": shown,
            "rationale": "",
            "confidence": None,
        },
        "reasons": [{"code": "proof", "text": "operator-1 says that it is done."}],
    }
    return request(request_id, **(given | changed))


class FieldClient(FakeClient):
    """Knows tasks: those posted are offered, those of operator-1 are theirs."""

    def __init__(self, *tasks: Task, threads: tuple[Thread, ...] = ()) -> None:
        super().__init__(threads=threads)
        self.tasks = {each.id: each for each in tasks}
        self.pictures: dict[str, bytes] = {}
        self.silence: CountersignError | None = None

    def offers(self, kind: str = "", location: str = "") -> list[Task]:
        self._answer()
        self.looked_for = (kind, location)
        fits = [each for each in self.tasks.values() if each.state == "posted"]
        return [each for each in fits if kind in ("", each.kind) and location in each.location]

    def my_tasks(self) -> list[Task]:
        self._answer()
        own = [each for each in self.tasks.values() if each.operator == "operator-1"]
        return sorted(own, key=lambda each: each.state.is_over)

    def task(self, task_id: str) -> Task:
        if task_id not in self.tasks:
            raise Missing("task_unknown", "There is no such task, or none you may see.")
        return self.tasks[task_id]

    def claim(self, task_id: str) -> Task:
        self._called("claim", task_id)
        return self._changed(task_id, state="claimed", operator="operator-1")

    def give_back(self, task_id: str) -> Task:
        self._called("give_back", task_id)
        return self._changed(task_id, state="posted", operator=None)

    def withdraw_task(self, task_id: str) -> Task:
        self._called("withdraw_task", task_id)
        return self._changed(task_id, state="withdrawn")

    def submit_proof(
        self, task_id: str, photos: Sequence[bytes], note: str, device: str = ""
    ) -> Task:
        self._called("submit_proof", task_id, list(photos), note, device)
        number = len(self.tasks[task_id].proofs) + 1
        shown = [each.model_dump() for each in self.tasks[task_id].proofs]
        return self._changed(task_id, state="proven", proofs=[*shown, proof(number, ())])

    def photo(self, digest: str) -> bytes:
        self.calls.append(("photo", digest))
        if digest not in self.pictures:
            raise Missing("photo_unknown", "There is no such photo, or none you may see.")
        return self.pictures[digest]

    def _answer(self) -> None:
        if self.silence is not None:
            raise self.silence

    def _changed(self, task_id: str, **changed: Any) -> Task:
        self.tasks[task_id] = Task.model_validate(self.tasks[task_id].model_dump() | changed)
        return self.tasks[task_id]
