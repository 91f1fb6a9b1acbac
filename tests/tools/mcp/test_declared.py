"""test_declared: what the settings file of servers may say, and how it is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.errors import Invalid
from tests.fakes.houses import open_test_house
from tools.mcp.declared import servers_of

TOML = """
[servers.docs]
url = "https://docs.example.com/mcp"
headers = { Authorization = "Bearer ${DOCS_TOKEN}" }
tools = ["search"]

[servers.files]
command = "files-server"
args = ["${HOME_OF_FILES}"]
timeout_seconds = 120
without = ["delete"]
"""


def written(folder: Path, text: str, name: str = "servers.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, **server: Any) -> str:
    text = json.dumps({"mcpServers": {"s": server}})
    with pytest.raises(Invalid) as refused:
        servers_of(written(folder, text, "servers.json"))
    assert refused.value.code == "mcp_broken"
    return refused.value.sentence


def test_secrets_come_from_the_environment_and_are_shown_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCS_TOKEN", "very-secret")
    monkeypatch.setenv("HOME_OF_FILES", "/srv")
    docs, files = servers_of(written(tmp_path, TOML))
    assert docs.headers == {"Authorization": "Bearer very-secret"}
    assert (docs.admits("search"), docs.admits("other")) == (True, False)
    assert (files.args, files.timeout_seconds) == (("/srv",), 120.0)
    assert (files.admits("read"), files.admits("delete")) == (True, False)
    assert "very-secret" not in f"{docs!r} {docs}"


def test_the_json_of_other_clients_is_read(tmp_path: Path) -> None:
    servers = {
        "one": {"type": "stdio", "command": "npx", "args": ["-y", "x"], "env": {"A": "b"}},
        "two": {"type": "http", "url": "http://localhost:8000/mcp", "headers": {"A": "b"}},
        "off": {"command": "x", "disabled": True, "env": {"A": "${NOT_SET_ANYWHERE}"}},
    }
    text = json.dumps({"mcpServers": servers})
    assert [each.name for each in servers_of(written(tmp_path, text, "a.json"))] == ["one", "two"]


@pytest.mark.parametrize(
    ("server", "words"),
    [
        ({}, "give either command or url"),
        ({"command": "a", "url": "https://b.example/mcp"}, "give either command or url"),
        ({"command": "a", "type": "http"}, "type http does not go with command"),
        ({"command": "a", "type": "sse"}, "s.type"),
        ({"command": "a", "comand": "b"}, "s.comand"),
        ({"command": "a", "name": "b"}, "no table"),
        ({"url": "ftp://b.example"}, "s.url"),
        ({"url": "https://u:p@b.example/mcp"}, "holds no password"),
        ({"url": "http://b.example/mcp", "headers": {"A": "b"}}, "unencrypted"),
        ({"command": "a", "timeout_seconds": 0}, "s.timeout_seconds"),
        ({"command": "a", "timeout_seconds": 99999}, "s.timeout_seconds"),
        ({"command": "a", "env": {"A": "${NOT_SET_ANYWHERE}"}}, "NOT_SET_ANYWHERE"),
    ],
    ids=str,
)
def test_a_server_that_makes_no_sense_is_refused(
    tmp_path: Path, server: dict[str, Any], words: str
) -> None:
    assert words in refusal(tmp_path, **server)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.json", "{", "not JSON"),
        ("a.toml", "servers = ", "not TOML"),
        ("a.json", "[]", "one table"),
        ("a.json", '{"mcpServers": {}, "servers": {}}', "one table"),
        ("a.json", '{"mcpServers": {"s": 1}}', "no table"),
        ("a.json", '{"mcpServers": {"s p a c e": {"command": "a"}}}', "name"),
        ("a.json", '{"mcpServers": {"a": {"command": "x"}, "a_b": {"command": "x"}}}', "alike"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        servers_of(written(tmp_path, text, name))
    assert words in refused.value.sentence
    assert name in refused.value.sentence


def test_a_house_with_a_broken_file_does_not_open(tmp_path: Path, world: Path) -> None:
    for path in (written(tmp_path, "{", "a.json"), tmp_path / "missing.toml"):
        with pytest.raises(Invalid) as refused:
            open_test_house(tmp_path / "home", mcp=path)
        assert "COUNTERSIGN_MCP" in refused.value.sentence
