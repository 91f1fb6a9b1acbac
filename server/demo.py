"""demo: people to try the house with. There are no passwords among them.

Whoever holds an invitation may become any demo person, and whoever is signed in may change to
another or invite a second browser: all of them sit at this one machine, which is what the pages
check. An invitation opens one session, once; looking at it uses nothing up. With the first
password, or a public address, there is no demo any more.
"""

from domain.clock import to_milliseconds
from domain.errors import Conflict, Forbidden
from domain.people import Person, Role
from graph.house import House
from server.tokens import digest_of, idle_since, issue
from storage import passwords, sessions
from storage.unit import Unit

DEMO_PEOPLE = (
    Person(id="requester-1", name="Robin (requester)", roles=(Role.REQUESTER,)),
    Person(id="requester-2", name="Samira (requester)", roles=(Role.REQUESTER,)),
    Person(id="reviewer-1", name="Jonas (reviewer)", roles=(Role.REVIEWER,)),
    Person(id="reviewer-2", name="Noor (reviewer)", roles=(Role.REVIEWER,)),
    Person(id="lead-1", name="Lena (lead)", roles=(Role.LEAD,)),
    Person(id="operator-1", name="Omar (operator)", roles=(Role.OPERATOR,)),
    Person(id="admin-1", name="Ada (admin)", roles=(Role.ADMIN,)),
    Person(id="admin-2", name="Abel (admin)", roles=(Role.ADMIN,)),
)


class Demo:
    """Invitations to one house, and sessions as a demo person."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._storage = house.rooms.storage

    def offered(self) -> bool:
        """Whether demo people can be chosen at all."""
        with self._storage.view() as unit:
            return self._is_offered(unit)

    def welcome(self) -> None:
        """Make the demo people known; who stands under such an id already stays as they are."""
        for person in DEMO_PEOPLE:
            try:
                self._house.people.add(
                    person.id, [role.value for role in person.roles], person.name
                )
            except Conflict:
                continue

    def invite(self) -> str:
        """A token that opens one session, once; raises Forbidden `demo_over`."""
        with self._storage.unit("invite", durable=True) as unit:
            self._require_offered(unit)
            return issue(unit, sessions.INVITATION, None, self._now())

    def invited(self, token: str) -> bool:
        """Whether this invitation still opens a session."""
        with self._storage.view() as unit:
            return self._is_offered(unit) and self._is_invitation(unit, token)

    def sign_in(self, token: str, person_id: str) -> str:
        """Trade an invitation, or one's present session, for a session as a demo person.

        Raises Forbidden `demo_over`, `not_a_demo_person`, `invitation_used`.
        """
        if person_id not in {person.id for person in DEMO_PEOPLE}:
            raise Forbidden("not_a_demo_person", "Choose one of the people on the page.")
        now, digest = self._now(), digest_of(token)
        with self._storage.unit("choose", durable=True) as unit:
            self._require_offered(unit)
            present = sessions.find_session(unit, digest, now, idle_since(now))
            if present is None and not self._is_invitation(unit, token):
                raise Forbidden(
                    "invitation_used", "This link has been used or has lapsed; ask for another one."
                )
            sessions.end(unit, digest)
            return issue(unit, sessions.DEMO, person_id, now)

    def _require_offered(self, unit: Unit) -> None:
        if not self._is_offered(unit):
            raise Forbidden(
                "demo_over", "This house has accounts; sign in with your id and password."
            )

    def _is_offered(self, unit: Unit) -> bool:
        return not self._house.settings.origin and not passwords.exist(unit)

    def _is_invitation(self, unit: Unit, token: str) -> bool:
        kind = sessions.INVITATION
        return sessions.find(unit, digest_of(token), kind, self._now()) is not None

    def _now(self) -> int:
        return to_milliseconds(self._house.rooms.clock.now())
