"""asking: what comes up while a tool runs, for the person whom it works for.

A tool that lives elsewhere gets an `Ask` with its call; whoever carries the call out puts its
questions to the requester and brings the replies. A reply authorises nothing.
"""

from dataclasses import dataclass
from typing import Any, Literal, Protocol


class CutOff(Exception):
    """A tool was told to stop in the middle; nobody knows how far it came."""


@dataclass(frozen=True)
class Reply:
    """What became of a question, as MCP has it; `content` fits the form where it was accepted."""

    action: Literal["accept", "decline", "cancel"]
    content: dict[str, Any] | None = None


NOBODY = Reply("cancel")


class Ask(Protocol):
    """The requester, as far as a running tool has to do with them."""

    async def __call__(self, form: dict[str, Any]) -> Reply:
        """Put a form, `message` and flat `requestedSchema`; never raises for want of an answer."""

    async def stopped(self) -> None:
        """Return once the requester has stopped what the tool runs for; else never."""

    def unplaced(self, why: str) -> None:
        """Keep in the record that a question, perhaps of this call, was put to nobody."""
