"""mcp_client: the fake MCP server started for a test, and settings files that name it."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.fakes.world import WORLD

ROOT = Path(__file__).parents[2]
MODULE = "tests.fakes.mcp_server"
# As the server has it, whose imports would slow every start of the tests.
WORLD_HEADER = "x-test-world"


def over_streams(**changed: Any) -> dict[str, Any]:
    """A server of its own process, as a settings file names it; the world goes with it."""
    environment = {WORLD: os.environ[WORLD], "PYTHONPATH": str(ROOT), **changed.pop("env", {})}
    return {
        "command": sys.executable,
        "args": ["-m", MODULE],
        "cwd": str(ROOT),
        "env": environment,
        "timeout_seconds": 20,
        **changed,
    }


def bare(**changed: Any) -> dict[str, Any]:
    """The server without the SDK, likewise; it starts in no time."""
    return over_streams(args=["-S", "-E", "-m", "tests.fakes.mcp_bare"], **changed)


@contextmanager
def over_http(port: int | None = None, **changed: Any) -> Iterator[dict[str, Any]]:
    """A server that listens on the loopback until the block ends."""
    port = port or _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", MODULE, str(port)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        _wait_for(port)
        yield {"url": f"http://127.0.0.1:{port}/mcp/", "timeout_seconds": 20, **changed}
    finally:
        process.kill()
        process.wait()


def shared(port: int, **changed: Any) -> dict[str, Any]:
    """The server of the `listening` fixture, acting on the world of this test alone."""
    headers = {WORLD_HEADER: os.environ[WORLD]}
    url = f"http://127.0.0.1:{port}/mcp/"
    return {"url": url, "headers": headers, "timeout_seconds": 20, **changed}


def written(folder: Path, **servers: Any) -> Path:
    """A settings file that names these servers."""
    path = folder / "servers.json"
    path.write_text(json.dumps({"mcpServers": servers}), encoding="utf-8")
    return path


def port_of(server: dict[str, Any]) -> int:
    """Where a server over HTTP listens."""
    return int(server["url"].split(":")[2].split("/")[0])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on {port}")
