"""settings: what the environment says, read once. A keyword argument wins over its variable."""

import os
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Settings(BaseModel):
    """One house's settings; `Settings(home=...)` reads the rest from the environment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = Field(default=Path("var"), description="COUNTERSIGN_HOME: the data folder")
    database: str = Field(
        default="",
        description="COUNTERSIGN_DATABASE: a SQLAlchemy URL; default is SQLite under the home",
    )
    tools: str = Field(
        default="",
        description="COUNTERSIGN_TOOLS: module:attr of the tools; default is the demo shop's",
    )
    mcp: Path | None = Field(
        default=None, description="COUNTERSIGN_MCP: a file that names MCP servers; default is none"
    )
    model: str = Field(
        default="",
        description="COUNTERSIGN_MODEL: module:attr or provider:name; default is for practice",
    )
    policy: Path | None = Field(
        default=None, description="COUNTERSIGN_POLICY: a law file; default is the one shipped"
    )
    playbooks: Path | None = Field(
        default=None,
        description="COUNTERSIGN_PLAYBOOKS: a folder of them; default are the demo shop's",
    )
    smtp_url: str = Field(
        default="",
        description="SMTP_URL: smtp://user:password@host:port; default is a maildir under the home",
        repr=False,
    )
    origin: str = Field(
        default="",
        description="COUNTERSIGN_ORIGIN: https://host, where people reach it; default is nowhere",
    )

    @model_validator(mode="before")
    @classmethod
    def _from_environment(cls, given: dict[str, Any]) -> dict[str, Any]:
        found = {
            field: os.environ[variable]
            for field, variable in VARIABLES.items()
            if os.environ.get(variable)
        }
        return found | given

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL that holds, SQLite under the home unless another is set."""
        return self.database or f"sqlite:///{self.home.resolve() / 'countersign.db'}"


VARIABLES = {
    "home": "COUNTERSIGN_HOME",
    "database": "COUNTERSIGN_DATABASE",
    "tools": "COUNTERSIGN_TOOLS",
    "mcp": "COUNTERSIGN_MCP",
    "model": "COUNTERSIGN_MODEL",
    "policy": "COUNTERSIGN_POLICY",
    "playbooks": "COUNTERSIGN_PLAYBOOKS",
    "smtp_url": "SMTP_URL",
    "origin": "COUNTERSIGN_ORIGIN",
}
