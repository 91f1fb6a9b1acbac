"""Serving: the real process: how it starts, what it answers, and how it leaves."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from server import serve
from server.headers import COOKIE
from tests.browser.serving import ROOT, Site

SECONDS_TO_LEAVE = 10


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "home")
    yield site
    site.kill()


def test_the_whole_site_is_behind_the_door(site: Site) -> None:
    link = site.start()
    with httpx.Client(base_url=site.address, trust_env=False) as visit:
        assert visit.get("/_stcore/health").status_code == 200
        for path in ("/_stcore/metrics", "/_stcore/host-config", "/media/x", "/static/x.js"):
            assert visit.get(path).status_code == 401
        for path in ("/", "/index.html", "/favicon.png", "/conversations"):
            assert visit.get(path).status_code == 303
        assert visit.get("/api/me").status_code == 401
        assert visit.get("/", headers={"host": "evil.example"}).status_code == 400

        invitation = link.split("=")[1]
        visit.post("/signin", data={"invitation": invitation, "person": "reviewer-1"})
        assert visit.cookies[COOKIE]
        page = visit.get("/review")
        assert page.status_code == 200
        assert "script-src 'self'" in page.headers["content-security-policy"]
        assert "server" not in page.headers
        assert visit.get("/api/me").json()["id"] == "reviewer-1"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_well_and_soon(site: Site, number: int) -> None:
    site.start()
    asked = time.monotonic()
    assert site.stop(number) == 0
    assert time.monotonic() - asked < SECONDS_TO_LEAVE


def test_without_a_port_it_takes_the_first_free_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(serve, "PORT_FIRST", taken.getsockname()[1])
        with serve.listening_on(None) as found:
            assert found.getsockname()[1] > taken.getsockname()[1]


def test_a_port_asked_for_and_taken_is_said_so(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, said = _run(tmp_path, "--port", port)
    assert code == 1
    assert said == f"Port {port} cannot be used: Address already in use.\n"


def test_a_broken_setting_is_one_sentence(tmp_path: Path) -> None:
    code, said = _run(tmp_path, COUNTERSIGN_MODEL="nonsense")
    assert code == 1
    assert said == "COUNTERSIGN_MODEL is module:attr or provider:name, such as a:b.\n"


def _run(home: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    """How it ends when it cannot start, and what it says then."""
    ended = subprocess.run(
        [sys.executable, "-m", "server.serve", "--no-browser", *arguments],
        cwd=ROOT,
        env=os.environ | {"COUNTERSIGN_HOME": str(home)} | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.returncode, ended.stderr
