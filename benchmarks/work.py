"""work: what every side is given to do. One call a step, each with a number of its own, to approve.

A message ends in "<number> of <last>" and each call has both as arguments, so a model knows from
the last two messages what comes next, and costs the same however long the thread is.
"""

import os
from pathlib import Path

TOOL_NAME = "keep_note"
WORLD = "COUNTERSIGN_BENCH_WORLD"
NUMBERS_IN_A_THREAD = 10_000
DECISIONS_IN_A_TURN = 20


def use_world(folder: Path) -> None:
    """Let this process's tool act on the world of `folder`."""
    os.environ[WORLD] = str(folder / "world.txt")


def happened() -> list[int]:
    """The numbers of the notes that were kept, in order; twice if done twice."""
    path = Path(os.environ[WORLD])
    return [int(line) for line in path.read_text().splitlines()] if path.exists() else []


def keep_note(number: int, last: int) -> str:
    """Keep one note; it cannot be taken back and knows no keys."""
    descriptor = os.open(os.environ[WORLD], os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    os.write(descriptor, f"{number}\n".encode())
    os.close(descriptor)
    return f"kept {number} of {last}"


def message(first: int, last: int, characters: int = 0) -> str:
    """The message that makes a model propose the notes `first` to `last`, one a step."""
    words = f"Keep note {first} of {last}"
    return "word " * ((characters - len(words)) // 5) + words


def first_call(text: str) -> dict[str, int]:
    """The arguments of the first call that a message asks for."""
    words = text.split()
    return {"number": int(words[-3]), "last": int(words[-1])}


def next_call(arguments: dict[str, int]) -> dict[str, int] | None:
    """The arguments of the call after one with `arguments`; None when it was the last."""
    number, last = arguments["number"] + 1, arguments["last"]
    return {"number": number, "last": last} if number <= last else None


def first_number(thread: int) -> int:
    """The number of a thread's first note; no two threads share one."""
    return thread * NUMBERS_IN_A_THREAD + 1
