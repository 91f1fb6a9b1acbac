"""test_plan: the model is asked once a step, hears what arrives between, and is stopped in time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.messages import BaseMessage, HumanMessage

from graph.house import House
from nodes.plan import STEPS_IN_A_TURN
from nodes.prompts import WINDOW_MESSAGES, prompt
from storage import transcript
from storage.rows import unpacked
from tests.fakes.houses import advance, open_test_house, say
from tests.fakes.model import script
from tests.fakes.models import CountingModel
from tests.fakes.world import happened


@pytest.fixture
def counted(tmp_path: Path, world: Path) -> Iterator[House]:
    """A house whose model keeps the prompts it was given."""
    with open_test_house(tmp_path / "home", model="tests.fakes.models:CountingModel") as house:
        yield house


def prompts(house: House) -> list[list[BaseMessage]]:
    model = house.rooms.model
    assert isinstance(model, CountingModel)
    return model.prompts


def texts(messages: list[BaseMessage]) -> list[str]:
    return [str(message.content) for message in messages]


def test_the_model_is_asked_once_a_step_and_told_its_results(counted: House) -> None:
    say(counted, script([("note", {"text": "a"})], [("look", {"what": "b"})]))
    kinds = [[message.type for message in asked] for asked in prompts(counted)]
    assert kinds == [
        ["system", "human"],
        ["system", "human", "ai", "tool"],
        ["system", "human", "ai", "tool", "ai", "tool"],
    ]
    assert counted.threads.read("t-1").messages[-1].text.startswith("Done. noted | b: seen")


def test_an_answer_that_was_kept_is_not_asked_for_again(tmp_path: Path, world: Path) -> None:
    died: list[str] = []

    def die_once(name: str) -> None:
        if name == "after commit of answer" and name not in died:
            died.append(name)
            raise RuntimeError(name)

    model = "tests.fakes.models:CountingModel"
    with open_test_house(tmp_path / "home", boundary=die_once, model=model) as house:
        say(house, script([("note", {"text": "a"})]))
        assert died
        assert len(prompts(house)) == 1
        advance(house, "t-1")
        assert len(prompts(house)) == 2
        assert happened() == ["note a"]
        assert house.threads.read("t-1").status == "idle"


def test_an_answer_that_was_not_kept_is_asked_for_again_and_stands_once(
    tmp_path: Path, world: Path
) -> None:
    died: list[str] = []

    def die_once(name: str) -> None:
        if name == "before commit of answer" and name not in died:
            died.append(name)
            raise RuntimeError(name)

    with open_test_house(tmp_path / "home", boundary=die_once) as house:
        say(house, script([("note", {"text": "a"})]))
        advance(house, "t-1")
        said = [message for message in house.threads.read("t-1").messages if message.by == "agent"]
        assert len(said) == 2
        assert happened() == ["note a"]


def test_mail_that_arrives_between_two_steps_is_heard_in_the_next(counted: House) -> None:
    say(counted, script([("pay", {"to": "ann", "amount_minor": 500})]))
    counted.threads.send("t-1", "please hurry", by="requester-1")
    advance(counted, "t-1")
    assert len(prompts(counted)) == 1
    (request,) = counted.desk.open_requests()
    counted.desk.decide(request.id, {"type": "approve"}, by="reviewer-1")
    advance(counted, "t-1")
    assert texts(prompts(counted)[1])[-2:] == ["paid 500 to ann", "please hurry"]
    assert len(prompts(counted)) == 2
    assert [message.heard for message in counted.threads.read("t-1").messages] == [True] * 5


def test_mail_is_heard_once_over_many_turns(counted: House) -> None:
    for number in range(4):
        say(counted, f"message {number}")
    heard = [text for text in texts(prompts(counted)[-1]) if text.startswith("message")]
    assert heard == [f"message {number}" for number in range(4)]
    with counted.rooms.storage.view() as unit:
        last = transcript.find(unit, "t-1", transcript.answer_id(4, 1))
    assert last is not None
    assert unpacked(last["body"])["mail_seq"] == 4


def test_mail_that_nobody_has_heard_yet_is_shown_as_such(counted: House) -> None:
    counted.threads.send("t-1", "hello", by="requester-1")
    (message,) = counted.threads.read("t-1").messages
    assert (message.text, message.heard) == ("hello", False)


def test_a_turn_that_never_ends_is_stopped_and_says_so(tmp_path: Path, world: Path) -> None:
    with open_test_house(tmp_path / "home", model="tests.fakes.models:RestlessModel") as house:
        say(house, "go on for ever")
        thread = house.threads.read("t-1")
        assert len(prompts(house)) == STEPS_IN_A_TURN
        assert thread.status == "idle"
        assert str(STEPS_IN_A_TURN) in thread.messages[-1].text


def test_a_long_thread_is_read_through_a_window_without_orphaned_results(counted: House) -> None:
    for _ in range(30):
        say(counted, script([("look", {"what": "x"})]))
    last = prompts(counted)[-1]
    assert len(last) <= WINDOW_MESSAGES + 1
    proposed = {call["id"] for message in last for call in getattr(message, "tool_calls", [])}
    answered = {message.tool_call_id for message in last if message.type == "tool"}  # type: ignore[attr-defined]
    assert answered <= proposed


def test_call_ids_are_the_houses_own_and_never_repeat(counted: House) -> None:
    for _ in range(3):
        say(counted, script([("look", {"what": "a"}), ("look", {"what": "b"})]))
    steps = counted.threads.read("t-1").plan
    assert len({step.call_id for step in steps}) == 6


def test_an_empty_window_is_still_a_prompt() -> None:
    said = prompt([], lambda message: HumanMessage(message.text))
    assert [message.type for message in said] == ["system"]


def test_a_model_that_answers_with_half_a_character_does_not_stop_the_thread(
    tmp_path: Path, world: Path
) -> None:
    with open_test_house(tmp_path / "home", model="tests.fakes.models:BrokenTextModel") as house:
        say(house, "hello")
        thread = house.threads.read("t-1")
        assert (thread.status, thread.trouble) == ("idle", "")
        assert thread.messages[-1].text == "half ? pair"
