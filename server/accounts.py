"""accounts: who is signed in. Tokens are rows, kept hashed, so ending one holds everywhere.

The demo has no passwords. Whoever holds an invitation may become any demo person, and whoever is
signed in may change to another or invite a second browser: all of them sit at this one machine,
which is what the door checks. An invitation opens one session, once; looking at it uses nothing up.
An API token is for a program: it is the person, with the person's roles at that moment, and opens
no page.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from domain.clock import from_milliseconds, to_milliseconds
from domain.errors import Conflict, Forbidden, Invalid, Missing
from domain.people import Person, Role
from graph.house import House
from storage import audit, people
from storage.unit import Unit

SESSION_HOURS = 12
TOKEN_DAYS_MAX = 366
INVITATION, SESSION, TOKEN = "invitation", "session", "token"
DEMO_PEOPLE = (
    Person(id="requester-1", name="Robin (requester)", roles=(Role.REQUESTER,)),
    Person(id="requester-2", name="Samira (requester)", roles=(Role.REQUESTER,)),
    Person(id="reviewer-1", name="Jonas (reviewer)", roles=(Role.REVIEWER,)),
    Person(id="reviewer-2", name="Noor (reviewer)", roles=(Role.REVIEWER,)),
    Person(id="lead-1", name="Lena (lead)", roles=(Role.LEAD,)),
    Person(id="operator-1", name="Omar (operator)", roles=(Role.OPERATOR,)),
    Person(id="admin-1", name="Ada (admin)", roles=(Role.ADMIN,)),
)


def welcome_demo_people(house: House) -> None:
    """Make the demo people known; who stands under such an id already stays as they are."""
    for person in DEMO_PEOPLE:
        try:
            house.people.add(person.id, [role.value for role in person.roles], person.name)
        except Conflict:
            continue


class Accounts:
    """Invitations and sessions of one house."""

    def __init__(self, house: House) -> None:
        self._storage = house.rooms.storage
        self._clock = house.rooms.clock

    def invite(self) -> str:
        """A token that opens one session, once."""
        return self._keep(INVITATION, None)

    def invited(self, token: str) -> bool:
        """Whether this invitation still opens a session."""
        return self._stands(token, INVITATION)

    def signed_in(self, token: str) -> Person | None:
        """Whose session this is, or None when it has ended."""
        return self._bearer(token, SESSION)

    def called_by(self, token: str) -> Person | None:
        """Whose API token this is, or None when it has lapsed, was revoked or never was one."""
        return self._bearer(token, TOKEN)

    def make_token(self, person_id: str, days: int, by: str) -> str:
        """An API token for somebody, to be shown once; `by` is in the audit.

        Raises Missing `person_unknown`, Invalid `days_unusable`.
        """
        if not 1 <= days <= TOKEN_DAYS_MAX:
            raise Invalid("days_unusable", f"A token lasts from 1 to {TOKEN_DAYS_MAX} days.")
        token, now = f"cst_{secrets.token_urlsafe(32)}", self._now()
        expires_at = now + timedelta(days=days) // timedelta(milliseconds=1)
        with self._storage.unit("make token", durable=True) as unit:
            _require_known(unit, person_id)
            people.keep_token(unit, _digest(token), TOKEN, person_id, expires_at)
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
            _require_known(unit, person_id)
            tokens = people.revoke_tokens_of(unit, person_id, TOKEN, now)
            sessions = people.revoke_tokens_of(unit, person_id, SESSION, now)
            said = {"id": person_id, "tokens": tokens, "sessions": sessions}
            audit.append(
                unit, audit.HOUSE, at=now, actor=by, event="person.tokens_revoked", payload=said
            )
        return tokens, sessions

    def tokens(self) -> dict[str, list[datetime]]:
        """When the API tokens that still stand will expire, by person, the soonest first."""
        with self._storage.view() as unit:
            rows = people.standing_tokens(unit, TOKEN, self._now())
        found: dict[str, list[datetime]] = {}
        for row in rows:
            found.setdefault(row["person_id"], []).append(from_milliseconds(row["expires_at"]))
        return found

    def sign_in(self, token: str, person_id: str) -> str:
        """Trade an invitation, or one's present session, for a session as a demo person.

        Raises Forbidden `invitation_used`, `not_a_demo_person`.
        """
        if person_id not in {person.id for person in DEMO_PEOPLE}:
            raise Forbidden("not_a_demo_person", "Choose one of the people on the page.")
        kinds = (kind for kind in (INVITATION, SESSION) if self._stands(token, kind))
        if next(kinds, None) is None or not self.sign_out(token):
            raise Forbidden(
                "invitation_used", "This link has been used or has lapsed; ask for another one."
            )
        return self._keep(SESSION, person_id)

    def sign_out(self, token: str) -> bool:
        """End a session or an invitation; False if it had ended before."""
        with self._storage.unit("sign out", durable=True) as unit:
            kinds = (INVITATION, SESSION)
            return any(people.revoke_token(unit, _digest(token), kind) for kind in kinds)

    def _bearer(self, token: str, kind: str) -> Person | None:
        with self._storage.view() as unit:
            row = people.token(unit, _digest(token), kind, self._now())
            return people.find(unit, row["person_id"]) if row else None

    def _stands(self, token: str, kind: str) -> bool:
        with self._storage.view() as unit:
            return people.token(unit, _digest(token), kind, self._now()) is not None

    def _keep(self, kind: str, person_id: str | None) -> str:
        token = secrets.token_urlsafe(32)
        expires_at = self._now() + timedelta(hours=SESSION_HOURS) // timedelta(milliseconds=1)
        with self._storage.unit(f"keep {kind}", durable=True) as unit:
            people.keep_token(unit, _digest(token), kind, person_id, expires_at)
        return token

    def _now(self) -> int:
        return to_milliseconds(self._clock.now())


def _require_known(unit: Unit, person_id: str) -> None:
    if people.find(unit, person_id) is None:
        raise Missing("person_unknown", f"Nobody here is called {person_id[:80]}.")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
