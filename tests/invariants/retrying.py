"""retrying: a call is lost, a person wants it made again, and its limit has no room left meanwhile:
the law says who must agree to the new attempt. It is made once, and nobody's word is lost.

Played again on the same home it goes on where the rows say, like the story of actions.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.request import Request, RequestKind
from domain.thread import ThreadStatus
from domain.verdict import Route
from graph.house import House
from policy.limits import Counter
from server.bootstrap import open_house
from storage import counters
from tests.fakes.houses import settings
from tests.fakes.model import script
from tests.fakes.papers import law
from tests.invariants.story import answer_everything, done_to_the_world, use_world

THREAD = "retrying"
SCRIPT = script([("falter", {"to": "p", "amount_minor": 9_000})])
EXPECTED = ["note faltered at p", "note p 9000"]
ANSWERS = 1
LIMIT_MINOR, USED_MINOR = 20_000, 15_000
COUNTER = Counter("thread", f"{THREAD} EUR", "")
LAW = law(new_recipient='"auto"', after_outside='"auto"', thread_minor=str(LIMIT_MINOR)).text


def play(home: Path, boundary: Callable[[str], None] = lambda name: None) -> dict[str, Any]:
    """Play it to its end; what a stranger can see afterwards."""
    use_world(home)
    path = home / "law.toml"
    path.write_text(LAW)
    given = settings(home, tools="tests.fakes.till:TOOLS", policy=path)
    with open_house(given, boundary=boundary) as house:
        for person, role in (("ann", "requester"), ("rob", "reviewer"), ("lea", "lead")):
            house.people.add(person, roles=[role])
        house.threads.send(THREAD, SCRIPT, by="ann", message_id="only")
        return _seen(house, answer_everything(house, _answer))


def _answer(house: House, request: Request) -> None:
    by = "lea" if request.route is Route.LEAD else "rob"
    house.desk.decide(request.id, _decision(house, request), by=by)


def _decision(house: House, request: Request) -> dict[str, Any]:
    """About the past they go and look at the world; meanwhile the limit is used up elsewhere."""
    if request.kind is not RequestKind.OUTCOME:
        return {"type": "approve"}
    with house.rooms.storage.unit("meanwhile") as unit:
        if counters.used(unit, (COUNTER,)) < [USED_MINOR]:
            counters.reserve(unit, THREAD, "elsewhere", 1, COUNTER, USED_MINOR, 10 * LIMIT_MINOR)
    did = EXPECTED[-1] in done_to_the_world()
    return {"action": "accept", "content": {"happened": did, "retry": not did}}


def _seen(house: House, questions: int) -> dict[str, Any]:
    thread, effects = house.threads.read(THREAD), house.effects(THREAD)
    last = effects[-1]
    # Whoever had it made again, a lead has signed for the attempt that is beyond the limit.
    led = last.attempt == 1 or house.desk.read(last.request_id).route == "lead"
    return {
        "world": done_to_the_world(),
        "idle": thread.status is ThreadStatus.IDLE and led,
        "answers": sum(message.text.startswith("Done.") for message in thread.messages),
        "faults": [fault.model_dump() for fault in house.trail.verify().faults],
        "open_effects": [effect.name for effect in effects if effect.state == "started"],
        "questions": questions,
    }
