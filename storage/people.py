"""people: who the house knows, and the tokens they are signed in with. Tokens are kept hashed."""

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select, update

from domain.people import Person, Role
from storage.rows import packed, unpacked
from storage.schema import PEOPLE, SESSIONS
from storage.unit import Row, Unit


def add(unit: Unit, person: Person, at: int) -> bool:
    """Keep a person; False if that id is taken."""
    return unit.insert_once(
        _INSERT,
        id=person.id,
        name=person.name,
        roles=packed([role.value for role in person.roles]),
        created_at=at,
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


def keep_token(
    unit: Unit, token_digest: str, kind: str, person_id: str | None, expires_at: int
) -> None:
    """Remember a token by its digest; `kind` is "invitation", "session" or "token"."""
    unit.change(
        _INSERT_TOKEN,
        token_digest=token_digest,
        kind=kind,
        person_id=person_id,
        expires_at=expires_at,
        revoked=False,
    )


def token(unit: Unit, token_digest: str, kind: str, now: int) -> Row | None:
    """The row of a token that is neither expired nor revoked, or None."""
    return unit.row(_SELECT_TOKEN, this=token_digest, kind=kind, now=now)


def standing_tokens(unit: Unit, kind: str, now: int) -> list[Row]:
    """Every token of a kind that is neither expired nor revoked, the first to expire first."""
    return unit.rows(_SELECT_STANDING, kind=kind, now=now)


def revoke_token(unit: Unit, token_digest: str, kind: str) -> bool:
    """End a token of a kind; False if it had ended before."""
    return unit.change(_REVOKE_TOKEN, this=token_digest, kind=kind) == 1


def revoke_tokens_of(unit: Unit, person_id: str, kind: str, now: int) -> int:
    """End everything of a kind that opens the door to a person; how much still stood."""
    return unit.change(_REVOKE_TOKENS_OF, person=person_id, kind=kind, now=now)


def _person(row: Row) -> Person:
    roles = tuple(Role(role) for role in unpacked(row["roles"]))
    return Person(id=row["id"], name=row["name"], roles=roles)


_INSERT = insert(PEOPLE)
_SELECT = select(PEOPLE).where(PEOPLE.c.id == bindparam("this"))
_SELECT_ALL = select(PEOPLE).order_by(PEOPLE.c.id)
_UPDATE_ROLES = (
    update(PEOPLE).where(PEOPLE.c.id == bindparam("this")).values(roles=bindparam("roles"))
)
_INSERT_TOKEN = insert(SESSIONS)
_STANDING = (
    SESSIONS.c.kind == bindparam("kind"),
    SESSIONS.c.expires_at > bindparam("now"),
    SESSIONS.c.revoked.is_(False),
)
_SELECT_TOKEN = select(SESSIONS).where(SESSIONS.c.token_digest == bindparam("this"), *_STANDING)
_SELECT_STANDING = select(SESSIONS).where(*_STANDING).order_by(SESSIONS.c.expires_at)
_REVOKE_TOKEN = (
    update(SESSIONS)
    .where(
        SESSIONS.c.token_digest == bindparam("this"),
        SESSIONS.c.kind == bindparam("kind"),
        SESSIONS.c.revoked.is_(False),
    )
    .values(revoked=True)
)
_REVOKE_TOKENS_OF = (
    update(SESSIONS).where(SESSIONS.c.person_id == bindparam("person"), *_STANDING)
).values(revoked=True)
