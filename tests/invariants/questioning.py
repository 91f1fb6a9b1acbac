"""questioning: a server asks in the middle of a call that cannot be taken back. Whenever the house
dies, nothing is booked twice, and whoever was asked is not left with a question nobody hears.

Played again on the same home it goes on where the rows say; each time is well after the last one,
so that nobody has to wait for the deadline of a call that was cut off.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from domain.clock import SystemClock
from domain.errors import Conflict
from domain.request import Request, RequestKind, RequestState
from domain.thread import ThreadStatus
from graph.house import House
from server.bootstrap import open_house
from storage import requests
from tests.fakes import world
from tests.fakes.houses import settings
from tests.fakes.mcp_client import bare, written
from tests.fakes.model import script
from tests.invariants.story import use_world
from tools.mcp import servers  # noqa: F401 (here, so that forks have it)

THREAD = "questioning"
SCRIPT = script([("s_ask", {})])
EXPECTED = ["ask accept Blue"]
ANSWERS = 1
APART = timedelta(minutes=5)
SECONDS_TO_END = 20.0


class _Clock:
    """The machine's time, later by as much as the house has been opened before."""

    def __init__(self, times: int) -> None:
        self._machine, self._later = SystemClock(), APART * times

    def now(self) -> datetime:
        return self._machine.now() + self._later


def play(home: Path, boundary: Callable[[str], None] = lambda name: None) -> dict[str, Any]:
    """Play it to its end; what a stranger can see afterwards."""
    use_world(home)
    named = written(home, s=bare())
    opened = open_house(settings(home, mcp=named), clock=_Clock(_times(home)), boundary=boundary)
    with opened as house:
        for person, role in (("ann", "requester"), ("rob", "reviewer")):
            house.people.add(person, roles=[role])
        house.threads.send(THREAD, SCRIPT, by="ann", message_id="only")
        house.runner.start()
        return _seen(house, _answer_everything(house))


def _times(home: Path) -> int:
    """How often the house of this home was opened before."""
    with (home / "opened.txt").open("a+") as opened:
        opened.write(".")
        return opened.tell() - 1


def _answer_everything(house: House) -> int:
    """The thread works while the server's question stands: one looks for its end."""
    questions, give_up_at = 0, time.monotonic() + SECONDS_TO_END
    while time.monotonic() < give_up_at:
        for request in house.desk.open_requests():
            questions += request.kind is RequestKind.OUTCOME
            with suppress(Conflict):  # it was taken back, or its time has passed
                house.desk.decide(request.id, _decision(request), by=_DECIDERS[request.kind])
        if _has_ended(house):
            return questions
        time.sleep(0.01)
    raise AssertionError("the story does not end")


def _decision(request: Request) -> dict[str, Any]:
    if request.kind is RequestKind.ELICITATION:
        return {"action": "accept", "content": {"room": "Blue"}}
    if request.kind is RequestKind.OUTCOME:
        happened = bool(world.happened())
        return {"action": "accept", "content": {"happened": happened, "retry": not happened}}
    return {"type": "approve"}


def _has_ended(house: House) -> bool:
    thread = house.threads.read(THREAD)
    answered = any(message.text.startswith("Done.") for message in thread.messages)
    return answered and thread.status is ThreadStatus.IDLE and not house.desk.open_requests()


def _seen(house: House, questions: int) -> dict[str, Any]:
    thread = house.threads.read(THREAD)
    with house.rooms.storage.view() as unit:
        papers = requests.of_thread(unit, THREAD)
    unheard = [paper for paper in papers if paper["state"] == RequestState.DECIDED.value]
    return {
        "world": world.happened(),
        "idle": thread.status is ThreadStatus.IDLE and not unheard,
        "answers": sum(message.text.startswith("Done.") for message in thread.messages),
        "faults": [fault.model_dump() for fault in house.trail.verify().faults],
        "open_effects": [each.name for each in house.effects(THREAD) if each.state == "started"],
        "questions": questions,
    }


_DECIDERS = {
    RequestKind.APPROVAL: "rob",
    RequestKind.OUTCOME: "rob",
    RequestKind.ELICITATION: "ann",
}
