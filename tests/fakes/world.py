"""world: the outside world as one append-only file, so that a killed process leaves its traces.

Each effect is one line written with O_APPEND; what stands there happened, how often it stands.
"""

import os
import time
from pathlib import Path
from typing import Annotated

from langchain_core.tools import BaseTool, InjectedToolArg, StructuredTool

WORLD = "COUNTERSIGN_TEST_WORLD"


def happened() -> list[str]:
    """What was done to the world, in order."""
    path = Path(os.environ[WORLD])
    return path.read_text().splitlines() if path.exists() else []


def act(what: str) -> None:
    """Do something to the world, for good."""
    descriptor = os.open(os.environ[WORLD], os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    os.write(descriptor, f"{what}\n".encode())
    os.close(descriptor)


def pay(to: str, amount_minor: int) -> str:
    """Pay somebody; cannot be taken back and knows no keys."""
    act(f"pay {to} {amount_minor}")
    return f"paid {amount_minor} to {to}"


def post(text: str, idempotency_key: Annotated[str, InjectedToolArg]) -> str:
    """Publish a text; honours its key."""
    if not any(line.endswith(idempotency_key) for line in happened()):
        act(f"post {text} {idempotency_key}")
    return "posted"


def note(text: str) -> str:
    """Keep a note for the house; can be undone with a click."""
    act(f"note {text}")
    return "noted"


def look(what: str) -> str:
    """Look something up; changes nothing."""
    return f"{what}: seen"


def refuse(reason: str) -> str:
    """Always says that it did not happen."""
    raise ValueError(f"refused: {reason}")


def persist(what: str) -> str:
    """Refuse three times, then do it."""
    if happened().count(f"tried {what}") < 3:
        act(f"tried {what}")
        raise ValueError(f"refused: {what}")
    act(f"persisted {what}")
    return "at last"


def hang(seconds: float) -> str:
    """Act at once, answer late."""
    act("hang")
    time.sleep(seconds)
    return "at last"


def lose(what: str) -> str:
    """Act, then lose the connection."""
    act(f"lose {what}")
    raise ConnectionResetError("connection lost")


def tool(function: object, **metadata: object) -> BaseTool:
    """A function of the fake world as a tool that says this of itself."""
    return StructuredTool.from_function(function, metadata=metadata)  # type: ignore[arg-type]


TOOLS = [
    tool(
        pay,
        risk={"cost": {"argument": "amount_minor"}},
        timeout_seconds=1.0,
    ),
    tool(post, risk={}, idempotent=True, timeout_seconds=1.0),
    tool(note, risk={"external": False, "reversibility": "one_click"}, timeout_seconds=1.0),
    tool(look, risk={"read_only": True}),
    tool(refuse, risk={"external": False, "reversibility": "one_click"}, timeout_seconds=1.0),
    tool(persist, risk={"external": False, "reversibility": "one_click"}, timeout_seconds=1.0),
    tool(hang, risk={"external": False, "reversibility": "one_click"}, timeout_seconds=0.2),
    tool(lose, risk={"external": False, "reversibility": "one_click"}),
    StructuredTool.from_function(look, name="mystery", description="Nobody knows what it does."),
]


def leave() -> str:
    """Act, then try to end the process."""
    act("leave")
    raise SystemExit(1)


RUDE_TOOLS = [tool(leave, risk={"external": False, "reversibility": "one_click"})]


def transfer_funds(account: str, amount: int) -> str:
    """Transfer money to an account."""
    act(f"transfer {amount} to {account}")
    return "transferred"


STRANGERS = [StructuredTool.from_function(transfer_funds)]
