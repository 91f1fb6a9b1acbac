"""The entrance: a flood of attempts takes one thread, and no more than a few may wait for it."""

import asyncio
import statistics
import threading
import time

import pytest

from domain.errors import Forbidden, Unavailable
from graph.house import House
from server.attempts import ATTEMPTS_MAX
from server.entrance import AT_ONCE, WAITING_MAX, Entrance
from server.passwords import Passwords
from tests.server.visits import PASSWORD, Visits

FLOOD = 60


class _Watched(Passwords):
    """Counts who is at work at the same time."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.at_work, self.most = 0, 0
        self._guard = threading.Lock()

    def sign_in(self, person_id: str, password: str, leaving: str = "") -> str:
        with self._guard:
            self.at_work += 1
            self.most = max(self.most, self.at_work)
        time.sleep(0.01)
        try:
            return super().sign_in(person_id, password, leaving)
        finally:
            with self._guard:
                self.at_work -= 1


async def _flood(entrance: Entrance) -> list[str]:
    """How each of many attempts ended, each from an address of its own."""

    async def attempt(number: int) -> str:
        try:
            return await entrance.sign_in("lead-1", "wrong", f"10.0.0.{number}", "")
        except (Forbidden, Unavailable) as error:
            return error.code

    return await asyncio.gather(*(attempt(number) for number in range(FLOOD)))


def test_of_a_flood_few_wait_and_one_is_at_work(
    visits: Visits, house: House, quick_hashing: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = _Watched(house)
    monkeypatch.setattr(type(visits.premises), "passwords", watched)
    ended = asyncio.run(_flood(Entrance(visits.premises)))
    assert watched.most == AT_ONCE
    assert ended.count("sign_in_refused") == WAITING_MAX
    assert ended.count("sign_in_busy") == FLOOD - WAITING_MAX


def test_an_address_is_sent_away_after_its_attempts(visits: Visits, quick_hashing: None) -> None:
    entrance = Entrance(visits.premises)

    async def attempts() -> list[str]:
        ended = []
        for _ in range(ATTEMPTS_MAX + 5):
            try:
                await entrance.sign_in("nobody", "wrong", "192.0.2.1", "")
            except (Forbidden, Unavailable) as error:
                ended.append(error.code)
        return ended

    ended = asyncio.run(attempts())
    assert ended == ["sign_in_refused"] * ATTEMPTS_MAX + ["too_many_attempts"] * 5


def test_who_signs_in_well_does_so_as_often_as_they_like(
    visits: Visits, quick_hashing: None
) -> None:
    entrance = Entrance(visits.premises)
    visits.member("lead-1")

    async def attempts() -> int:
        return len(
            {
                await entrance.sign_in("lead-1", PASSWORD, "192.0.2.1", "")
                for _ in range(ATTEMPTS_MAX + 5)
            }
        )

    assert asyncio.run(attempts()) == ATTEMPTS_MAX + 5


def test_an_id_that_nobody_has_takes_as_long_as_a_wrong_password(visits: Visits) -> None:
    visits.member("lead-1")

    def seconds(person: str) -> float:
        started = time.process_time()
        with pytest.raises(Forbidden):
            visits.premises.passwords.sign_in(person, "wrong")
        return time.process_time() - started

    known, unknown = ([seconds(person) for _ in range(3)] for person in ("lead-1", "nobody"))
    assert statistics.median(unknown) > statistics.median(known) / 2
