"""test_searching: conversations are found by what was said, named by their owner, and say how they
stand.
"""

from typing import Any

import pytest

from domain.errors import Forbidden, Invalid, Missing
from graph.house import House
from storage import searches
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, asked, say
from tests.fakes.model import script
from tests.fakes.refusals import refused


def found(house: House, words: str, by: str = "requester-1") -> list[str]:
    return [thread.id for thread in house.threads.list(by=by, words=words)]


def test_words_are_found_in_titles_letters_and_answers(still_house: House, clock: Any) -> None:
    house = still_house
    house.threads.send("t-1", "The mug arrived broken", by="requester-1")
    clock.step(seconds=1)
    house.threads.send("t-2", "hello", by="requester-1")
    house.threads.send("t-2", "and the mug, too", by="requester-1", message_id="later")
    clock.step(seconds=1)
    say(house, script([("look", {"what": 'a "mug"\nmore'})]), "t-3")
    house.threads.rename("t-3", "Something else", by="requester-1")
    assert found(house, "MUG") == ["t-3", "t-2", "t-1"]
    assert found(house, "something ELSE") == ["t-3"]
    assert found(house, 'Done. a "mug"\nmore: seen') == ["t-3"]
    assert found(house, "nowhere said") == []
    assert found(house, "  ") == ["t-3", "t-2", "t-1"]


def test_how_a_row_is_kept_is_not_what_was_said(house: House) -> None:
    say(house, "hello")
    for key in ("mail_seq", "calls", '"text"', "}"):
        assert found(house, key) == [], key


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'", "\\%"])
def test_signs_of_the_search_language_stand_for_themselves(house: House, sign: str) -> None:
    house.threads.send("t-1", "nothing of it", by="requester-1")
    house.threads.send("t-2", f"100{sign} sure", by="requester-1")
    assert found(house, f"0{sign} s") == ["t-2"]


def test_each_finds_only_what_they_may_see(house: House) -> None:
    house.threads.send("t-1", "a mug", by="requester-1")
    house.threads.send("t-2", "a mug", by="requester-2")
    assert found(house, "mug", by="requester-1") == ["t-1"]
    assert found(house, "mug", by="operator-1") == []
    assert sorted(found(house, "mug", by="reviewer-1")) == ["t-1", "t-2"]


def test_a_search_looks_through_the_newest_conversations(
    still_house: House, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searches, "LOOKED_THROUGH", 2)
    for number in range(3):
        still_house.threads.send(f"t-{number}", "a mug", by="requester-1")
        clock.step(seconds=1)
    assert found(still_house, "mug") == ["t-2", "t-1"]


def test_very_long_words_are_cut(house: House) -> None:
    house.threads.send("t-1", "x" * 300, by="requester-1")
    assert found(house, "x" * 250 + "y") == ["t-1"]


def test_the_owner_renames_a_conversation_and_nobody_else(house: House) -> None:
    house.threads.send("t-1", "hello", by="requester-1")
    before = house.threads.read("t-1").updated_at
    house.threads.rename("t-1", "  The\nbroken   mug ", by="requester-1")
    assert house.threads.read("t-1").title == "The broken mug"
    assert house.threads.read("t-1").updated_at == before
    for person in ("requester-2", "reviewer-1", "admin-1"):
        code = refused(Forbidden, house.threads.rename, "t-1", "mine", by=person)
        assert code == "not_your_thread"
    assert refused(Invalid, house.threads.rename, "t-1", " ", by="requester-1") == "text_empty"
    assert refused(Missing, house.threads.rename, "t-9", "x", by="requester-1") == "thread_unknown"
    house.threads.rename("t-1", "x" * 500, by="requester-1")
    assert len(house.threads.read("t-1").title) == 80


def test_the_list_says_whose_word_a_conversation_waits_for(house: House) -> None:
    say(house, script([("pay", {"to": "ann", "amount_minor": 5})]), "t-1")
    say(house, script([("ask_human", {"question": "Which?", "options": ["a", "b"]})]), "t-2")
    fail = [("refuse", {"reason": "no"})]
    say(house, script(fail, fail, fail), "t-3")
    say(house, "hello", "t-4")
    waits = {thread.id: thread.waits_for for thread in house.threads.list()}
    assert waits == {"t-1": ("reviewer",), "t-2": ("requester",), "t-3": ("lead",), "t-4": ()}


def test_the_list_says_that_a_task_is_out(house: House) -> None:
    say(house, script([("hire_operator", {"description": "Look", "location": "Mill Lane"})]))
    house.desk.decide(asked(house).id, {"type": "approve"}, by="reviewer-1")
    advance(house, "t-1")
    (listed,) = house.threads.list()
    assert (listed.status, listed.is_out) == ("idle", True)
    house.threads.stop("t-1", by="requester-1")
    assert not house.threads.list()[0].is_out


def test_a_step_says_who_is_asked_since_when_and_until_when(
    still_house: House, clock: StillClock
) -> None:
    clock.step(hours=1)
    say(still_house, script([("pay", {"to": "ann", "amount_minor": 5})]))
    request = asked(still_house)
    (step,) = still_house.threads.read("t-1").plan
    assert (step.asked_of, step.since, step.until) == (
        "reviewer",
        request.opened_at,
        request.decide_by,
    )
    still_house.desk.decide(request.id, {"type": "approve"}, by="reviewer-1")
    advance(still_house, "t-1")
    (step,) = still_house.threads.read("t-1").plan
    assert (step.asked_of, step.since, step.until) == ("", None, None)
