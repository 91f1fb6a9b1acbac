"""planning: a plan from its countersignature to the last call in it, in a process that may die.

Played again on the same home it goes on where the rows say, like the story of actions.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.thread import ThreadStatus
from graph.house import House
from server.bootstrap import open_house
from tests.fakes.houses import settings
from tests.fakes.plans import propose, step, story, unsure
from tests.invariants.story import ROUNDS, decision_of, done_to_the_world, use_world

THREAD = "plan"
PLAN = propose(step("note", 2, text={"one_of": ["a", "b"]}))
SCRIPT = story(PLAN, unsure("note", text="a"), unsure("note", text="b"))
EXPECTED = ["note a", "note b", "1 plan: 2 used"]
ANSWERS = 1


def play(home: Path, boundary: Callable[[str], None] = lambda name: None) -> dict[str, Any]:
    """Play the plan to its end; what a stranger can see afterwards."""
    use_world(home)
    with open_house(settings(home), boundary=boundary) as house:
        for person, role in (("ann", "requester"), ("rob", "reviewer")):
            house.people.add(person, roles=[role])
        house.threads.send(THREAD, SCRIPT, by="ann", message_id="only")
        for _ in range(ROUNDS):
            house.runner.drain(timeout_seconds=30)
            waiting = house.desk.open_requests()
            if not waiting:
                return _seen(house)
            for request in waiting:
                house.desk.decide(request.id, decision_of(request), by="rob")
    raise AssertionError("the plan does not end")


def _seen(house: House) -> dict[str, Any]:
    thread, effects = house.threads.read(THREAD), house.effects(THREAD)
    used = ",".join(str(sum(plan.used)) for plan in thread.approved)
    return {
        "world": [*done_to_the_world(), f"{len(thread.approved)} plan: {used} used"],
        "idle": thread.status is ThreadStatus.IDLE,
        "answers": sum(message.text.startswith("Done.") for message in thread.messages),
        "faults": [fault.model_dump() for fault in house.trail.verify().faults],
        "open_effects": [effect.name for effect in effects if effect.state == "started"],
        "questions": sum(effect.attempt > 1 for effect in effects),
    }
