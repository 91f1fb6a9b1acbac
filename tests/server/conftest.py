"""conftest: visits to a house that stands still unless a test advances it."""

import pytest
from argon2 import PasswordHasher

from graph.house import House
from server import hashing
from tests.server.visits import Visits


@pytest.fixture
def visits(house: House) -> Visits:
    """Those who come to the `house` fixture's doors."""
    return Visits(house)


@pytest.fixture
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost next to nothing, where what they cost is not the question."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(hashing, "_HASHER", quick)
    monkeypatch.setattr(hashing, "_NOBODYS", quick.hash("nobody knows this"))
