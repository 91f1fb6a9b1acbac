"""test_threads: what can be said, by whom, and what is seen of it."""

from typing import Any

import pytest

from domain.errors import Forbidden, Invalid, Missing
from graph.house import House
from graph.wording import TEXT_CHARACTERS
from tests.fakes.houses import advance, say
from tests.fakes.model import script
from tests.fakes.refusals import refused


def said(house: House) -> list[str]:
    return [message.text for message in house.threads.read("t-1").messages]


def test_the_first_message_begins_a_thread_with_its_title_and_owner(house: House) -> None:
    house.threads.send("t-1", "  please\npay ann  ", by="requester-1")
    thread = house.threads.read("t-1")
    assert (thread.title, thread.owner, thread.status) == (
        "please pay ann",
        "requester-1",
        "working",
    )


def test_a_message_with_the_same_id_is_heard_once(house: House) -> None:
    for words in ("hello", "hello", "other words"):
        assert house.threads.send("t-1", words, by="requester-1", message_id="m-1") == "m-1"
    advance(house, "t-1")
    house.threads.send("t-1", "hello", by="requester-1", message_id="m-1")
    advance(house, "t-1")
    assert said(house) == ["hello", "Done. "]


def test_messages_without_an_id_are_all_heard(house: House) -> None:
    ids = {house.threads.send("t-1", "hello", by="requester-1") for _ in range(3)}
    assert len(ids) == 3
    assert said(house) == ["hello"] * 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "text_empty"),
        (" \n\t ", "text_empty"),
        ("\x00\x00", "text_empty"),
        (" \x00 ", "text_empty"),
        (None, "text_empty"),
        (5, "text_empty"),
        ("x" * (TEXT_CHARACTERS + 1), "text_too_long"),
        ("half \ud83d pair", "text_malformed"),
    ],
)
def test_what_cannot_be_said_is_refused_and_begins_nothing(
    house: House, text: Any, code: str
) -> None:
    assert refused(Invalid, house.threads.send, "t-1", text, by="requester-1") == code
    assert refused(Missing, house.threads.read, "t-1") == "thread_unknown"


@pytest.mark.parametrize("text", ["x" * TEXT_CHARACTERS, "ümläut 🙂 \u202e", "[[]]", "{}", "'; --"])
def test_odd_words_are_heard_as_they_were_said(house: House, text: str) -> None:
    house.threads.send("t-1", text, by="requester-1")
    assert said(house) == [text]


def test_nul_characters_are_dropped(house: House) -> None:
    house.threads.send("t-1", "a\x00b", by="requester-1")
    assert said(house) == ["ab"]


@pytest.mark.parametrize("thread_id", ["", "../x", "a b", "x" * 129, "\ud800"])
def test_a_malformed_thread_or_message_id_is_refused(house: House, thread_id: str) -> None:
    assert refused(Invalid, house.threads.send, thread_id, "hi", by="requester-1") == "id_malformed"
    if thread_id:
        send = house.threads.send
        code = refused(Invalid, send, "t-1", "hi", by="requester-1", message_id=thread_id)
        assert code == "id_malformed"


@pytest.mark.parametrize("message_id", ["answer-1-1", "result-call_1_1_1", "rehearsal-1-0"])
def test_no_message_id_can_pass_for_an_answer_or_a_result(house: House, message_id: str) -> None:
    words = script([("note", {"text": "a"})])
    house.threads.send("t-1", words, by="requester-1", message_id=message_id)
    advance(house, "t-1")
    assert house.threads.read("t-1").status == "idle"
    assert [effect.state for effect in house.effects("t-1")] == ["done"]


def test_only_its_owner_continues_a_conversation(house: House) -> None:
    house.threads.send("t-1", "hello", by="requester-1")
    for other in ("requester-2", "admin-1"):
        code = refused(Forbidden, house.threads.send, "t-1", "hi", by=other)
        assert code == "not_your_thread"
    assert said(house) == ["hello"]


@pytest.mark.parametrize("person", ["reviewer-1", "lead-1", "operator-1"])
def test_only_requesters_begin_conversations(house: House, person: str) -> None:
    assert refused(Forbidden, house.threads.send, "t-1", "hi", by=person) == "role_missing"


def test_a_stranger_says_and_sees_nothing(house: House) -> None:
    house.threads.send("t-1", "hello", by="requester-1")
    assert refused(Missing, house.threads.send, "t-1", "hi", by="nobody") == "person_unknown"
    assert refused(Missing, house.threads.read, "t-1", by="nobody") == "person_unknown"
    assert refused(Missing, house.threads.list, by="nobody") == "person_unknown"


def test_who_sees_a_conversation(house: House) -> None:
    house.threads.send("t-1", "hello", by="requester-1")
    for person in ("requester-1", "reviewer-1", "lead-1", "admin-1", None):
        assert house.threads.read("t-1", by=person).id == "t-1"
    for person in ("requester-2", "operator-1"):
        assert refused(Forbidden, house.threads.read, "t-1", by=person) == "not_your_thread"
    assert refused(Missing, house.threads.read, "t-9", by="lead-1") == "thread_unknown"


def test_each_sees_their_own_list_and_reviewers_see_all(still_house: House, clock: Any) -> None:
    for number, person in enumerate(("requester-1", "requester-2", "requester-1")):
        still_house.threads.send(f"t-{number}", "hello", by=person)
        clock.step(seconds=1)
    lists = {
        person: [thread.id for thread in still_house.threads.list(by=person)]
        for person in ("requester-1", "requester-2", "reviewer-1", None)
    }
    assert lists == {
        "requester-1": ["t-2", "t-0"],
        "requester-2": ["t-1"],
        "reviewer-1": ["t-2", "t-1", "t-0"],
        None: ["t-2", "t-1", "t-0"],
    }


def test_the_plan_tells_what_became_of_each_step(house: House) -> None:
    say(
        house,
        script(
            [("note", {"text": "a"}), ("refuse", {"reason": "no"}), ("nothing", {})],
            [("lose", {"what": "b"}), ("pay", {"to": "ann", "amount_minor": 1})],
        ),
    )
    plan = house.threads.read("t-1").plan
    told = [(step.name, step.status, bool(step.note), bool(step.request_id)) for step in plan]
    assert told == [
        ("note", "done", False, False),
        ("refuse", "failed", True, False),
        ("lose", "waiting", True, True),
        ("pay", "waiting", True, True),
    ]


def test_effects_of_an_unknown_thread_are_missing(house: House) -> None:
    assert refused(Missing, house.effects, "t-9") == "thread_unknown"
