"""trail: the audit trail as a whole: does it verify, and what of it is sealed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict

from domain.clock import from_milliseconds, to_milliseconds
from domain.errors import Missing
from nodes.context import Rooms
from storage import audit, seals, threads
from storage.audit import Fault
from storage.rows import unpacked
from storage.unit import Row


@dataclass(frozen=True)
class Report:
    """What verifying found; `sealed_until` in milliseconds, None without any seal."""

    rows: int
    streams: int
    faults: tuple[Fault, ...]
    sealed_until: int | None


class Entry(BaseModel):
    """One row of the audit; an erased payload is None."""

    model_config = ConfigDict(frozen=True)

    seq: int
    at: datetime
    actor: str
    event: str
    payload: dict[str, Any] | None


class Trail:
    """The house's verbs about its audit trail."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def verify(self, key: Ed25519PublicKey | None = None) -> Report:
        """Recompute every chain, and hold it against the seals when a key is given."""
        with self._rooms.storage.view() as unit:
            rows, streams, faults = audit.verify(unit)
            sealed = seals.verify(unit, key) if key is not None else []
            return Report(rows, streams, (*faults, *sealed), seals.sealed_until(unit))

    def seal(self, key: Ed25519PrivateKey) -> int:
        """Sign the head of every stream as it stands; how many streams there are."""
        now = to_milliseconds(self._rooms.clock.now())
        with self._rooms.storage.unit("seal", durable=True) as unit:
            return seals.seal(unit, key, now)

    def read(self, stream: str) -> list[Entry]:
        """Who did what and when, oldest first: of the whole house ("house"), or of one thread.

        Raises Missing `thread_unknown`.
        """
        name = stream if stream == audit.HOUSE else audit.thread_stream(stream)
        with self._rooms.storage.view() as unit:
            rows = audit.read(unit, name)
            if not rows and name != audit.HOUSE and threads.find(unit, stream) is None:
                raise Missing("thread_unknown", "There is no such conversation.")
        return [_entry(row) for row in rows]


def _entry(row: Row) -> Entry:
    return Entry(
        seq=row["seq"],
        at=from_milliseconds(row["at"]),
        actor=row["actor"],
        event=row["event"],
        payload=None if row["payload"] is None else unpacked(row["payload"]),
    )
