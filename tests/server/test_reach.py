"""Reach: the network is let in only where people have accounts and come by https."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from domain.errors import Forbidden, Invalid
from server.address import LOOPBACK, address_at, checked_origin
from server.bootstrap import open_house
from server.passwords import Passwords
from server.reach import EVERYWHERE, require_reachable, with_accounts
from tests.browser.serving import ROOT
from tests.fakes.houses import open_test_house, settings
from tests.server.visits import PASSWORD

PUBLIC = "https://desk.example.com"
SECONDS_TO_END = 60


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        (PUBLIC, PUBLIC),
        ("https://Desk.Example.com/", PUBLIC),
        (" https://desk.example.com:443", PUBLIC),
        ("https://desk.example.com:8443", "https://desk.example.com:8443"),
        ("https://10.0.0.7", "https://10.0.0.7"),
    ],
)
def test_an_origin_is_kept_as_browsers_write_it(text: str, origin: str) -> None:
    assert checked_origin(text) == origin
    host = origin.removeprefix("https://")
    assert address_at(8501, text).origins[host] == origin


@pytest.mark.parametrize(
    "text",
    [
        "http://desk.example.com",
        "desk.example.com",
        "https://",
        "https://desk.example.com/path",
        "https://user@desk.example.com",
        "https://desk.example.com?x",
        "https://*.example.com",
        "https://desk.example.com, https://other.example.com",
        "https://desk example.com",
        "null",
    ],
)
def test_what_is_no_https_origin_is_refused_in_words(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        require_reachable("127.0.0.1", text)
    assert refused.value.code == "origin_malformed"


def test_without_an_origin_only_this_machine_has_a_name() -> None:
    assert dict(address_at(8501).origins) == {
        "127.0.0.1:8501": "http://127.0.0.1:8501",
        "localhost:8501": "http://localhost:8501",
    }


@pytest.mark.parametrize(
    ("host", "origin", "code"),
    [
        (EVERYWHERE, "", "origin_missing"),
        ("192.168.1.5", PUBLIC, "host_unusable"),
        ("", PUBLIC, "host_unusable"),
        ("::", PUBLIC, "host_unusable"),
    ],
)
def test_where_it_cannot_listen_is_said(host: str, origin: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        require_reachable(host, origin)
    assert refused.value.code == code


def test_the_network_waits_for_the_first_account(
    tmp_path: Path, world: Path, quick_hashing: None
) -> None:
    with open_test_house(tmp_path / "home") as house:
        assert with_accounts(house, "127.0.0.1") is house
        with pytest.raises(Forbidden) as refused:
            with_accounts(house, EVERYWHERE)
        assert refused.value.code == "accounts_missing"
    with open_test_house(tmp_path / "home") as house:
        Passwords(house).change("lead-1", PASSWORD, by="test")
        assert with_accounts(house, EVERYWHERE) is house


@pytest.mark.parametrize(
    ("words", "origin", "sentence"),
    [
        (("--host", EVERYWHERE), "", "set COUNTERSIGN_ORIGIN as well"),
        (("--host", EVERYWHERE), PUBLIC, "Nobody has a password here"),
        ((), "http://desk.example.com", "COUNTERSIGN_ORIGIN is https://"),
    ],
)
def test_a_server_that_may_not_listen_ends_in_one_sentence(
    tmp_path: Path, words: tuple[str, ...], origin: str, sentence: str
) -> None:
    served = _serving(tmp_path, origin, *words, "--port", str(free_port()))
    out, said = served.communicate(timeout=SECONDS_TO_END)
    assert (served.returncode, out) == (1, "")
    assert sentence in said
    assert said.count("\n") == 1


def test_with_accounts_and_an_origin_it_serves_the_network_under_that_name(tmp_path: Path) -> None:
    with open_house(settings(tmp_path / "home")) as house:
        house.people.add("ann", ["lead"])
        Passwords(house).change("ann", PASSWORD, by="test")
    port = free_port()
    served = _serving(tmp_path, PUBLIC, "--host", EVERYWHERE, "--port", str(port))
    assert served.stdout is not None
    try:
        said = served.stdout.readline()
        assert f"sign in at {PUBLIC}/signin" in said
        assert "invitation" not in said
        _visit(f"http://{_own_address()}:{port}")
    finally:
        served.send_signal(signal.SIGTERM)
        _, complaints = served.communicate(timeout=SECONDS_TO_END)
    assert (served.returncode, complaints) == (0, "")
    with open_house(settings(tmp_path / "home")) as house:
        assert [person.id for person in house.people.list()] == ["ann"]


def _visit(address: str) -> None:
    with httpx.Client(base_url=address, trust_env=False) as visit:
        assert visit.get("/signin", headers={"host": "192.168.1.5"}).status_code == 400
        visit.headers["host"] = "desk.example.com"
        assert 'type="password"' in visit.get("/signin").text
        form = {"person": "ann", "password": PASSWORD}
        answer = visit.post("/signin", data=form, headers={"origin": PUBLIC})
        assert answer.status_code == 303
        session = answer.headers["set-cookie"].split(";")[0]
        assert visit.get("/api/me", headers={"cookie": session}).json()["id"] == "ann"


def _own_address() -> str:
    """An address that this machine has in a network, if it is in any. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return LOOPBACK
        return str(probe.getsockname()[0])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _serving(folder: Path, origin: str, *words: str) -> "subprocess.Popen[str]":
    chosen = {"COUNTERSIGN_HOME": str(folder / "home"), "COUNTERSIGN_ORIGIN": origin}
    command = [sys.executable, "-c", "from server.cli import main; main()", "serve"]
    return subprocess.Popen(
        [*command, "--no-browser", *words],
        cwd=ROOT,
        env=os.environ | chosen,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
