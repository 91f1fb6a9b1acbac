"""trail: the audit trail as a whole: does it verify, and what of it is sealed."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from domain.clock import to_milliseconds
from nodes.context import Rooms
from storage import audit, seals
from storage.audit import Fault


@dataclass(frozen=True)
class Report:
    """What verifying found; `sealed_until` in milliseconds, None without any seal."""

    rows: int
    streams: int
    faults: tuple[Fault, ...]
    sealed_until: int | None


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
