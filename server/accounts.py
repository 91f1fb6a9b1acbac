"""accounts: who is signed in, and with which API token. Ending one holds everywhere at once.

Every call asks the rows again, so a session that was ended, a person's new roles and the first
password hold at the next message. That a session was used is written once a minute at most.
An API token is for a program: it is the person, with the person's roles at that moment, and opens
no page.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.clock import from_milliseconds, to_milliseconds
from domain.errors import Invalid, Missing, Unavailable
from domain.people import Person
from graph.house import House
from server.tokens import digest_of, idle_since, issue
from storage import audit, people, sessions
from storage.unit import Row, Unit

TOKEN_DAYS_MAX = 366
SEEN_MILLISECONDS = 60_000


@dataclass(frozen=True)
class Standing:
    """A session or an API token that stands; `since` and `seen` are None where no row tells."""

    person_id: str
    kind: str
    since: datetime | None
    seen: datetime | None
    expires: datetime


class Accounts:
    """Sessions and API tokens of one house."""

    def __init__(self, house: House) -> None:
        self._storage = house.rooms.storage
        self._clock = house.rooms.clock

    def signed_in(self, token: str, *, noticed: bool = True) -> Person | None:
        """Whose session this is, or None when it has ended; `noticed` keeps it from going idle."""
        now = self._now()
        with self._storage.view() as unit:
            row = sessions.find_session(unit, digest_of(token), now, idle_since(now))
            person = _person(unit, row)
        if row is not None and noticed:
            self._see(row, now)
        return person

    def called_by(self, token: str) -> Person | None:
        """Whose API token this is, or None when it has lapsed, was revoked or never was one."""
        now = self._now()
        with self._storage.view() as unit:
            row = sessions.find(unit, digest_of(token), sessions.TOKEN, now)
            person = _person(unit, row)
        if row is not None:
            self._see(row, now)
        return person

    def make_token(self, person_id: str, days: int, by: str) -> str:
        """An API token for somebody, to be shown once; `by` is in the audit.

        Raises Missing `person_unknown`, Invalid `days_unusable`.
        """
        if not 1 <= days <= TOKEN_DAYS_MAX:
            raise Invalid("days_unusable", f"A token lasts from 1 to {TOKEN_DAYS_MAX} days.")
        now = self._now()
        expires_at = now + timedelta(days=days) // timedelta(milliseconds=1)
        with self._storage.unit("make token", durable=True) as unit:
            require_known(unit, person_id)
            token = issue(unit, sessions.TOKEN, person_id, now, expires_at)
            said = {"id": person_id, "expires_at": expires_at}
            audit.append(
                unit, audit.HOUSE, at=now, actor=by, event="person.token_made", payload=said
            )
        return token

    def revoke(self, person_id: str, by: str) -> tuple[int, int]:
        """End every API token and every session of somebody; how many of each still stood.

        Raises Missing `person_unknown`.
        """
        now = self._now()
        with self._storage.unit("revoke tokens", durable=True) as unit:
            require_known(unit, person_id)
            tokens = sessions.end_tokens_of(unit, person_id, now)
            ended = sessions.end_sessions_of(unit, person_id, now, idle_since(now))
            said = {"id": person_id, "tokens": tokens, "sessions": ended}
            audit.append(
                unit, audit.HOUSE, at=now, actor=by, event="person.tokens_revoked", payload=said
            )
        return tokens, ended

    def standing(self, person_id: str | None = None) -> list[Standing]:
        """What opens the door now, to everybody or to one person, the first to expire first."""
        now = self._now()
        with self._storage.view() as unit:
            if person_id is not None:
                require_known(unit, person_id)
            rows = sessions.standing(unit, now, idle_since(now))
        return [_standing(row) for row in rows if person_id in (None, row["person_id"])]

    def sign_out(self, token: str) -> bool:
        """End a session or an invitation; False if it had ended before."""
        with self._storage.unit("sign out", durable=True) as unit:
            return sessions.end(unit, digest_of(token))

    def _see(self, row: Row, now: int) -> None:
        if row["seen_at"] is not None and 0 <= now - row["seen_at"] < SEEN_MILLISECONDS:
            return
        # Who may come in does not depend on whether this could be written down.
        with suppress(Unavailable), self._storage.unit("seen") as unit:
            sessions.see(unit, row["token_digest"], now)

    def _now(self) -> int:
        return to_milliseconds(self._clock.now())


def require_known(unit: Unit, person_id: str) -> Person:
    """The person called that; raises Missing `person_unknown`."""
    person = people.find(unit, person_id)
    if person is None:
        raise Missing("person_unknown", f"Nobody here is called {person_id[:80]}.")
    return person


def _person(unit: Unit, row: Row | None) -> Person | None:
    return people.find(unit, row["person_id"]) if row else None


def _standing(row: Row) -> Standing:
    moments = [row["created_at"], row["seen_at"]]
    since, seen = (None if at is None else from_milliseconds(at) for at in moments)
    expires = from_milliseconds(row["expires_at"])
    return Standing(row["person_id"], row["kind"], since, seen, expires)
