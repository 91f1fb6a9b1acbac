"""conftest: a world to act on, a database, and a house with one person of each kind."""

import os

os.environ["LANGGRAPH_STRICT_MSGPACK"] = "true"

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from graph.house import House
from storage import leases
from storage.unit import Storage
from tests.fakes.clock import StillClock
from tests.fakes.houses import open_test_house
from tests.fakes.mcp_client import over_http, port_of
from tests.fakes.office import Office
from tests.fakes.papers import open_storage
from tests.fakes.world import WORLD
from tools.journal import Journal

# The same examples in every run of the same code: a red test is red for everybody. `make chaos`
# goes looking for new ones.
settings.register_profile("house", derandomize=True, database=None, deadline=None)
settings.register_profile("hunt", max_examples=5000, database=None, deadline=None)
settings.load_profile("house")


@pytest.fixture
def clock() -> StillClock:
    """A clock that stands still until the test moves it."""
    return StillClock()


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the outside world; `tests.fakes.world.happened` reads it."""
    path = tmp_path / "world.txt"
    monkeypatch.setenv(WORLD, str(path))
    return path


@pytest.fixture(scope="session")
def listening() -> Iterator[int]:
    """The port of an MCP server that all tests share; see `tests.fakes.mcp_client.shared`."""
    with over_http() as server:
        yield port_of(server)


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    """A migrated database with four people and the thread `t-1`."""
    opened = open_storage(tmp_path / "rows.db")
    yield opened
    opened.close()


@pytest.fixture
def house(tmp_path: Path, world: Path) -> Iterator[House]:
    """A house under the machine's clock."""
    with open_test_house(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def still_house(tmp_path: Path, world: Path, clock: StillClock) -> Iterator[House]:
    """A house whose time is the `clock` fixture's."""
    with open_test_house(tmp_path / "home", clock=clock) as opened:
        yield opened


@pytest.fixture
def office(storage: Storage, clock: StillClock) -> Office:
    """The desk alone, on the `storage` fixture's database and under the `clock` fixture's time."""
    return Office(storage, clock)


@pytest.fixture
def journal(office: Office) -> Journal:
    """The journal over the `office` fixture's rows; the lease of `t-1` has epoch 1."""
    now = office.clock.milliseconds
    with office.storage.unit("lease") as unit:
        assert leases.take(unit, "t-1", "a/1", now, now + 15_000) is not None
    return Journal(office.storage, office.clock)
