"""serving: a server in a process of its own, which a test can kill and start again."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tests.browser.launcher import ORDER
from tests.fakes.world import WORLD

ROOT = Path(__file__).parent.parent.parent
SECONDS_TO_END = 20


class Site:
    """The server on one home and one port: practice model and shop unless others are named."""

    def __init__(self, home: Path, model: str = "", tools: str = "") -> None:
        self.home = home
        self.model = model
        self.tools = tools
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> str:
        """Start it; the link that it prints."""
        environment = {
            name: value
            for name, value in os.environ.items()
            if name == WORLD or not name.startswith("COUNTERSIGN_")
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.launcher", str(self.port)],
            cwd=ROOT,
            env=environment
            | {
                "COUNTERSIGN_HOME": str(self.home),
                "COUNTERSIGN_MODEL": self.model,
                "COUNTERSIGN_TOOLS": self.tools,
            },
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        with self._process.stdout as printed:
            line = printed.readline()
        link = re.search(r"http\S+", line)
        assert link is not None, f"the server printed {line!r} instead of a link"
        return link.group()

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process is not None
        return self._process.pid

    def kill_at_next_call(self) -> None:
        """Let it die before it calls the next tool."""
        (self.home / ORDER).touch()

    def ended(self) -> int:
        """Wait until it has ended; how."""
        assert self._process is not None
        return self._process.wait(SECONDS_TO_END)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to leave; how it did."""
        assert self._process is not None
        self._process.send_signal(number)
        return self.ended()

    def kill(self) -> None:
        """End it whatever it does."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait(SECONDS_TO_END)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
