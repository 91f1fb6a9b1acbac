"""test_stopping: what waits is taken back, what has begun ends, and the house says which is it."""

import threading
from pathlib import Path
from typing import Any

import pytest

from domain.errors import Conflict, Forbidden, Missing
from domain.request import RequestState
from domain.thread import Speaker
from graph.house import House
from nodes import asking, settling
from nodes.state import Call
from storage.unit import Unit
from tests.fakes.houses import advance, asked, decide, open_test_house, say
from tests.fakes.model import script
from tests.fakes.refusals import refused
from tests.fakes.world import happened

PAY = ("pay", {"to": "ann", "amount_minor": 5})
NOTE = ("note", {"text": "kept"})


def stop(house: House, by: str = "requester-1") -> None:
    house.threads.stop("t-1", by=by)
    advance(house, "t-1")


def last(house: House) -> str:
    message = house.threads.read("t-1").messages[-1]
    assert message.speaker is Speaker.ASSISTANT
    return message.text


def test_what_waits_is_taken_back_and_the_house_says_what_was_done(house: House) -> None:
    say(house, script([NOTE, PAY], [NOTE]))
    request = asked(house)
    stop(house)
    thread = house.threads.read("t-1")
    assert house.desk.read(request.id).state is RequestState.WITHDRAWN
    assert happened() == ["note kept"]
    assert thread.status == "idle"
    done, left = "Already done:\n- Note · kept", "Not done:\n- Pay · ann · 0.05 EUR"
    assert last(house) == f"Stopped, as you asked.\n\n{done}\n\n{left}"
    assert thread.messages[-1].by == "house"


def test_an_open_question_is_taken_back_too(house: House) -> None:
    say(house, script([("ask_human", {"question": "Which?", "options": ["a", "b"]})], [NOTE]))
    stop(house)
    assert house.desk.open_requests() == []
    assert last(house) == "Stopped, as you asked.\n\nNothing had been done."
    assert happened() == []


def test_a_question_answered_at_the_same_moment_puts_nothing_before_people(house: House) -> None:
    unsure = ("pay", {"to": "ann", "amount_minor": 5, "_confidence": 0.1})
    say(house, script([unsure]))
    meant = {"action": "accept", "content": {"meant": True}}
    house.desk.decide(asked(house).id, meant, by="requester-1")
    stop(house)
    assert house.desk.open_requests() == []
    assert last(house).endswith("Not done:\n- Pay · ann · 0.05 EUR")


def test_what_was_agreed_but_has_not_begun_never_begins(house: House) -> None:
    say(house, script([PAY]))
    request = asked(house)
    house.desk.decide(request.id, {"type": "approve"}, by="reviewer-1")
    stop(house)
    assert happened() == []
    assert house.desk.read(request.id).state is RequestState.WITHDRAWN
    assert refused(Conflict, house.desk.undo, request.id, by="reviewer-1") == "not_decided"


def test_an_escalation_is_taken_back_from_the_leads(house: House) -> None:
    fail = [("refuse", {"reason": "no"})]
    say(house, script(fail, fail, fail, [NOTE]))
    assert asked(house).kind == "escalation"
    stop(house)
    assert house.desk.open_requests() == []
    assert "Tried, but it failed and did not happen:\n- Refuse · no" in last(house)
    assert happened() == []


def test_whether_it_happened_is_still_asked_and_a_retry_does_not_begin(house: House) -> None:
    say(house, script([("lose", {"what": "a"})], [NOTE]))
    stop(house)
    assert asked(house).kind == "outcome"
    assert house.threads.read("t-1").stopping
    decide(house, {"action": "accept", "content": {"happened": False, "retry": True}})
    assert happened() == ["lose a"]
    assert last(house).endswith("Tried, but it failed and did not happen:\n- Lose · a")
    advance(house, "t-1")
    assert not house.threads.read("t-1").stopping


def test_a_doubt_that_nobody_can_settle_is_told_as_a_doubt(still_house: House, clock: Any) -> None:
    say(still_house, script([("lose", {"what": "a"})]))
    stop(still_house)
    clock.step(days=9)
    still_house.runner.drain()
    assert last(still_house).endswith("Nobody knows whether this happened:\n- Lose · a")


def test_a_call_in_flight_ends_and_is_reported(house: House) -> None:
    """The requester stops while the tool is at work: what it did stands, what follows does not."""
    house.threads.send("t-1", script([("hang", {"seconds": 0.1})], [NOTE]), by="requester-1")
    runner = threading.Thread(target=advance, args=(house, "t-1"))
    runner.start()
    while happened() != ["hang"]:
        threading.Event().wait(0.005)
    house.threads.stop("t-1", by="requester-1")
    runner.join()
    advance(house, "t-1")
    assert last(house) == "Stopped, as you asked.\n\nAlready done:\n- Hang · 0.1"
    assert happened() == ["hang"]


def test_a_message_before_the_agent_heard_it_is_stopped_unread_by_the_model(house: House) -> None:
    house.threads.send("t-1", script([NOTE]), by="requester-1")
    stop(house)
    assert happened() == []
    assert last(house) == "Stopped, as you asked.\n\nNothing had been done."


def test_what_is_written_after_the_stop_is_a_turn_of_its_own(house: House) -> None:
    say(house, script([PAY]))
    house.threads.stop("t-1", by="requester-1")
    house.threads.send("t-1", script([NOTE]), by="requester-1")
    advance(house, "t-1")
    said = [(each.turn, each.text) for each in house.threads.read("t-1").messages if each.text]
    assert [turn for turn, text in said if text.startswith("Stopped")] == [1]
    assert said[-1] == (2, "Done. noted")
    assert happened() == ["note kept"]


def test_a_stop_reaches_nothing_that_comes_later(house: House) -> None:
    say(house, script([NOTE]))
    stop(house)
    assert last(house).startswith("Done.")
    say(house, script([("note", {"text": "later"})]))
    assert happened() == ["note kept", "note later"]


def test_stopping_twice_says_it_once(house: House) -> None:
    say(house, script([PAY]))
    stop(house)
    stop(house)
    said = [each.text for each in house.threads.read("t-1").messages]
    assert sum(text.startswith("Stopped") for text in said) == 1
    events = [entry.event for entry in house.trail.read("t-1")]
    assert events.count("thread.stopped") == 1


def test_an_offered_task_is_withdrawn_and_one_in_hand_stays(house: House) -> None:
    sent = [
        ("hire_operator", {"description": what, "location": "Mill Lane"}) for what in ("A", "B")
    ]
    say(house, script(sent))
    for request in house.desk.open_requests():
        house.desk.decide(request.id, {"type": "approve"}, by="reviewer-1")
    advance(house, "t-1")
    first, _ = house.pool.offers("operator-1")
    house.pool.claim(first.id, "operator-1")
    stop(house)
    assert house.pool.offers("operator-1") == []
    assert [task.state for task in house.pool.mine("operator-1")] == ["claimed"]
    held = f"- {first.description}, Mill Lane (operator-1)"
    assert last(house).endswith(f"Still in an operator's hands; you can withdraw it above:\n{held}")
    # The letter about the withdrawn task belongs to what was stopped; no turn of the model follows.
    assert house.threads.read("t-1").status == "idle"


def test_only_the_owner_stops(house: House) -> None:
    say(house, script([PAY]))
    for person in ("requester-2", "reviewer-1", "lead-1", "admin-1"):
        assert refused(Forbidden, house.threads.stop, "t-1", by=person) == "not_your_thread"
    assert refused(Missing, house.threads.stop, "t-9", by="requester-1") == "thread_unknown"
    assert len(house.desk.open_requests()) == 1


def test_the_model_is_not_waited_for(tmp_path: Path, world: Path) -> None:
    with open_test_house(tmp_path / "home", model="tests.fakes.models:SilentModel") as house:
        house.threads.send("t-1", "hello", by="requester-1")
        runner = threading.Thread(target=advance, args=(house, "t-1"))
        runner.start()
        while not house.threads.read("t-1").messages[0].heard:
            threading.Event().wait(0.01)
        house.threads.stop("t-1", by="requester-1")
        runner.join(timeout=5)
        assert not runner.is_alive()
        assert last(house) == "Stopped, as you asked.\n\nNothing had been done."


def test_stopped_between_the_look_and_the_intent_nothing_begins(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = settling.is_stopped

    def stop_after(unit: Unit, call: Call) -> bool:
        monkeypatch.setattr(settling, "is_stopped", looked)
        found = looked(unit, call)
        house.threads.stop("t-1", by="requester-1")
        return found

    monkeypatch.setattr(settling, "is_stopped", stop_after)
    say(house, script([NOTE]))
    assert happened() == []
    assert last(house).endswith("Not done:\n- Note · kept")


def test_a_question_filed_at_the_moment_of_the_stop_is_taken_off_the_desk(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = asking.is_stopped

    def stop_after(unit: Unit, call: Call) -> bool:
        monkeypatch.setattr(asking, "is_stopped", looked)
        found = looked(unit, call)
        house.threads.stop("t-1", by="requester-1")
        return found

    monkeypatch.setattr(asking, "is_stopped", stop_after)
    say(house, script([("ask_human", {"question": "Which?", "options": ["a", "b"]})]))
    assert house.desk.open_requests() == []
    assert last(house).startswith("Stopped")
