"""machine: what the figures were taken on, without naming anybody's computer."""

import os
import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from typing import Any

PEERS = (
    "langchain",
    "langchain-core",
    "langgraph",
    "langgraph-checkpoint-sqlite",
    "pydantic-ai-slim",
    "pydantic",
)


def described() -> dict[str, Any]:
    """Cores, system, Python, SQLite, and the version of each peer that is installed."""
    return {
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "versions": {peer: found for peer in PEERS if (found := _version(peer))},
    }


def _version(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None
