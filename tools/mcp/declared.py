"""declared: the file that names the MCP servers, in TOML, or as the JSON that other clients read.

Secrets are named, not written: ${NAME} stands for a variable of the environment.
"""

import json
import os
import re
import tomllib
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic.networks import AnyHttpUrl

from domain.errors import Invalid

NAME = r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}"
TABLES = ("servers", "mcpServers")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class Server(BaseModel):
    """One server: a `command` that speaks on its standard streams, or a `url` over HTTP.

    `tools` are the only ones that join, all if it is None; those in `without` never do. With `asks`
    each call has a connection of its own, so that its questions find the right person.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=f"^{NAME}$")
    type: Literal["stdio", "http", "streamable-http", "streamable_http"] | None = None
    command: str = ""
    args: tuple[str, ...] = Field(default=(), repr=False)
    env: dict[str, str] = Field(default={}, repr=False)
    cwd: Path | None = None
    url: str = ""
    headers: dict[str, str] = Field(default={}, repr=False)
    timeout_seconds: float = Field(default=60.0, gt=0, le=3600, allow_inf_nan=False)
    open_within_seconds: float = Field(default=15.0, gt=0, le=300, allow_inf_nan=False)
    tools: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    asks: bool = False
    disabled: bool = False

    @field_validator("url")
    @classmethod
    def _reachable(cls, url: str) -> str:
        if not url:
            return url
        read = AnyHttpUrl(url)
        if read.username or read.password:
            raise ValueError("a url holds no password; put it into headers, as ${NAME}")
        return url

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.command) == bool(self.url):
            raise ValueError("give either command or url")
        if self.type is not None and (self.type == "stdio") != bool(self.command):
            raise ValueError(f"type {self.type} does not go with {self._way()}")
        if self.headers and AnyHttpUrl(self.url or "http://localhost").scheme != "https":
            host = AnyHttpUrl(self.url).host if self.url else ""
            if host not in LOOPBACK:
                raise ValueError("headers would go out unencrypted; use https")
        return self

    def admits(self, tool: str) -> bool:
        """Whether a tool of this name may join."""
        return tool not in self.without and (self.tools is None or tool in self.tools)

    def _way(self) -> str:
        return "command" if self.command else "url"


def servers_of(path: Path) -> tuple[Server, ...]:
    """The servers that a file names, without the disabled ones; raises Invalid `mcp_broken`."""
    table = _table(path)
    servers = tuple(_server(path, name, given) for name, given in table.items())
    for one in servers:
        for other in servers:
            if other.name.startswith(f"{one.name}_"):
                raise _broken(path, f"{one.name} and {other.name} could name a tool alike; rename")
    return tuple(server for server in servers if not server.disabled)


def _table(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path, f"it cannot be read ({error})") from error
    try:
        stated = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        kind = "JSON" if path.suffix == ".json" else "TOML"
        raise _broken(path, f"it is not {kind}: {error}") from error
    table = next(iter(stated.values()), None) if isinstance(stated, dict) else None
    if not isinstance(table, dict) or len(stated) != 1 or next(iter(stated)) not in TABLES:
        raise _broken(path, "it has one table, servers or mcpServers, and nothing beside it")
    return table


def _server(path: Path, name: str, given: Any) -> Server:
    if not isinstance(given, dict) or "name" in given:
        raise _broken(path, f"{name} is no table of command, url and so on")
    try:
        return Server.model_validate({**_resolved(path, name, given), "name": name})
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in (name, *fault["loc"]))
        raise _broken(path, f"{where}: {fault['msg']}") from error


def _resolved(path: Path, name: str, given: Any) -> Any:
    """`given` with every ${NAME} replaced; a disabled server needs no secrets."""
    if isinstance(given, dict) and given.get("disabled") is True:
        return given
    if isinstance(given, dict):
        return {key: _resolved(path, name, value) for key, value in given.items()}
    if isinstance(given, list):
        return [_resolved(path, name, value) for value in given]
    if not isinstance(given, str):
        return given
    missing = [each for each in _VARIABLE.findall(given) if each not in os.environ]
    if missing:
        raise _broken(path, f"{name} needs {missing[0]} in the environment; set it")
    return _VARIABLE.sub(lambda found: os.environ[found[1]], given)


def _broken(path: Path, why: str) -> Invalid:
    return Invalid("mcp_broken", f"COUNTERSIGN_MCP: {path}: {why}.")


_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
