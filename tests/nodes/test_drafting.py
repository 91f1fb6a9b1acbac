"""test_drafting: an answer can be read while it is written; nothing is left of it afterwards."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableLambda

from domain.errors import Unavailable
from graph.house import House
from nodes.model import Patience, ask_model
from storage import drafts, leases, transcript, usage
from storage.unit import Row
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, open_test_house, say
from tests.fakes.model import script
from tests.fakes.models import WritingModel
from tests.fakes.patience import wait_for

MODEL = "tests.fakes.models:WritingModel"
LOOK = script([("look", {"what": "one two three"})])
ANSWER = "Done. one two three: seen"


@pytest.fixture
def writing(tmp_path: Path, world: Path) -> Iterator[House]:
    """A house whose model writes word by word."""
    with open_test_house(tmp_path / "home", model=MODEL) as house:
        yield house


def between(house: House, then: Callable[[int], None], pause_seconds: float = 0.0) -> None:
    """Do this after each word that the model writes."""
    model = house.rooms.model
    assert isinstance(model, WritingModel)
    model.between, model.pause_seconds = then, pause_seconds


def draft(house: House, thread_id: str = "t-1") -> str:
    return house.threads.read(thread_id).draft


def row(house: House, thread_id: str = "t-1") -> Row | None:
    with house.rooms.storage.view() as unit:
        return drafts.of_thread(unit, thread_id)


def leave(house: House, turn: int, step: int, text: str = "stale") -> None:
    """Leave the draft of a runner that died."""
    with house.rooms.storage.unit("leave") as unit:
        drafts.keep(unit, "t-1", turn, step, text, 0)


def hold(house: House, clock: StillClock) -> None:
    """Take the lease, as a runner at work has it."""
    now = clock.milliseconds
    with house.rooms.storage.unit("lease") as unit:
        assert leases.take(unit, "t-1", "another/1", now, now + 15_000)


def test_the_first_word_is_shown_at_once_and_the_answer_takes_its_place(writing: House) -> None:
    seen: list[str] = []
    between(writing, lambda number: seen.append(draft(writing)), pause_seconds=0.15)
    say(writing, LOOK)
    written = [text for text in seen if text]
    assert written[0] == "Done."
    assert len(set(written)) > 1
    assert all(ANSWER.startswith(text) for text in written)
    assert writing.threads.read("t-1").messages[-1].text == ANSWER
    assert (draft(writing), row(writing)) == ("", None)


def test_pages_are_told_of_each_draft_when_it_can_be_read(writing: House) -> None:
    told: list[str] = []
    between(writing, lambda number: None, pause_seconds=0.15)
    writing.threads.send("t-1", LOOK, by="requester-1")
    writing.listen(lambda: told.append(draft(writing)))
    advance(writing, "t-1")
    assert len(told) > 1
    assert sorted(set(told), key=len) == told


def test_however_fast_words_come_a_draft_is_written_four_times_a_second(
    tmp_path: Path, world: Path
) -> None:
    commits: list[str] = []
    with open_test_house(tmp_path / "home", model=MODEL, boundary=commits.append) as house:
        between(house, lambda number: None, pause_seconds=0.004)
        started = time.monotonic()
        say(house, script([("look", {"what": "word " * 150})]))
        elapsed = time.monotonic() - started
    written = commits.count("after commit of draft")
    assert 2 <= written <= 1 + elapsed * 4


def test_an_answer_in_one_piece_costs_no_transaction_more(tmp_path: Path, world: Path) -> None:
    commits: list[str] = []
    with open_test_house(tmp_path / "home", boundary=commits.append) as house:
        say(house, LOOK)
    assert not [name for name in commits if "draft" in name]
    assert Counter(commits)["after commit of answer"] == 2


def test_where_the_answer_fails_nothing_is_left_of_it(writing: House) -> None:
    seen: list[str] = []

    def fail(number: int) -> None:
        seen.append(draft(writing))
        raise ConnectionError("the provider is away")

    between(writing, fail)
    say(writing, LOOK)
    thread = writing.threads.read("t-1")
    assert seen == ["Done."]
    assert "broke off in the middle" in thread.trouble
    assert (thread.draft, row(writing)) == ("", None)
    between(writing, lambda number: None)
    advance(writing, "t-1")
    assert writing.threads.read("t-1").messages[-1].text == ANSWER


def test_a_house_that_closes_in_the_middle_leaves_no_draft(writing: House) -> None:
    between(writing, lambda number: None, pause_seconds=0.2)
    writing.threads.send("t-1", LOOK, by="requester-1")
    writing.runner.start()
    wait_for(lambda: row(writing))
    writing.runner.stop()
    assert row(writing) is None


def test_a_plain_runnable_answers_at_once() -> None:
    written: list[str] = []
    model = RunnableLambda[Any, AIMessage](lambda heard: AIMessage(f"heard {heard}"))
    answer = asyncio.run(ask_model(model, "you", Patience(), written.append))
    assert (answer.text, written) == ("heard you", [])


def test_a_disk_that_is_busy_costs_a_draft_and_not_the_answer(tmp_path: Path, world: Path) -> None:
    def busy(name: str) -> None:
        if name == "before commit of draft":
            raise Unavailable("storage_busy", "The database is busy.")

    with open_test_house(tmp_path / "home", model=MODEL, boundary=busy) as house:
        say(house, LOOK)
        assert house.threads.read("t-1").messages[-1].text == ANSWER


def test_the_draft_of_a_dead_runner_is_gone_before_the_model_is_asked_again(
    writing: House,
) -> None:
    seen: list[Row | None] = []
    writing.threads.send("t-1", "hello", by="requester-1")
    leave(writing, 1, 1)
    model = writing.rooms.model
    assert isinstance(model, WritingModel)
    asked = model._next
    object.__setattr__(model, "_next", lambda heard: (seen.append(row(writing)), asked(heard))[1])
    advance(writing, "t-1")
    assert seen == [None]


def test_a_draft_that_nobody_writes_any_more_is_not_shown(
    still_house: House, clock: StillClock
) -> None:
    still_house.threads.send("t-1", "hello", by="requester-1")
    leave(still_house, 1, 1)
    assert draft(still_house) == ""
    hold(still_house, clock)
    assert draft(still_house) == "stale"
    clock.step(seconds=16)
    assert draft(still_house) == ""


@pytest.mark.parametrize(("turn", "step", "shown"), [(2, 2, "stale"), (2, 1, ""), (1, 9, "")])
def test_a_draft_of_a_step_that_is_over_is_not_shown(
    still_house: House, clock: StillClock, turn: int, step: int, shown: str
) -> None:
    say(still_house, "hello")
    say(still_house, "and again")
    leave(still_house, turn, step)
    hold(still_house, clock)
    assert draft(still_house) == shown


def test_who_lost_the_lease_stops_and_leaves_the_other_ones_draft_alone(writing: House) -> None:
    spent: list[int] = []

    def lose(number: int) -> None:
        spent.append(number)
        if number == 0:
            with writing.rooms.storage.unit("steal") as unit:
                leases.free(unit, "test/0")
                assert leases.take(unit, "t-1", "another/1", 0, 2**42)
            leave(writing, 1, 2, "the other one's")

    between(writing, lose, pause_seconds=0.3)
    writing.threads.send("t-1", LOOK, by="requester-1")
    assert advance(writing, "t-1") is False
    assert spent == [0]
    left = row(writing)
    assert left is not None
    assert left["text"] == "the other one's"
    with writing.rooms.storage.view() as unit:
        assert transcript.answer(unit, "t-1", 1, 2) is None


def test_a_rehearsal_is_written_like_any_answer(writing: House) -> None:
    say(writing, LOOK)
    fork_id, seen = writing.threads.fork("t-1", by="requester-1"), set[str]()
    between(writing, lambda number: seen.add(draft(writing, fork_id)))
    advance(writing, fork_id)
    assert "Done." in seen
    assert draft(writing, fork_id) == ""


def test_what_a_streamed_answer_used_is_counted(tmp_path: Path, world: Path) -> None:
    for name in (MODEL, "tests.fakes.model:ScriptedModel"):
        with open_test_house(tmp_path / name, model=name) as house:
            object.__setattr__(house.rooms.model, "tokens", 8)
            say(house, LOOK)
            with house.rooms.storage.view() as unit:
                assert usage.of_thread(unit, "t-1") == (8, 8)
