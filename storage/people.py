"""people: who the house knows, and as what. What they come in with stands in `sessions`."""

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select, update

from domain.people import Person, Role
from storage.rows import packed, unpacked
from storage.schema_people import PEOPLE
from storage.unit import Row, Unit


def add(unit: Unit, person: Person, at: int) -> bool:
    """Keep a person; False if that id is taken."""
    return unit.insert_once(
        _INSERT,
        id=person.id,
        name=person.name,
        roles=packed([role.value for role in person.roles]),
        created_at=at,
        skills=packed(list(person.skills)),
    )


def find(unit: Unit, person_id: str) -> Person | None:
    """The person called `person_id`, or None."""
    row = unit.row(_SELECT, this=person_id)
    return _person(row) if row else None


def everyone(unit: Unit) -> list[Person]:
    """All people, in the order of their ids."""
    return [_person(row) for row in unit.rows(_SELECT_ALL)]


def change_roles(unit: Unit, person_id: str, roles: Sequence[Role]) -> bool:
    """Replace the roles of a person; False if there is nobody of that id."""
    kept = packed([role.value for role in roles])
    return unit.change(_UPDATE_ROLES, this=person_id, roles=kept) == 1


def change_skills(unit: Unit, person_id: str, skills: Sequence[str]) -> bool:
    """Replace the skills of a person; False if there is nobody of that id."""
    return unit.change(_UPDATE_SKILLS, this=person_id, skills=packed(list(skills))) == 1


def _person(row: Row) -> Person:
    roles = tuple(Role(role) for role in unpacked(row["roles"]))
    skills = tuple(unpacked(row["skills"]))
    return Person(id=row["id"], name=row["name"], roles=roles, skills=skills)


_INSERT = insert(PEOPLE)
_SELECT = select(PEOPLE).where(PEOPLE.c.id == bindparam("this"))
_SELECT_ALL = select(PEOPLE).order_by(PEOPLE.c.id)
_UPDATE_ROLES = (
    update(PEOPLE).where(PEOPLE.c.id == bindparam("this")).values(roles=bindparam("roles"))
)
_UPDATE_SKILLS = (
    update(PEOPLE).where(PEOPLE.c.id == bindparam("this")).values(skills=bindparam("skills"))
)
