"""tokens: secrets that open the door, and how long each does. Rows keep their digests alone."""

import hashlib
import secrets
from datetime import timedelta

from storage import sessions
from storage.unit import Unit

SESSION_HOURS = 12
IDLE_HOURS = 2
API_PREFIX = "cst_"


def issue(unit: Unit, kind: str, person_id: str | None, now: int, expires_at: int = 0) -> str:
    """A new token, kept as its digest; it lasts `SESSION_HOURS` unless an end is given."""
    prefix = API_PREFIX if kind == sessions.TOKEN else ""
    token = prefix + secrets.token_urlsafe(32)
    until = expires_at or now + SESSION_HOURS * HOUR_MILLISECONDS
    sessions.keep(unit, digest_of(token), kind, person_id, now, until)
    return token


def digest_of(token: str) -> str:
    """What is kept of a token; it tells nobody the token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def idle_since(now: int) -> int:
    """The moment after which a session must have been used to stand now."""
    return now - IDLE_HOURS * HOUR_MILLISECONDS


HOUR_MILLISECONDS = timedelta(hours=1) // timedelta(milliseconds=1)
