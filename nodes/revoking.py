"""revoking: an approved plan ends before its time. What has begun within it goes on to its end;
what has not is judged by itself.
"""

from storage import audit, envelopes
from storage.unit import Row, Unit


def revoke(unit: Unit, envelope: Row, by: str, at: int) -> bool:
    """End one envelope; False if it was closed before. `at` in milliseconds."""
    if not envelopes.close(unit, envelope["id"], by, at):
        return False
    audit.append(
        unit,
        audit.thread_stream(envelope["thread_id"]),
        at=at,
        actor=by,
        event="plan.closed",
        payload={"envelope": envelope["id"]},
    )
    return True


def revoke_all(unit: Unit, thread_id: str, by: str, at: int) -> None:
    """End every envelope of a thread that is still in force."""
    for envelope in envelopes.in_force(unit, thread_id, at):
        revoke(unit, envelope, by, at)
