"""undoing: two sales mails wait in the outbox, one of them is held; a record is published, found
wrong afterwards, and taken back. Nothing goes early, nothing twice, and no order is lost.

Played again on the same home it goes on where the rows say, like the story of actions.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from domain.errors import Conflict
from domain.request import Request, RequestKind
from domain.thread import StepStatus, ThreadStatus
from graph.house import House
from server.bootstrap import open_house
from storage import effects, verdicts
from tests.fakes.houses import settings
from tests.fakes.model import script
from tests.fakes.papers import LAW_TEXT
from tests.fakes.records import TOOLS_NAME
from tests.invariants.story import ROUNDS, decision_of, done_to_the_world, use_world

THREAD = "undoing"
HELD = "call_1_1_3"
SCRIPT = script(
    [
        ("publish", {"record": 7}),
        ("promote", {"to": "ann", "text": "mugs"}),
        ("promote", {"to": "bob", "text": "pots"}),
    ]
)
LAW = f"{LAW_TEXT}\n[tools.publish]\nrecheck = 1.0\n\n[tools.promote]\noutbox_seconds = 1\n"
WRONG = {"type": "reject", "message": "not yet", "content": {"remedy": "undo"}}
EXPECTED = ["promote ann mugs", "promote bob pots", "publish 7", "unpublish 7"]
ANSWERS = 2
SECONDS_TO_LOOK = 20.0


def play(home: Path, boundary: Callable[[str], None] = lambda name: None) -> dict[str, Any]:
    """Play it to its end; what a stranger can see afterwards."""
    use_world(home)
    law = home / "law.toml"
    law.write_text(LAW)
    opened = open_house(settings(home, tools=TOOLS_NAME, policy=law), boundary=boundary)
    with opened as house:
        for person, role in (("ann", "requester"), ("rob", "reviewer")):
            house.people.add(person, roles=[role])
        house.threads.send(THREAD, SCRIPT, by="ann", message_id="only")
        _hold_the_second(house)
        return _seen(house, _answer_everything(house))


def _hold_the_second(house: House) -> None:
    """If it has gone already, it has gone: that is what the outbox is for."""
    house.runner.start()
    give_up_at = time.monotonic() + SECONDS_TO_LOOK
    while time.monotonic() < give_up_at:
        found = [step for step in house.threads.read(THREAD).plan if step.call_id == HELD]
        if found and found[0].status is not StepStatus.PLANNED:
            with suppress(Conflict):
                house.deeds.hold(THREAD, HELD, by="ann")
            return
        time.sleep(0.01)


def _answer_everything(house: House) -> int:
    """What blocks comes first, what is looked at afterwards last; the questions asked."""
    questions = 0
    for _ in range(ROUNDS):
        house.runner.drain(timeout_seconds=30)
        waiting = house.desk.open_requests()
        if not waiting:
            return questions
        pressing = [each for each in waiting if each.kind is not RequestKind.RECHECK] or waiting
        for request in pressing:
            questions += request.kind is RequestKind.OUTCOME
            house.desk.decide(request.id, _decision(request), by="rob")
    raise AssertionError("the story does not end")


def _decision(request: Request) -> dict[str, Any]:
    if request.kind is not RequestKind.RECHECK:
        return decision_of(request)
    return WRONG if request.action.name == "publish" else {"type": "approve"}


def _seen(house: House, questions: int) -> dict[str, Any]:
    thread = house.threads.read(THREAD)
    done = house.effects(THREAD)
    undone = thread.plan[0].afterwards.startswith("rob took it back")
    idle = thread.status is ThreadStatus.IDLE
    return {
        "world": done_to_the_world(),
        "idle": idle and undone and not _early(house) and not house.deeds.outbox("rob"),
        "answers": sum(message.text.startswith("Done.") for message in thread.messages),
        "faults": [fault.model_dump() for fault in house.trail.verify().faults],
        "open_effects": [effect.name for effect in done if effect.state == "started"],
        "questions": questions,
    }


def _early(house: House) -> list[str]:
    """Calls that went alone before their time in the outbox was over."""
    with house.rooms.storage.view() as unit:
        rows = effects.of_thread(unit, THREAD)
        judged = {row["verdict_id"]: verdicts.find(unit, row["verdict_id"]) for row in rows}
    return [
        row["call_id"]
        for row in rows
        if row["request_id"] is None
        and (verdict := judged[row["verdict_id"]]) is not None
        and verdict["outbox_seconds"]
        and row["started_at"] < verdicts.goes_at(verdict)
    ]
