"""test_relaying: what a server asks during a call is put to the requester, and to nobody else."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.errors import Forbidden
from domain.request import Request, RequestKind, RequestState
from graph.house import House
from tests.fakes.houses import heard, open_test_house, states
from tests.fakes.mcp_client import over_http, over_streams, written
from tests.fakes.model import script
from tests.fakes.world import happened

PATIENCE_SECONDS = 20.0


def wait_for(what: Callable[[], Any]) -> Any:
    """The first thing that is not false; the house works in the background meanwhile."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come")


def question(house: House, thread_id: str = "t-1") -> Request:
    """What the server asks, as soon as it does."""

    def asked() -> Any:
        waiting = house.desk.open_requests()
        of_thread = [each for each in waiting if each.thread_id == thread_id]
        return next((e for e in of_thread if e.kind is RequestKind.ELICITATION), None)

    found: Request = wait_for(asked)
    return found


def call(house: House, name: str, thread_id: str = "t-1", by: str = "requester-1") -> None:
    """Let a tool be proposed and agreed to; it begins in the background."""
    house.threads.send(thread_id, script([(name, {})]), by=by)

    def proposed() -> Any:
        waiting = house.desk.open_requests()
        return next((each for each in waiting if each.thread_id == thread_id), None)

    house.desk.decide(wait_for(proposed).id, {"type": "approve"}, by="reviewer-1")


def opened(folder: Path, **server: Any) -> House:
    house = open_test_house(folder / "home", mcp=written(folder, s=server))
    house.runner.start()
    return house


@pytest.fixture
def asking(tmp_path: Path, world: Path) -> Iterator[House]:
    """A house at work with one server, whose calls may take some seconds."""
    with opened(tmp_path, **over_streams(timeout_seconds=PATIENCE_SECONDS)) as house:
        yield house


def test_the_answer_goes_back_to_the_server(asking: House) -> None:
    call(asking, "s_ask")
    asked = question(asking)
    assert asked.form is not None
    assert asked.form["message"] == "The server s asks: For the booking."
    assert asked.requested_by == "requester-1"
    for stranger in ("requester-2", "reviewer-1", "lead-1"):
        with pytest.raises(Forbidden):
            asking.desk.decide(asked.id, {"action": "accept", "content": {"room": "x"}}, stranger)
    answer = {"action": "accept", "content": {"room": "Blue"}}
    asking.desk.decide(asked.id, answer, by="requester-1")
    asking.runner.drain()
    assert happened() == ["ask accept Blue"]
    assert heard(asking) == ["accept {'room': 'Blue'}"]
    assert asking.desk.read(asked.id).state is RequestState.APPLIED


def test_declining_is_told_to_the_server(asking: House) -> None:
    call(asking, "s_ask")
    asking.desk.decide(question(asking).id, {"action": "decline"}, by="requester-1")
    asking.runner.drain()
    assert happened() == ["ask decline"]


@pytest.mark.parametrize("way", ["typing", "stopping"])
def test_who_does_something_else_cancels_the_question(asking: House, way: str) -> None:
    call(asking, "s_ask")
    asked = question(asking)
    if way == "typing":
        asking.threads.send("t-1", "never mind", by="requester-1")
    else:
        asking.threads.stop("t-1", by="requester-1")
    asking.runner.drain()
    assert happened() == ["ask cancel"]
    assert asking.desk.read(asked.id).state is RequestState.WITHDRAWN
    assert states(asking) == [("done", 1)]


def test_a_secret_is_asked_of_nobody(asking: House) -> None:
    call(asking, "s_ask_secret")
    asking.runner.drain()
    assert happened() == ["ask_secret decline"]
    kinds = {each.kind for each in asking.desk.open_requests()}
    assert RequestKind.ELICITATION not in kinds


def test_a_question_that_nobody_answers_ends_before_the_call_does(
    tmp_path: Path, world: Path
) -> None:
    with opened(tmp_path, **over_streams(timeout_seconds=3)) as house:
        call(house, "s_ask")
        asked = question(house)
        house.runner.drain()
        assert happened() == ["ask cancel"]
        assert states(house) == [("done", 1)]
        late = house.desk.read(asked.id).state
        assert late in (RequestState.EXPIRED, RequestState.WITHDRAWN)


def test_a_house_that_closes_leaves_no_question(tmp_path: Path, world: Path) -> None:
    server = over_streams(timeout_seconds=PATIENCE_SECONDS)
    with opened(tmp_path, **server) as house:
        call(house, "s_ask")
        asked = question(house)
    with open_test_house(tmp_path / "home") as house:
        assert house.desk.read(asked.id).state is RequestState.WITHDRAWN


def test_of_two_calls_on_one_line_nobody_knows_which_asks(asking: House) -> None:
    call(asking, "s_ask")
    first = question(asking)
    call(asking, "s_ask", "t-2", "requester-2")
    wait_for(lambda: happened() == ["ask cancel"])
    asking.desk.decide(first.id, {"action": "decline"}, by="requester-1")
    asking.runner.drain()
    assert happened() == ["ask cancel", "ask decline"]


@pytest.mark.parametrize("way", ["streams", "http"])
def test_with_lines_of_their_own_each_question_finds_its_person(
    tmp_path: Path, world: Path, way: str
) -> None:
    changed = {"timeout_seconds": PATIENCE_SECONDS, "asks": True}
    if way == "streams":
        _each_finds_its_own(opened(tmp_path, **over_streams(**changed)))
    else:
        with over_http(**changed) as server:
            _each_finds_its_own(opened(tmp_path, **server))


def _each_finds_its_own(house: House) -> None:
    with house:
        for number in (1, 2):
            call(house, "s_ask", f"t-{number}", f"requester-{number}")
        for number in (2, 1):
            asked, person = question(house, f"t-{number}"), f"requester-{number}"
            assert asked.requested_by == person
            answer = {"action": "accept", "content": {"room": person}}
            house.desk.decide(asked.id, answer, by=person)
        house.runner.drain()
        assert sorted(happened()) == ["ask accept requester-1", "ask accept requester-2"]
        assert heard(house, "t-2") == ["accept {'room': 'requester-2'}"]
