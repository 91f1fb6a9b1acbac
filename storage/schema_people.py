"""schema_people: the tables of who is known, and of what they come in with.

Whoever asks METADATA for every table must have imported this file.
"""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, String, Table, Text, text

from storage.schema import METADATA

PEOPLE = Table(
    "people",
    METADATA,
    Column("id", String(128), primary_key=True),
    Column("name", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("skills", Text, nullable=False, server_default=text("'[]'")),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token_digest", String(64), primary_key=True),
    Column("person_id", ForeignKey("people.id")),
    # invitation, demo (a session as a demo person), session (after a password) or token (API).
    Column("kind", String(16), nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("revoked", Boolean, nullable=False),
    # Null for API tokens from before these were kept.
    Column("created_at", BigInteger),
    Column("seen_at", BigInteger),
)

PASSWORDS = Table(
    "passwords",
    METADATA,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("hash", Text, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    # In a row, since the last one that was right.
    Column("failures", Integer, nullable=False),
    Column("locked_until", BigInteger, nullable=False),
)
