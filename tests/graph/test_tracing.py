"""test_tracing: the way to an action stands in order, with its authors and in their own words."""

from domain.errors import Forbidden, Missing
from graph.house import House
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, asked, say
from tests.fakes.model import script
from tests.fakes.refusals import refused

PAY = {"to": "ann", "amount_minor": 5, "_rationale": "She is owed it.", "_confidence": 0.8}


def told(house: House, turn: int = 1) -> list[tuple[str, str]]:
    (trace,) = house.threads.trace("t-1", turn)
    return [(thought.by, thought.text) for thought in trace.thoughts]


def test_what_was_thought_judged_signed_and_done_stands_in_order(
    still_house: House, clock: StillClock
) -> None:
    say(still_house, script([("pay", PAY)]))
    clock.step(minutes=3)
    request = asked(still_house)
    still_house.desk.decide(request.id, {"type": "approve", "message": "Fine."}, by="reviewer-1")
    clock.step(seconds=1)
    advance(still_house, "t-1")
    agent, law, house, person, begun, ended = told(still_house)
    assert agent == ("agent", "She is owed it. Its confidence: 0.8.")
    assert law[0] == "law"
    assert law[1].startswith("A reviewer has to countersign. ")
    assert request.reasons[0].text in law[1]
    assert house == ("house", "Asked: a reviewer.")
    assert person == ("reviewer-1", "approve: Fine.")
    assert begun == ("house", "The call begins.")
    assert ended == ("house", "done after 0.0 s: paid 5 to ann")
    (trace,) = still_house.threads.trace("t-1", 1)
    moments = [thought.at for thought in trace.thoughts]
    assert (moments[3] - moments[2]).total_seconds() == 180


def test_a_decision_that_was_taken_back_says_so(house: House) -> None:
    say(house, script([("pay", PAY)]))
    request = asked(house)
    house.desk.decide(request.id, {"type": "approve"}, by="reviewer-1")
    house.desk.undo(request.id, by="reviewer-1")
    assert ("reviewer-1", "approve, taken back later") in told(house)


def test_a_request_that_was_withdrawn_says_by_whom_and_why(house: House) -> None:
    say(house, script([("pay", PAY)]))
    house.desk.withdraw(asked(house).id, by="requester-1")
    assert told(house)[-1] == ("requester-1", "withdrawn: withdrawn by its owner")


def test_an_action_without_reasons_of_the_agent_says_that(house: House) -> None:
    say(house, script([("note", {"text": "a"})]))
    assert told(house)[0] == ("agent", "It gave no reason.")


def test_only_the_turn_that_was_asked_for_is_told(house: House) -> None:
    say(house, script([("note", {"text": "a"})]))
    say(house, script([("look", {"what": "b"}), ("note", {"text": "c"})]))
    assert [trace.name for trace in house.threads.trace("t-1", 1)] == ["note"]
    assert [trace.name for trace in house.threads.trace("t-1", 2)] == ["look", "note"]
    assert house.threads.trace("t-1", 9) == []


def test_who_may_read_the_conversation_may_read_its_trace(house: House) -> None:
    say(house, script([("note", {"text": "a"})]))
    assert house.threads.trace("t-1", 1, by="reviewer-1")
    code = refused(Forbidden, house.threads.trace, "t-1", 1, by="requester-2")
    assert code == "not_your_thread"
    assert refused(Missing, house.threads.trace, "t-9", 1, by="requester-1") == "thread_unknown"
