"""stopping: a requester stops the agent between a note that is made and a payment that waits.

Played again on the same home it goes on where the rows say, like the story of actions.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.request import Request, RequestKind
from domain.thread import ThreadStatus
from graph.house import House
from server.bootstrap import open_house
from tests.fakes.houses import settings
from tests.fakes.model import script
from tests.invariants.story import ROUNDS, decision_of, done_to_the_world, use_world

THREAD = "stopping"
TASK = {"description": "Look at it", "location": "Mill Lane"}
SCRIPT = script(
    [("hire_operator", TASK)],
    [
        ("note", {"text": "first"}),
        ("pay", {"to": "ann", "amount_minor": 500}),
        ("ask_human", {"question": "Which colour?", "options": ["red", "blue"]}),
    ],
    [("note", {"text": "never"})],
)
EXPECTED = ["note first"]
ANSWERS = 1


def play(home: Path, boundary: Callable[[str], None] = lambda name: None) -> dict[str, Any]:
    """Play it to its end; what a stranger can see afterwards."""
    use_world(home)
    with open_house(settings(home), boundary=boundary) as house:
        for person, role in (("ann", "requester"), ("rob", "reviewer"), ("ola", "operator")):
            house.people.add(person, roles=[role])
        house.threads.send(THREAD, SCRIPT, by="ann", message_id="only")
        house.runner.drain(timeout_seconds=30)
        questions = _come_to_the_payment(house)
        house.threads.stop(THREAD, by="ann")
        house.runner.drain(timeout_seconds=30)
        return _seen(house, questions)


def _come_to_the_payment(house: House) -> int:
    """Somebody is sent out, and a note that a crash has cut off is made; how often that was asked.

    The payment and the question to ann are left open.
    """
    questions = 0
    for _ in range(ROUNDS):
        waiting = [each for each in house.desk.open_requests() if _is_before_the_stop(each)]
        if not waiting:
            return questions
        for request in waiting:
            questions += request.kind is RequestKind.OUTCOME
            house.desk.decide(request.id, decision_of(request), by="rob")
        house.runner.drain(timeout_seconds=30)
    raise AssertionError("the story does not come to its stop")


def _is_before_the_stop(request: Request) -> bool:
    return request.kind is RequestKind.OUTCOME or request.action.name == "hire_operator"


def _seen(house: House, questions: int) -> dict[str, Any]:
    thread = house.threads.read(THREAD)
    answers = [message for message in thread.messages if message.by == "house" and message.turn]
    said = [message.text for message in answers if message.text.startswith("Stopped")]
    effects = house.effects(THREAD)
    return {
        "world": done_to_the_world(),
        "idle": thread.status is ThreadStatus.IDLE
        and not house.desk.open_requests()
        and house.pool.offers("ola") == []
        and all("note" in words.lower() for words in said),
        "answers": len(said),
        "faults": [fault.model_dump() for fault in house.trail.verify().faults],
        "open_effects": [effect.name for effect in effects if effect.state == "started"],
        "questions": questions,
    }
