"""conftest: tests look at a request faster than people do."""

import pytest

from ui.screens import deciding


@pytest.fixture(autouse=True)
def quick_eyes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "LOOK_MILLISECONDS", 0)
