"""test_relaying: what a server asks during a call is put to the requester, and to nobody else."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.errors import Conflict, Forbidden
from domain.request import RequestKind, RequestState
from graph.holders import own_name
from graph.house import House
from nodes import relaying
from storage import leases
from tests.fakes.houses import advance, heard, open_test_house, states
from tests.fakes.mcp_client import bare, over_streams, shared, written
from tests.fakes.mcp_house import call, question
from tests.fakes.patience import wait_for
from tests.fakes.world import happened


def opened(folder: Path, **server: Any) -> House:
    house = open_test_house(folder / "home", mcp=written(folder, s=server))
    house.runner.start()
    return house


@pytest.fixture
def asking(tmp_path: Path, world: Path, listening: int) -> Iterator[House]:
    """A house at work with one server over HTTP, whose calls may take some seconds."""
    with opened(tmp_path, **shared(listening)) as house:
        yield house


@pytest.fixture
def asking_on_streams(tmp_path: Path, world: Path) -> Iterator[House]:
    """The same with a server on its standard streams."""
    with opened(tmp_path, **over_streams()) as house:
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
    tmp_path: Path, world: Path, listening: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relaying, "GRACE_MILLISECONDS", 300)
    with opened(tmp_path, **shared(listening, timeout_seconds=2.2)) as house:
        call(house, "s_ask")
        asked = question(house)
        house.runner.drain()
        assert happened() == ["ask cancel"]
        assert states(house) == [("done", 1)]
        late = house.desk.read(asked.id).state
        assert late in (RequestState.EXPIRED, RequestState.WITHDRAWN)


def test_a_house_that_closes_leaves_no_question(
    tmp_path: Path, world: Path, listening: int
) -> None:
    with opened(tmp_path, **shared(listening)) as house:
        call(house, "s_ask")
        asked = question(house)
    with open_test_house(tmp_path / "home") as house:
        assert house.desk.read(asked.id).state is RequestState.WITHDRAWN


def test_what_a_call_asked_that_was_cut_off_is_taken_back_before_its_deadline(
    asking: House, tmp_path: Path
) -> None:
    """The copy is what a house finds that was killed while the question stood."""
    call(asking, "s_ask")
    asked = question(asking)
    shutil.copytree(tmp_path / "home", tmp_path / "found")
    with open_test_house(tmp_path / "found") as found:
        with found.rooms.storage.unit("free") as unit:
            leases.free(unit, own_name())
        advance(found, "t-1")
        assert found.desk.read(asked.id).state is RequestState.WITHDRAWN
        assert states(found) == [("started", 1)]
        with pytest.raises(Conflict):
            found.desk.decide(asked.id, {"action": "decline"}, by="requester-1")


def test_a_question_on_standard_streams_is_answered_while_other_calls_go_on(
    asking_on_streams: House,
) -> None:
    house = asking_on_streams
    call(house, "s_ask")
    asked = question(house)
    call(house, "s_write_page", "t-2", "requester-2", text="meanwhile")
    wait_for(lambda: happened() == ["write_page meanwhile"])
    answer = {"action": "accept", "content": {"room": "Blue"}}
    house.desk.decide(asked.id, answer, by="requester-1")
    house.runner.drain()
    assert happened() == ["write_page meanwhile", "ask accept Blue"]


def test_over_http_each_question_of_one_line_finds_its_person(asking: House) -> None:
    _each_finds_its_own(asking)


@pytest.mark.parametrize("way", ["streams", "http"])
def test_a_question_that_may_be_anybodys_is_put_to_nobody_and_the_operator_is_told(
    tmp_path: Path, world: Path, listening: int, way: str
) -> None:
    server, tool = (
        (over_streams(), "ask") if way == "streams" else (shared(listening), "ask_beside")
    )
    with opened(tmp_path, **server) as house:
        call(house, "s_ask")
        first = question(house)
        call(house, f"s_{tool}", "t-2", "requester-2")
        wait_for(lambda: happened() == [f"{tool} refused"])
        house.desk.decide(first.id, {"action": "decline"}, by="requester-1")
        house.runner.drain()
        assert happened() == [f"{tool} refused", "ask decline"]
        (told,) = heard(house, "t-2")
        for thread_id in ("t-1", "t-2"):
            trail = house.trail.read(thread_id)
            (entry,) = [each for each in trail if each.event == "question.unplaced"]
            assert entry.payload is not None
            assert "Set asks = true for s in the file" in str(entry.payload["why"])
            assert told == f"refused: {entry.payload['why']}"
        asked = [each for each in house.desk.open_requests() if each.thread_id == "t-2"]
        assert asked == []


def test_a_server_that_does_not_say_in_which_call_asks_for_the_only_one(asking: House) -> None:
    call(asking, "s_ask_beside")
    asking.desk.decide(question(asking).id, {"action": "decline"}, by="requester-1")
    asking.runner.drain()
    assert happened() == ["ask_beside decline"]


@pytest.mark.parametrize("way", ["streams", "http"])
def test_with_lines_of_their_own_each_question_finds_its_person(
    tmp_path: Path, world: Path, listening: int, way: str
) -> None:
    server = bare(asks=True) if way == "streams" else shared(listening, asks=True)
    with opened(tmp_path, **server) as house:
        _each_finds_its_own(house)


def _each_finds_its_own(house: House) -> None:
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
