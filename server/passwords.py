"""passwords: signing in with one, and changing one. Each attempt is in the audit, no password is.

A wrong password, an id that nobody has and an account that waits get the same sentence after the
same work, so nobody learns who has an account here.
"""

from domain.clock import to_milliseconds
from domain.errors import Forbidden
from graph.house import House
from server.accounts import require_known
from server.hashing import checked_password, hashed, is_outdated, matches
from server.tokens import digest_of, idle_since, issue
from storage import audit, passwords, sessions
from storage.unit import Row, Unit

FAILURES_MAX = 5
WAIT_SECONDS_FIRST, WAIT_SECONDS_MAX = 30, 900


class Passwords:
    """The passwords of one house."""

    def __init__(self, house: House) -> None:
        self._storage = house.rooms.storage
        self._clock = house.rooms.clock

    def exist(self) -> bool:
        """Whether anybody has one; from the first on, nobody signs in without."""
        with self._storage.view() as unit:
            return passwords.exist(unit)

    def change(self, person_id: str, password: str, by: str) -> int:
        """Give somebody this password and end their sessions; how many still stood.

        Raises Missing `person_unknown`, Invalid `password_weak`, `password_malformed`.
        """
        with self._storage.view() as unit:
            person = require_known(unit, person_id)
        new, now = hashed(checked_password(password, person.id, person.name)), self._now()
        with self._storage.unit("change password", durable=True) as unit:
            ended = sessions.end_sessions_of(unit, person_id, now, idle_since(now))
            passwords.keep(unit, person_id, new, now)
            said = {"id": person_id, "sessions": ended}
            _tell(unit, now, by, "person.password_changed", said)
        return ended

    def sign_in(self, person_id: str, password: str, leaving: str = "") -> str:
        """A new session's token; the session `leaving` ends. Takes long, see `hashing`.

        Raises Forbidden `sign_in_refused`.
        """
        with self._storage.view() as unit:
            seen = _awake(passwords.find(unit, person_id), self._now())
        is_right = matches(seen, password)
        anew = hashed(password) if is_right and seen and is_outdated(seen) else ""
        now = self._now()
        with self._storage.unit("sign in", durable=True) as unit:
            row = passwords.find(unit, person_id)
            # It may have been changed, or begun to wait, while this one was looked at.
            if is_right and _awake(row, now) == seen:
                _forget_failures(unit, person_id, anew)
                sessions.end(unit, digest_of(leaving))
                _tell(unit, now, person_id, "person.signed_in", {"id": person_id})
                return issue(unit, sessions.SESSION, person_id, now)
            _count_failure(unit, row, now)
        raise Forbidden("sign_in_refused", _REFUSED)

    def _now(self) -> int:
        return to_milliseconds(self._clock.now())


def _awake(row: Row | None, now: int) -> str | None:
    """The hash to compare with; None where there is none, or while the account waits.

    Nobody waits for longer than the longest wait: such a moment comes from a clock set back since.
    """
    if row is None or 0 < row["locked_until"] - now <= WAIT_SECONDS_MAX * 1000:
        return None
    return str(row["hash"])


def _forget_failures(unit: Unit, person_id: str, anew: str) -> None:
    passwords.count_failures(unit, person_id, 0, 0)
    if anew:
        passwords.hash_anew(unit, person_id, anew)


def _count_failure(unit: Unit, row: Row | None, now: int) -> None:
    """What was typed as an id may be a password: only the id of somebody known is kept."""
    known = row["person_id"] if row else ""
    _tell(unit, now, "house", "person.sign_in_failed", {"id": known})
    if row is None or _awake(row, now) is None:
        return
    failures = row["failures"] + 1
    wait_seconds = _wait_seconds(failures)
    passwords.count_failures(
        unit, known, failures, now + wait_seconds * 1000 if wait_seconds else 0
    )
    if wait_seconds:
        said = {"id": known, "failures": failures, "wait_seconds": wait_seconds}
        _tell(unit, now, "house", "person.locked", said)


def _wait_seconds(failures: int) -> int:
    if failures < FAILURES_MAX:
        return 0
    doublings = min(failures - FAILURES_MAX, 10)
    return min(WAIT_SECONDS_FIRST << doublings, WAIT_SECONDS_MAX)


def _tell(unit: Unit, now: int, actor: str, event: str, said: dict[str, object]) -> None:
    audit.append(unit, audit.HOUSE, at=now, actor=actor, event=event, payload=said)


_REFUSED = (
    "This id and this password do not open an account. After five wrong ones in a row an account "
    f"waits, for up to {WAIT_SECONDS_MAX // 60} minutes; whoever runs this house can set a new "
    "password."
)
