"""sessions: what opens the door, kept as digests: invitations, sessions and API tokens.

A session as a demo person stands only while nobody has a password: that is read with the row, so
the first password ends them all at their next message.
"""

from sqlalchemy import and_, bindparam, exists, insert, not_, or_, select, update

from storage.schema_people import PASSWORDS, SESSIONS
from storage.unit import Row, Unit

INVITATION, DEMO, SESSION, TOKEN = "invitation", "demo", "session", "token"


def keep(
    unit: Unit, token_digest: str, kind: str, person_id: str | None, now: int, expires_at: int
) -> None:
    """Remember something that opens the door from `now` on."""
    unit.change(
        _INSERT,
        token_digest=token_digest,
        kind=kind,
        person_id=person_id,
        expires_at=expires_at,
        revoked=False,
        created_at=now,
        seen_at=now,
    )


def find(unit: Unit, token_digest: str, kind: str, now: int) -> Row | None:
    """An invitation or an API token that is neither expired nor revoked, or None."""
    return unit.row(_SELECT, this=token_digest, kind=kind, now=now)


def find_session(unit: Unit, token_digest: str, now: int, idle_since: int) -> Row | None:
    """A session, with or without a password, that stands and was seen after `idle_since`."""
    return unit.row(_SELECT_SESSION, this=token_digest, now=now, idle_since=idle_since)


def see(unit: Unit, token_digest: str, now: int) -> None:
    """Keep that it was used now."""
    unit.change(_SEE, this=token_digest, seen_at=now)


def standing(unit: Unit, now: int, idle_since: int) -> list[Row]:
    """Every session and API token that stands, the first to expire first."""
    return unit.rows(_SELECT_STANDING, now=now, idle_since=idle_since)


def end(unit: Unit, token_digest: str) -> bool:
    """End an invitation or a session; False if it had been ended before."""
    return unit.change(_END, this=token_digest) == 1


def end_sessions_of(unit: Unit, person_id: str, now: int, idle_since: int) -> int:
    """End every session of a person; how many still stood."""
    return unit.change(_END_SESSIONS_OF, person=person_id, now=now, idle_since=idle_since)


def end_tokens_of(unit: Unit, person_id: str, now: int) -> int:
    """End every API token of a person; how many still stood."""
    return unit.change(_END_TOKENS_OF, person=person_id, now=now)


_THIS = SESSIONS.c.token_digest == bindparam("this")
_LASTS = and_(SESSIONS.c.expires_at > bindparam("now"), SESSIONS.c.revoked.is_(False))
_NO_PASSWORDS = not_(exists(select(PASSWORDS.c.person_id)))
_IS_SESSION = and_(
    or_(SESSIONS.c.kind == SESSION, and_(SESSIONS.c.kind == DEMO, _NO_PASSWORDS)),
    SESSIONS.c.seen_at > bindparam("idle_since"),
    _LASTS,
)
_IS_TOKEN = and_(SESSIONS.c.kind == TOKEN, _LASTS)
_INSERT = insert(SESSIONS)
_SELECT = select(SESSIONS).where(_THIS, SESSIONS.c.kind == bindparam("kind"), _LASTS)
_SELECT_SESSION = select(SESSIONS).where(_THIS, _IS_SESSION)
_SELECT_STANDING = (
    select(SESSIONS).where(or_(_IS_SESSION, _IS_TOKEN)).order_by(SESSIONS.c.expires_at)
)
_SEE = update(SESSIONS).where(_THIS).values(seen_at=bindparam("seen_at"))
_END = (
    update(SESSIONS)
    .where(_THIS, SESSIONS.c.kind != TOKEN, SESSIONS.c.revoked.is_(False))
    .values(revoked=True)
)
_OF = SESSIONS.c.person_id == bindparam("person")
_END_SESSIONS_OF = update(SESSIONS).where(_OF, _IS_SESSION).values(revoked=True)
_END_TOKENS_OF = update(SESSIONS).where(_OF, _IS_TOKEN).values(revoked=True)
