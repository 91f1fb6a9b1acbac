"""conftest: a terminal whose settings name this test's home, model and tools."""

from pathlib import Path

import pytest

from domain.settings import VARIABLES
from tests.fakes.houses import MODEL, TOOLS, law_file
from tests.server.commands.calls import Terminal


@pytest.fixture
def home(tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home that the settings name; it is the `house` fixture's as well."""
    for name in VARIABLES.values():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COUNTERSIGN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COUNTERSIGN_MODEL", MODEL)
    monkeypatch.setenv("COUNTERSIGN_TOOLS", TOOLS)
    monkeypatch.setenv("COUNTERSIGN_POLICY", str(law_file()))
    return tmp_path / "home"


@pytest.fixture
def call(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """Type a command."""
    return Terminal(monkeypatch, capsys)
