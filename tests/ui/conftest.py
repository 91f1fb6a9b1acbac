"""conftest: tests look at a request faster than people do, and leave the main module as it was."""

import sys

import pytest

from ui.screens import deciding


@pytest.fixture(autouse=True)
def quick_eyes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "LOOK_MILLISECONDS", 0)


@pytest.fixture(autouse=True)
def own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest puts its script in place of `__main__`, which later tests' processes would run."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
