"""test_streaming: answers that come in over the wire piece by piece, whole, broken or never."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel

from domain.thread import Message, ThreadStatus
from graph.house import House
from graph.runner import BACKOFF_SECONDS_FIRST, FAILURES_BEFORE_STALLING, Runner
from nodes.model import Patience
from storage import drafts, threads, usage
from tests.fakes.clock import StillClock
from tests.fakes.completions import called, message
from tests.fakes.houses import advance, open_test_house, say
from tests.fakes.provider import Provider, Reply, Silence, Streamed, provider
from tests.fakes.world import happened

STREAMED = "openai:local"
AT_ONCE = "tests.graph.test_streaming:unstreamed"
UNCOUNTED = "tests.graph.test_streaming:uncounted"
WORDS = "The mug was refunded and Ann has a mail about it."
TEXT = message(text=WORDS)


def unstreamed() -> BaseChatModel:
    return init_chat_model(STREAMED, disable_streaming=True)


def uncounted() -> BaseChatModel:
    return init_chat_model(STREAMED, stream_usage=False)


@contextmanager
def house_of(
    home: Path, monkeypatch: pytest.MonkeyPatch, *replies: Reply, **changed: Any
) -> Iterator[tuple[House, Provider]]:
    """A house whose model is served by a provider on loopback."""
    with provider(*replies) as served:
        monkeypatch.setenv("OPENAI_BASE_URL", served.url)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        with open_test_house(home, **({"model": STREAMED} | changed)) as house:
            yield house, served


def hurry(house: House, patience: Patience) -> None:
    """Carry the thread as far as it goes, with less patience than the house has."""
    rooms = replace(house.rooms, patience=patience)
    asyncio.run(Runner(house.graph, rooms, "test/0").advance("t-1"))


def used(house: House) -> tuple[int, int]:
    with house.rooms.storage.view() as unit:
        return usage.of_thread(unit, "t-1")


def assert_nothing_is_kept(house: House) -> None:
    thread = house.threads.read("t-1")
    assert [said.text for said in thread.messages] == ["do it"]
    assert (thread.draft, thread.plan, happened(), used(house)) == ("", (), [], (0, 0))
    with house.rooms.storage.view() as unit:
        assert drafts.of_thread(unit, "t-1") is None


def assert_it_goes_on(house: House) -> None:
    house.threads.send("t-1", "again", by="requester-1")
    advance(house, "t-1")
    thread = house.threads.read("t-1")
    assert thread.messages[-1].text == WORDS
    assert (thread.status, thread.trouble) == (ThreadStatus.IDLE, "")


@pytest.mark.parametrize(
    "reply",
    [
        TEXT,
        message(called("look", '{"what": "a"}', "x"), called("note", '{"text": "b b"}', "y")),
        message(called("look", '{"what": "a"}', "x"), text="I look first."),
        message(called("note", '{"text": "cut')),
        message(called("note", "[1, 2")),
        message(called("look", "")),
        message(called("look", '{"what": "a"}'), called("note", '{"text": ', "y")),
        message(called("note", '{"text": "\\ud83d\\ude00 \\u0000"}'), text="half \ud83d"),
        message(),
    ],
    ids=["words", "parallel", "both", "cut", "list", "empty", "one bad", "odd signs", "nothing"],
)
def test_a_streamed_answer_is_kept_as_one_that_came_at_once(
    tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch, reply: Reply
) -> None:
    kept: list[tuple[Any, ...]] = []
    for name, model in (("streamed", STREAMED), ("at once", AT_ONCE)):
        with house_of(tmp_path / name, monkeypatch, reply, TEXT, model=model) as (house, served):
            say(house, "do it")
            said = house.threads.read("t-1").messages
            kept.append((list(map(_told, said)), used(house)))
            assert served.requests[0].get("stream", False) is (name == "streamed")
    assert kept[0] == kept[1]
    assert kept[0][1] != (0, 0)


def _told(said: Message) -> dict[str, Any]:
    return said.model_dump(exclude={"at", "id"} if said.speaker == "user" else {"at"})


def test_a_client_that_may_not_count_its_stream_is_not_asked_for_one(
    tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house_of(tmp_path, monkeypatch, TEXT, model=UNCOUNTED) as (house, served):
        say(house, "do it")
        assert served.requests[0]["stream"] is False
        assert used(house) == (7, 3)


def test_what_comes_in_can_be_read_while_it_comes(
    tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    slowly = Streamed(TEXT, pause_seconds=0.08)
    with house_of(tmp_path, monkeypatch, slowly) as (house, _):
        house.threads.send("t-1", "do it", by="requester-1")
        house.listen(lambda: seen.append(house.threads.read("t-1").draft))
        advance(house, "t-1")
        assert len(seen) > 1
        assert sorted(set(seen), key=len) == seen
        assert all(text and WORDS.startswith(text) for text in seen)
        assert house.threads.read("t-1").messages[-1].text == WORDS


@pytest.mark.parametrize("then", ["cut", "close", "stall"])
@pytest.mark.parametrize(
    "half", [TEXT, message(called("note", '{"text": "half a note"}'))], ids=["words", "call"]
)
def test_an_answer_that_stops_in_the_middle_is_no_answer(
    tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch, half: dict[str, Any], then: Any
) -> None:
    broken = Streamed(half, pieces=4, then=then)
    with house_of(tmp_path, monkeypatch, broken, TEXT) as (house, _):
        house.threads.send("t-1", "do it", by="requester-1")
        started = time.monotonic()
        hurry(house, Patience(answer_seconds=20, piece_seconds=0.2))
        assert time.monotonic() - started < 10
        assert "in the middle" in house.threads.read("t-1").trouble
        assert_nothing_is_kept(house)
        assert_it_goes_on(house)


def test_an_answer_that_never_ends_is_given_up(
    tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = Streamed(message(text="word " * 1000), pause_seconds=0.05)
    with house_of(tmp_path, monkeypatch, endless, TEXT) as (house, _):
        house.threads.send("t-1", "do it", by="requester-1")
        hurry(house, Patience(answer_seconds=0.6, piece_seconds=0.2))
        assert "in the middle" in house.threads.read("t-1").trouble
        assert_nothing_is_kept(house)
        assert_it_goes_on(house)


def test_a_slow_answer_may_take_longer_than_any_pause_in_it(
    tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house_of(tmp_path, monkeypatch, Streamed(TEXT, pause_seconds=0.05)) as (house, _):
        house.threads.send("t-1", "do it", by="requester-1")
        hurry(house, Patience(answer_seconds=10, piece_seconds=0.4))
        assert house.threads.read("t-1").messages[-1].text == WORDS


def test_a_provider_that_never_answers_is_asked_later_and_later_and_then_no_more(
    tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch, clock: StillClock
) -> None:
    silences = [Silence()] * FAILURES_BEFORE_STALLING
    with house_of(tmp_path, monkeypatch, *silences, TEXT, clock=clock) as (house, served):
        house.threads.send("t-1", "do it", by="requester-1")
        pauses: list[float | None] = []
        for _ in silences:
            hurry(house, Patience(answer_seconds=0.1))
            with house.rooms.storage.view() as unit:
                thread = threads.find(unit, "t-1")
            assert thread is not None
            due = thread["wake_at"]
            pauses.append(None if due is None else (due - clock.milliseconds) / 1000)
            assert "gave no answer in time" in thread["trouble"]
        doubling = [BACKOFF_SECONDS_FIRST * 2**times for times in range(len(silences) - 1)]
        assert pauses == [*doubling, None]
        assert house.threads.read("t-1").status is ThreadStatus.STALLED
        assert len(served.requests) == len(silences)
        assert_nothing_is_kept(house)
        assert_it_goes_on(house)


def test_a_provider_that_asks_to_slow_down_is_asked_for_a_stream_again(
    tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The client itself tries twice more before the house hears of it.
    with house_of(tmp_path, monkeypatch, 429, 429, 429, TEXT) as (house, served):
        say(house, "do it")
        assert "slow down" in house.threads.read("t-1").trouble
        assert_nothing_is_kept(house)
        assert_it_goes_on(house)
        assert [asked["stream"] for asked in served.requests] == [True] * 4
        assert {asked["stream_options"]["include_usage"] for asked in served.requests} == {True}
