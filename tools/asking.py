"""asking: a question that comes up while a tool runs, for the person whom it works for.

A tool that asks gets an `Ask` with its call; whoever carries the call out puts the question to the
requester and brings the reply. A reply authorises nothing.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Reply:
    """What became of a question, as MCP has it; `content` fits the form where it was accepted."""

    action: Literal["accept", "decline", "cancel"]
    content: dict[str, Any] | None = None


# Takes a form, `message` and flat `requestedSchema`; never raises for want of an answer.
Ask = Callable[[dict[str, Any]], Awaitable[Reply]]

NOBODY = Reply("cancel")
