"""people: who is known to the house, and as what. Every change of it is in the audit."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from domain.clock import Clock, to_milliseconds
from domain.errors import Conflict, Invalid, Missing
from domain.ids import checked_id
from domain.people import Person, Role
from storage import audit, people
from storage.unit import Storage, Unit

NAME_CHARACTERS = 100
SKILLS, SKILL_CHARACTERS = 50, 64

Given = TypeVar("Given", tuple[Role, ...], tuple[str, ...])


class People:
    """The house's verbs about people."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    def add(
        self, person_id: str, roles: Iterable[str], name: str = "", by: str = "house"
    ) -> Person:
        """Make somebody known; raises Invalid `role_unknown`, `name_malformed`; Conflict
        `person_known`.
        """
        checked_id(person_id, "person")
        if len(name) > NAME_CHARACTERS or not name.isprintable():
            raise Invalid(
                "name_malformed", f"A name is one line of at most {NAME_CHARACTERS} characters."
            )
        person = Person(id=person_id, name=name or person_id, roles=_roles(roles))
        now = to_milliseconds(self._clock.now())
        with self._storage.unit("person") as unit:
            if not people.add(unit, person, now):
                standing = people.find(unit, person_id)
                if standing == person:
                    return person
                raise Conflict("person_known", f"Somebody called {person_id} is here already.")
            audit.append(
                unit,
                audit.HOUSE,
                at=now,
                actor=by,
                event="person.added",
                payload=person.model_dump(mode="json"),
            )
        return person

    def change_roles(self, person_id: str, roles: Iterable[str], by: str) -> Person:
        """Give somebody these roles and no others, from their next request on.

        Raises Missing `person_unknown`, Invalid `role_unknown`.
        """
        return self._change(person_id, by, "roles", _roles(roles), people.change_roles)

    def change_skills(self, person_id: str, skills: Iterable[str], by: str) -> Person:
        """Give somebody these skills and no others; the law may ask for them.

        Raises Missing `person_unknown`, Invalid `skill_malformed`.
        """
        return self._change(person_id, by, "skills", _skills(skills), people.change_skills)

    def get(self, person_id: str) -> Person:
        """Somebody by id; raises Missing `person_unknown`."""
        with self._storage.view() as unit:
            return self.within(unit, person_id)

    def within(self, unit: Unit, person_id: str) -> Person:
        """Somebody with the roles they have in this very transaction; raises as `get`."""
        person = people.find(unit, person_id)
        if person is None:
            raise Missing("person_unknown", f"Nobody here is called {person_id[:80]}.")
        return person

    def list(self) -> list[Person]:
        """Everybody, in the order of their ids."""
        with self._storage.view() as unit:
            return people.everyone(unit)

    def _change(
        self,
        person_id: str,
        by: str,
        what: str,
        known: Given,
        write: Callable[[Unit, str, Given], bool],
    ) -> Person:
        now = to_milliseconds(self._clock.now())
        with self._storage.unit(what, durable=True) as unit:
            before = self.within(unit, person_id)
            write(unit, person_id, known)
            audit.append(
                unit,
                audit.HOUSE,
                at=now,
                actor=by,
                event=f"person.{what}_changed",
                payload={
                    "id": person_id,
                    "before": list(getattr(before, what)),
                    what: list(known),
                },
            )
        return before.model_copy(update={what: known})


def _roles(given: Iterable[str]) -> tuple[Role, ...]:
    try:
        known = tuple(dict.fromkeys(Role(role) for role in given))
    except ValueError as error:
        roles_text = ", ".join(role.value for role in Role)
        raise Invalid("role_unknown", f"{error}; the roles are {roles_text}.") from error
    if not known:
        raise Invalid("role_unknown", "A person needs at least one role.")
    return known


def _skills(given: Iterable[str]) -> tuple[str, ...]:
    known = tuple(dict.fromkeys(skill.strip() for skill in given))
    if len(known) > SKILLS or not all(0 < len(each) <= SKILL_CHARACTERS for each in known):
        raise Invalid(
            "skill_malformed",
            f"A person has at most {SKILLS} skills of 1 to {SKILL_CHARACTERS} characters.",
        )
    return known
