"""accounts: who is signed in. Tokens are rows, kept hashed, so signing out holds everywhere.

The demo has no passwords. Whoever holds an invitation may become any demo person, and whoever is
signed in may change to another or invite a second browser: all of them sit at this one machine,
which is what the door checks. An invitation opens one session, once; looking at it uses nothing up.
"""

import hashlib
import secrets
from datetime import timedelta

from domain.clock import to_milliseconds
from domain.errors import Conflict, Forbidden
from domain.people import Person, Role
from graph.house import House
from storage import people

SESSION_HOURS = 12
INVITATION, SESSION = "invitation", "session"
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
        with self._storage.view() as unit:
            row = people.token(unit, _digest(token), SESSION, self._now())
            return people.find(unit, row["person_id"]) if row else None

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
            return people.revoke_token(unit, _digest(token))

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


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
