"""intent: one call about to begin, and what it rests on. Its digest is computed, never carried."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policy.digest import digest_of
from policy.rules import Law
from storage.unit import Row
from tools.catalogue import Tool


@dataclass(frozen=True)
class Lease:
    """The right to write for a thread; stale as soon as a higher epoch exists."""

    thread_id: str
    epoch: int


@dataclass(frozen=True)
class Attempt:
    """Which try of which call an effect is."""

    thread_id: str
    call_id: str
    number: int


@dataclass(frozen=True)
class Intent:
    """One call about to begin, and what it rests on: a verdict alone, or a decided request.

    `law` is the one in force now, whose limits the call has to keep.
    """

    lease: Lease
    call_id: str
    attempt: int
    tool: Tool
    arguments: dict[str, Any]
    verdict: Row
    request_id: str | None
    law: Law

    @property
    def attempt_key(self) -> Attempt:
        """The attempt that this intent would start."""
        return Attempt(self.lease.thread_id, self.call_id, self.attempt)

    @cached_property
    def digest(self) -> str:
        """The digest of what would run, computed from it."""
        return digest_of(self.tool.name, self.arguments)

    @property
    def key(self) -> str:
        """The idempotency key of this attempt, the same after every crash."""
        named = f"{self.lease.thread_id}\n{self.call_id}\n{self.attempt}\n{self.digest}"
        return hashlib.sha256(named.encode()).hexdigest()
