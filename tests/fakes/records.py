"""records: tools of the fake world that can be taken back, or that wait in the outbox first."""

from typing import Any

from langchain_core.tools import BaseTool

from tests.fakes.papers import LAW_TEXT
from tests.fakes.world import act, happened, tool

TOOLS_NAME = "tests.fakes.records:TOOLS"
LAW_TEXT_OF_RECORDS = f"""{LAW_TEXT}
[tools.rename]
recheck = 1.0
recheck_within_seconds = 3600

[tools.vanish]
recheck = 1.0
"""
FIRST_NAME = "old"


def rename(record: int, name: str) -> dict[str, Any]:
    """Rename a record; tells the name before."""
    before = [line.split()[2] for line in happened() if line.startswith(f"rename {record} ")]
    act(f"rename {record} {name}")
    return {"record": record, "name": name, "previous": before[-1] if before else FIRST_NAME}


def vanish(record: int) -> dict[str, Any]:
    """Take a record away, and lose the connection before saying where it went."""
    act(f"vanish {record}")
    raise ConnectionResetError("connection lost")


def publish(record: int) -> dict[str, Any]:
    """Show a record to the world."""
    act(f"publish {record}")
    return {"record": record}


def unpublish(record: int) -> str:
    """Take a record from the world again; nobody gets it back after that."""
    act(f"unpublish {record}")
    return "gone"


def break_off(record: int) -> str:
    """Begin something whose way back always fails."""
    act(f"break {record}")
    return "broken"


def mend(record: int) -> str:
    """Always say that it did not happen."""
    raise ValueError(f"cannot mend {record}")


def promote(to: str, text: str) -> str:
    """Send a sales mail; it goes out of the outbox."""
    act(f"promote {to} {text}")
    return "sent"


EFFORT = {"reversibility": "effort"}
OF_RECORD = {"record": "argument.record"}


def _tool(
    function: object, risk: dict[str, str], undo: dict[str, object] | None = None
) -> BaseTool:
    """A tool that answers soon, or not at all."""
    return tool(function, risk=risk, undo=undo, timeout_seconds=1.0)


TOOLS = [
    _tool(
        rename,
        EFFORT,
        {"tool": "rename", "arguments": {**OF_RECORD, "name": "result.previous"}},
    ),
    _tool(
        vanish,
        EFFORT,
        {"tool": "rename", "arguments": {**OF_RECORD, "name": "result.name"}},
    ),
    _tool(publish, EFFORT, {"tool": "unpublish", "arguments": OF_RECORD}),
    _tool(unpublish, {}),
    _tool(break_off, EFFORT, {"tool": "mend", "arguments": OF_RECORD}),
    _tool(mend, EFFORT),
    _tool(promote, {"domain": "sales"}),
]
