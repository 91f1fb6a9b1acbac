"""fieldwork: one task from its countersignature to the letter, in a process that may die.

Played again on the same home it goes on where the rows say, like the story of actions.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.request import RequestKind
from domain.task import TaskState
from domain.thread import Speaker, ThreadStatus
from graph.house import House
from server.bootstrap import open_house
from tests.fakes.houses import settings
from tests.fakes.model import script
from tests.fakes.photos import photo
from tests.invariants.story import ROUNDS, use_world

THREAD = "field"
SCRIPT = script([("hire_operator", {"description": "Look at it", "location": "Mill Lane"})])
EXPECTED = ["1 letter", "1 task: done"]
ANSWERS = 2


def play(home: Path, boundary: Callable[[str], None] = lambda name: None) -> dict[str, Any]:
    """Play the task to its end; what a stranger can see afterwards."""
    use_world(home)
    with open_house(settings(home), boundary=boundary) as house:
        for person, role in (("ann", "requester"), ("rob", "reviewer"), ("ola", "operator")):
            house.people.add(person, roles=[role])
        house.threads.send(THREAD, SCRIPT, by="ann", message_id="only")
        _do_everything(house)
        return _seen(house)


def _do_everything(house: House) -> None:
    """Whatever waits for somebody is done; one thing after the other, as in life."""
    for _ in range(ROUNDS):
        house.runner.drain(timeout_seconds=30)
        waiting = house.desk.open_requests()
        if waiting:
            house.desk.decide(waiting[0].id, {"type": "approve"}, by="rob")
        elif in_hand := [task for task in house.pool.mine("ola") if not task.state.is_over]:
            house.pool.submit_proof(in_hand[0].id, [photo()], "done", "ola")
        elif offers := house.pool.offers("ola"):
            house.pool.claim(offers[0].id, "ola")
        else:
            return
    raise AssertionError("the task does not end")


def _seen(house: House) -> dict[str, Any]:
    thread = house.threads.read(THREAD)
    letters = sum(message.speaker is Speaker.HOUSE for message in thread.messages)
    tasks = house.pool.mine("ola")
    states = ",".join(task.state.value for task in tasks)
    shown = [
        proof.photos[0].digest
        for task in tasks
        for proof in task.proofs
        if task.state is TaskState.DONE and house.pool.photo(proof.photos[0].digest, "ann")
    ]
    effects = house.effects(THREAD)
    return {
        "world": [f"{letters} letter", f"{len(tasks)} task: {states}"],
        "idle": thread.status is ThreadStatus.IDLE and len(shown) == 1,
        "answers": sum(
            message.speaker is Speaker.ASSISTANT and not message.calls
            for message in thread.messages
        ),
        "faults": [fault.model_dump() for fault in house.trail.verify().faults],
        "open_effects": [effect.name for effect in effects if effect.state == "started"],
        "questions": sum(
            house.desk.read(effect.request_id).kind is RequestKind.OUTCOME for effect in effects
        ),
    }
