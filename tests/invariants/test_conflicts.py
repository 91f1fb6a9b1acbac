"""Four people answer one request at the same moment; one is heard, three are told who was."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from domain.errors import Conflict, CountersignError
from domain.people import Person
from domain.request import Request, RequestState
from graph.house import House
from tests.fakes.houses import advance, heard, say
from tests.fakes.model import script
from tests.fakes.world import happened

FAIL = [("refuse", {"reason": "cert"})]
STORIES = {
    "approval": script([("pay", {"to": "ann", "amount_minor": 5})]),
    "escalation": script(FAIL, FAIL, FAIL),
    "outcome": script([("lose", {"what": "a"})]),
    "elicitation": script([("ask_human", {"question": "Which?", "options": ["a", "b"]})]),
}
ANSWERS: dict[str, list[dict[str, Any]]] = {
    "approval": [{"type": "approve"}, {"type": "reject", "message": "no"}],
    "escalation": [{"type": "respond", "message": "by hand"}, {"type": "reject"}],
    "outcome": [
        {"action": "accept", "content": {"happened": True}},
        {"action": "accept", "content": {"happened": False}},
    ],
    "elicitation": [
        {"action": "accept", "content": {"answer": "a"}},
        {"action": "accept", "content": {"answer": "b"}},
    ],
}
ROUNDS = 5


@pytest.mark.parametrize("kind", STORIES)
def test_one_is_heard_and_the_others_are_told(house: House, kind: str) -> None:
    for number in range(ROUNDS):
        thread_id = f"{kind}-{number}"
        say(house, STORIES[kind], thread_id)
        (request,) = [one for one in house.desk.open_requests() if one.thread_id == thread_id]
        told = _all_at_once(house, request, ANSWERS[kind])
        settled = house.desk.read(request.id)
        assert told.count("won") == 1
        assert settled.outcome is not None
        assert all(settled.outcome.by in words for words in told if words != "won")

        advance(house, thread_id)
        assert len(heard(house, thread_id)) == (3 if kind == "escalation" else 1)
        assert house.desk.read(request.id).state is RequestState.APPLIED


def _all_at_once(house: House, request: Request, answers: list[dict[str, Any]]) -> list[str]:
    deciders = [_decider(house, request, number) for number in range(4)]
    start, told = threading.Barrier(len(deciders)), [""] * len(deciders)

    def decide(number: int) -> None:
        start.wait()
        try:
            answer = answers[number % len(answers)]
            house.desk.decide(request.id, answer, by=deciders[number].id)
            told[number] = "won"
        except CountersignError as lost:
            told[number] = lost.sentence

    works: list[Callable[[], None]] = [lambda n=n: decide(n) for n in range(4)]  # type: ignore[misc]
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def _decider(house: House, request: Request, number: int) -> Person:
    """Questions have one addressee, who may still click twice in two windows."""
    if request.kind == "elicitation":
        return house.people.get(request.requested_by)
    role = "lead" if request.kind == "escalation" else "reviewer"
    return house.people.add(f"{role}-{number}x", roles=[role])


def test_stopped_and_approved_at_once_a_call_is_made_and_told_or_never_made(house: House) -> None:
    """Whoever is first: what was paid stands in the last answer, and what stands there was paid."""
    for number in range(2 * ROUNDS):
        thread_id = f"stop-{number}"
        say(house, script([("pay", {"to": thread_id, "amount_minor": 5})]), thread_id)
        (request,) = house.desk.open_requests()
        start = threading.Barrier(3)

        def approve(request_id: str = request.id, start: threading.Barrier = start) -> None:
            start.wait()
            with suppress(Conflict):
                house.desk.decide(request_id, {"type": "approve"}, by="reviewer-1")

        def carry(thread_id: str = thread_id, start: threading.Barrier = start) -> None:
            start.wait()
            for _ in range(3):
                advance(house, thread_id)

        works = [threading.Thread(target=approve), threading.Thread(target=carry)]
        for work in works:
            work.start()
        start.wait()
        house.threads.stop(thread_id, by="requester-1")
        for work in works:
            work.join()
        advance(house, thread_id)

        paid = happened().count(f"pay {thread_id} 5")
        thread = house.threads.read(thread_id)
        told = thread.messages[-1].text
        assert thread.status == "idle"
        assert paid in (0, 1)
        reported = f"Already done:\n- Pay · {thread_id} · 0.05 EUR"
        assert (reported in told or "Done. paid" in told) == paid
        assert house.desk.read(request.id).state == ("applied" if paid else "withdrawn")
        assert house.desk.open_requests() == []
