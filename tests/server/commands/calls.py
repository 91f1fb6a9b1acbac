"""calls: commands as somebody types them, in this process and on this test's own home."""

import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from server.cli import main


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


class Terminal:
    """Somebody at a terminal of the machine."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *words: str) -> Said:
        self._capsys.readouterr()
        self._monkeypatch.setattr(sys, "argv", ["countersign", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = self._capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    def refused(self, *words: str) -> str:
        """The one sentence with which a command is refused."""
        said = self(*words)
        assert (said.code, said.out) == (2, "")
        assert said.err.count("\n") == 1
        return said.err.strip()
