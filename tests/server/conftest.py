"""conftest: visits to a house that stands still unless a test advances it."""

import pytest

from graph.house import House
from tests.server.visits import Visits


@pytest.fixture
def visits(house: House) -> Visits:
    """Those who come to the `house` fixture's doors."""
    return Visits(house)
