"""Threads that an earlier release parked wake under today's code (design, section 4)."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from domain.request import Request, RequestKind
from domain.thread import ThreadStatus
from graph.house import House
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, open_test_house
from tests.fakes.world import happened

DUMPS = sorted(Path(__file__).parent.glob("*.sql"))
ROUNDS = 4


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_every_parked_thread_is_carried_out_once(dump: Path, tmp_path: Path, world: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "countersign.db")) as database:
        database.executescript(dump.read_text(encoding="utf-8"))

    clock = StillClock()
    with open_test_house(tmp_path, clock=clock) as house:
        parked = [thread.id for thread in house.threads.list()]
        assert parked
        assert house.desk.open_requests()
        for _ in range(ROUNDS):
            clock.step(minutes=1)
            _answer_everything(house)
            for thread_id in parked:
                advance(house, thread_id)
        assert {thread.status for thread in house.threads.list()} == {ThreadStatus.IDLE}
        assert house.trail.verify().faults == ()

    assert len(happened()) == len(set(happened()))
    assert "pay ann 500" in happened()


def _answer_everything(house: House) -> None:
    for request in house.desk.open_requests():
        by = _DECIDERS.get(request.kind, "reviewer-1")
        house.desk.decide(request.id, _decision(request), by=by)


def _decision(request: Request) -> dict[str, Any]:
    if request.kind is RequestKind.OUTCOME:
        return {"action": "accept", "content": {"happened": True}}
    if request.kind is RequestKind.ELICITATION:
        return {"action": "accept", "content": {"answer": "a"}}
    if request.kind is RequestKind.ESCALATION:
        return {"type": "respond", "message": "done by hand"}
    return {"type": "approve"}


_DECIDERS = {RequestKind.ELICITATION: "requester-1", RequestKind.ESCALATION: "lead-1"}
