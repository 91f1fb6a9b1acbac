"""test_runner: a thread is carried as far as its rows allow, and its trouble is told in words."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.house import House
from graph.runner import FAILURES_BEFORE_STALLING
from storage import leases, threads
from storage.unit import Row
from tests.fakes.clock import StillClock
from tests.fakes.houses import advance, heard, open_test_house, say
from tests.fakes.model import script
from tests.fakes.models import FailingModel
from tests.fakes.world import happened

NOTE = script([("note", {"text": "a"})])


@pytest.fixture
def failing(
    tmp_path: Path, world: Path, clock: StillClock, caplog: pytest.LogCaptureFixture
) -> Iterator[House]:
    """A house under a still clock whose model fails until told otherwise."""
    caplog.set_level(logging.CRITICAL)
    model = "tests.fakes.models:FailingModel"
    with open_test_house(tmp_path / "home", clock=clock, model=model) as house:
        yield house


def row(house: House) -> Row:
    with house.rooms.storage.view() as unit:
        found = threads.find(unit, "t-1")
    assert found is not None
    return found


def mend(house: House) -> None:
    model = house.rooms.model
    assert isinstance(model, FailingModel)
    model.broken = False


def test_a_thread_with_nothing_to_do_is_left_idle(house: House) -> None:
    say(house, "hello")
    epoch = row(house)["lease_epoch"]
    assert advance(house, "t-1")
    thread = row(house)
    assert (thread["status"], thread["wake_at"], thread["lease_until"]) == ("idle", None, 0)
    assert thread["lease_epoch"] == epoch + 1


def test_who_finds_a_thread_held_leaves_it_alone(house: House) -> None:
    house.threads.send("t-1", NOTE, by="requester-1")
    with house.rooms.storage.unit("lease") as unit:
        assert leases.take(unit, "t-1", "other/1", 0, 2**50) is not None
    now = row(house)["lease_until"] - 1000
    with house.rooms.storage.unit("lease") as unit:
        assert leases.take(unit, "t-1", "third/1", now, now + 1) is None


def test_a_held_thread_is_not_advanced(still_house: House, clock: StillClock) -> None:
    still_house.threads.send("t-1", NOTE, by="requester-1")
    with still_house.rooms.storage.unit("lease") as unit:
        leases.take(unit, "t-1", "other/1", clock.milliseconds, clock.milliseconds + 15_000)
    assert not advance(still_house, "t-1")
    assert happened() == []
    clock.step(seconds=15)
    assert advance(still_house, "t-1")
    assert happened() == ["note a"]


def test_a_runner_that_lost_its_lease_writes_nothing_more(tmp_path: Path, world: Path) -> None:
    taken: list[str] = []

    def steal(name: str) -> None:
        if name == "after commit of answer" and not taken:
            taken.append(name)
            with house.rooms.storage.unit("steal") as unit:
                leases.free(unit, "test/0")
                leases.take(unit, "t-1", "thief/1", 0, 1)

    with open_test_house(tmp_path / "home", boundary=steal) as house:
        house.threads.send("t-1", NOTE, by="requester-1")
        assert not advance(house, "t-1")
        assert (happened(), row(house)["lease_holder"]) == ([], "thief/1")
        assert advance(house, "t-1")
        assert happened() == ["note a"]


def test_a_failing_model_is_tried_again_later_and_later_and_then_stalls(
    failing: House, clock: StillClock
) -> None:
    failing.threads.send("t-1", NOTE, by="requester-1")
    pauses = []
    for _ in range(FAILURES_BEFORE_STALLING - 1):
        advance(failing, "t-1")
        pauses.append(row(failing)["wake_at"] - clock.milliseconds)
        assert row(failing)["status"] == "waiting"
    assert pauses == [500, 1000, 2000, 4000]
    advance(failing, "t-1")
    thread = failing.threads.read("t-1")
    assert (thread.status, row(failing)["wake_at"]) == ("stalled", None)
    assert "ConnectionError" in thread.trouble
    assert "the provider is away" not in thread.trouble


def test_a_stalled_thread_goes_on_when_something_new_is_said(
    failing: House, clock: StillClock
) -> None:
    failing.threads.send("t-1", NOTE, by="requester-1")
    for _ in range(FAILURES_BEFORE_STALLING):
        advance(failing, "t-1")
    mend(failing)
    with failing.rooms.storage.view() as unit:
        assert threads.due(unit, clock.milliseconds + 10**9, 5) == []
    failing.threads.send("t-1", "are you there?", by="requester-1")
    with failing.rooms.storage.view() as unit:
        assert threads.due(unit, clock.milliseconds, 5) == ["t-1"]
    advance(failing, "t-1")
    thread = failing.threads.read("t-1")
    assert (thread.status, thread.trouble, row(failing)["failures"]) == ("idle", "", 0)
    assert [message.text for message in thread.messages if message.by == "requester-1"] == [
        NOTE,
        "are you there?",
    ]
    assert happened() == ["note a"]


def test_trouble_is_forgotten_once_it_is_over(failing: House) -> None:
    failing.threads.send("t-1", NOTE, by="requester-1")
    advance(failing, "t-1")
    assert failing.threads.read("t-1").trouble
    mend(failing)
    advance(failing, "t-1")
    assert (failing.threads.read("t-1").trouble, heard(failing)) == ("", ["noted"])


def test_each_message_after_an_answer_begins_a_new_turn(house: House) -> None:
    for _ in range(3):
        say(house, "hello")
    turns = [message.turn for message in house.threads.read("t-1").messages]
    assert turns == [1, 1, 2, 2, 3, 3]


def test_a_house_opened_again_goes_on_where_the_rows_say(tmp_path: Path, world: Path) -> None:
    with open_test_house(tmp_path / "home") as house:
        say(house, script([("pay", {"to": "ann", "amount_minor": 5})]))
        (request,) = house.desk.open_requests()
        house.desk.decide(request.id, {"type": "approve"}, by="reviewer-1")
    with open_test_house(tmp_path / "home") as house:
        house.runner.drain()
        assert happened() == ["pay ann 5"]
        assert house.threads.read("t-1").status == "idle"
