"""story: one conversation that crosses every floor, played to its end in a process that may die.

Played again on the same home it goes on where the rows say, so playing it until it survives must
leave the world as if nothing had happened.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.request import Request, RequestKind
from domain.thread import ThreadStatus
from graph.house import House
from server.bootstrap import open_house
from storage import drafts
from tests.fakes import world
from tests.fakes.houses import settings
from tests.fakes.model import script

THREAD = "story"
MODEL = "tests.fakes.models:WritingModel"
SCRIPT = script(
    [("look", {"what": "order"})],
    [
        ("note", {"text": "first"}),
        ("pay", {"to": "ann", "amount_minor": 500}),
        ("post", {"text": "draft"}),
        ("refuse", {"reason": "alike"}),
        ("ask_human", {"question": "Which colour?", "options": ["red", "blue"]}),
    ],
    [("refuse", {"reason": "alike"})],
    [("refuse", {"reason": "alike"})],
    [("note", {"text": "last"})],
)
EXPECTED = ["note first", "note last", "pay ann 500", "post edited"]
ANSWERS = 1
ROUNDS = 50


def use_world(home: Path) -> None:
    """Let the fake tools of this process act on the world of `home`."""
    os.environ[world.WORLD] = str(home / "world.txt")


def play(home: Path, boundary: Callable[[str], None] = lambda name: None) -> dict[str, Any]:
    """Play the story to its end; what a stranger can see afterwards."""
    use_world(home)
    with open_house(settings(home, model=MODEL), boundary=boundary) as house:
        for person, role in (("ann", "requester"), ("rob", "reviewer"), ("lea", "lead")):
            house.people.add(person, roles=[role])
        house.threads.send(THREAD, SCRIPT, by="ann", message_id="only")
        questions = answer_everything(house, _answer)
        return _seen(house, questions)


def done_to_the_world() -> list[str]:
    """What happened outside, sorted, idempotency keys cut off."""
    return sorted(
        line.rpartition(" ")[0] if line.startswith("post") else line for line in world.happened()
    )


def answer_everything(house: House, answer: Callable[[House, Request], None]) -> int:
    """Let people `answer` whatever waits until nothing does; how often it was what had happened."""
    questions = 0
    for _ in range(ROUNDS):
        house.runner.drain(timeout_seconds=30)
        waiting = house.desk.open_requests()
        if not waiting:
            return questions
        for request in waiting:
            questions += request.kind is RequestKind.OUTCOME
            answer(house, request)
    raise AssertionError("the story does not end")


def _answer(house: House, request: Request) -> None:
    house.desk.decide(request.id, decision_of(request), by=_DECIDERS[request.kind])


def decision_of(request: Request) -> dict[str, Any]:
    """What an honest reviewer says; about the past they go and look at the world."""
    arguments = request.action.arguments
    if request.kind is RequestKind.OUTCOME:
        line = " ".join([request.action.name, *(str(value) for value in arguments.values())])
        happened = line in world.happened()
        return {"action": "accept", "content": {"happened": happened, "retry": not happened}}
    if request.kind is RequestKind.ELICITATION:
        return {"action": "accept", "content": {"answer": "blue"}}
    if request.kind is RequestKind.ESCALATION:
        return {"type": "respond", "message": "done by hand"}
    if request.action.name == "post":
        edited = {"name": "post", "args": {"text": "edited"}}
        return {"type": "edit", "edited_action": edited}
    return {"type": "approve"}


def _seen(house: House, questions: int) -> dict[str, Any]:
    thread = house.threads.read(THREAD)
    effects = house.effects(THREAD)
    return {
        "world": done_to_the_world(),
        "idle": thread.status is ThreadStatus.IDLE,
        "answers": sum(message.text.startswith("Done.") for message in thread.messages),
        "faults": [fault.model_dump() for fault in house.trail.verify().faults],
        "open_effects": [effect.name for effect in effects if effect.state == "started"],
        "drafts": _drafts(house),
        "questions": questions,
    }


def _drafts(house: House) -> int:
    with house.rooms.storage.view() as unit:
        return int(drafts.of_thread(unit, THREAD) is not None)


_DECIDERS = {
    RequestKind.APPROVAL: "rob",
    RequestKind.OUTCOME: "rob",
    RequestKind.ESCALATION: "lea",
    RequestKind.ELICITATION: "ann",
}
