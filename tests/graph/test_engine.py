"""test_engine: with every wake dropped all threads still come to their end."""

import os
import socket
import threading
import time
from pathlib import Path

import pytest

from domain.errors import Unavailable
from graph.holders import free_the_dead, own_name
from graph.house import House
from storage import leases, threads
from tests.fakes.clock import StillClock
from tests.fakes.houses import open_test_house
from tests.fakes.model import script
from tests.fakes.patience import wait_for
from tests.fakes.world import happened

PAY = script([("pay", {"to": "ann", "amount_minor": 500})])


def test_with_every_wake_dropped_everything_still_finishes(house: House) -> None:
    house.runner.ring = lambda: None  # type: ignore[method-assign]
    house.runner.start()
    house.threads.send("t-1", PAY, by="requester-1")
    wait_for(house.desk.open_requests)
    (request,) = house.desk.open_requests()
    house.desk.decide(request.id, {"type": "approve"}, by="reviewer-1")
    wait_for(lambda: house.threads.read("t-1").status == "idle")
    assert happened() == ["pay ann 500"]


def test_what_was_sent_before_the_runner_started_is_not_forgotten(house: House) -> None:
    for number in range(5):
        words = script([("note", {"text": str(number)})])
        house.threads.send(f"t-{number}", words, by="requester-1")
    house.runner.drain()
    assert sorted(happened()) == [f"note {number}" for number in range(5)]


def test_draining_waits_for_work_and_not_for_people(house: House) -> None:
    house.threads.send("t-1", PAY, by="requester-1")
    house.runner.drain(timeout_seconds=10)
    assert len(house.desk.open_requests()) == 1
    house.runner.drain(timeout_seconds=10)


def test_draining_longer_than_allowed_is_told(still_house: House, clock: StillClock) -> None:
    still_house.threads.send("t-1", "hello", by="requester-1")
    with still_house.rooms.storage.unit("lease") as unit:
        leases.take(unit, "t-1", "other/1", clock.milliseconds, clock.milliseconds + 15_000)
    with pytest.raises(Unavailable) as refused:
        still_house.runner.drain(timeout_seconds=0.2)
    assert refused.value.code == "drain_timeout"


def test_time_that_passes_expires_requests_without_anybody_asking(
    still_house: House, clock: StillClock
) -> None:
    still_house.threads.send("t-1", PAY, by="requester-1")
    still_house.runner.drain()
    clock.step(hours=5)
    still_house.runner.drain()
    assert still_house.desk.open_requests() == []
    assert (still_house.threads.read("t-1").status, happened()) == ("idle", [])


def test_a_released_kill_switch_lets_everything_go_on(house: House) -> None:
    house.halt(True, by="lead-1")
    house.threads.send("t-1", script([("note", {"text": "a"})]), by="requester-1")
    house.runner.start()
    wait_for(lambda: house.threads.read("t-1").status == "waiting")
    assert happened() == []
    house.halt(False, by="lead-1")
    house.runner.drain()
    assert happened() == ["note a"]


def test_starting_and_stopping_may_be_repeated(house: House) -> None:
    for number in range(3):
        house.runner.start()
        house.runner.start()
        house.threads.send("t-1", f"hello {number}", by="requester-1")
        house.runner.drain()
        house.runner.stop()
        house.runner.stop()
    assert len(house.threads.read("t-1").messages) == 6


def test_listeners_hear_changes_until_they_stop(house: House) -> None:
    heard = threading.Event()
    stop = house.listen(heard.set)
    house.threads.send("t-1", "hello", by="requester-1")
    assert heard.wait(5)
    stop()
    stop()
    heard.clear()
    house.threads.send("t-1", "hello", by="requester-1")
    assert not heard.is_set()


def test_the_leases_of_dead_processes_of_this_machine_are_freed_and_no_others(
    house: House,
) -> None:
    machine = socket.gethostname()[:40]
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    holders = [f"{machine}/{child}", own_name(), "elsewhere/1", f"{machine}/no-number"]
    with house.rooms.storage.unit("leases") as unit:
        for number, holder in enumerate(holders):
            threads.create(unit, f"t-{number}", "requester-1", "", 0)
            assert leases.take(unit, f"t-{number}", holder, 0, 1000) is not None
    assert free_the_dead(house.rooms.storage, 500) == 1
    assert free_the_dead(house.rooms.storage, 500) == 0
    with house.rooms.storage.view() as unit:
        assert set(leases.holders(unit, 500)) == set(holders[1:])


def test_a_tool_that_tries_to_end_the_process_does_not_end_the_runner(
    tmp_path: Path, world: Path
) -> None:
    with open_test_house(tmp_path / "home", tools="tests.fakes.world:RUDE_TOOLS") as house:
        house.threads.send("t-1", script([("leave", {})]), by="requester-1")
        house.runner.drain(timeout_seconds=10)
        (question,) = house.desk.open_requests()
        assert question.kind == "outcome"
        house.threads.send("t-2", "hello", by="requester-1")
        house.runner.drain(timeout_seconds=10)
        assert house.threads.read("t-2").status == "idle"


def test_a_house_closes_although_the_bell_rings_at_that_very_moment(house: House) -> None:
    for _ in range(40):
        house.runner.start()
        ringing = [threading.Thread(target=house.runner.ring) for _ in range(4)]
        for thread in ringing:
            thread.start()
        began = time.monotonic()
        house.runner.stop()
        assert time.monotonic() - began < 5
        for thread in ringing:
            thread.join()
