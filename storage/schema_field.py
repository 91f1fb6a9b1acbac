"""schema_field: the tables of fieldwork: tasks, proofs and photos.

Whoever asks METADATA for every table must have imported this file.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema import METADATA

TASKS = Table(
    "tasks",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("thread_id", ForeignKey("threads.id"), nullable=False),
    Column("call_id", String(128), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("description", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("reward_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("requested_by", String(128), nullable=False),
    Column("verdict_id", ForeignKey("verdicts.id"), nullable=False),
    Column("posted_at", BigInteger, nullable=False),
    Column("deadline", BigInteger, nullable=False),
    Column("operator", String(128)),
    Column("claimed_at", BigInteger),
    Column("feedback", Text, nullable=False),
    Column("ended_at", BigInteger),
    # One call posts one task, however often its node is entered.
    UniqueConstraint("thread_id", "call_id", "attempt"),
)
Index("ix_tasks_state", TASKS.c.state, TASKS.c.deadline)

PROOFS = Table(
    "proofs",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("task_id", ForeignKey("tasks.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("operator", String(128), nullable=False),
    Column("note", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("submitted_at", BigInteger, nullable=False),
    UniqueConstraint("task_id", "number"),
)

PHOTOS = Table(
    "photos",
    METADATA,
    Column("proof_id", ForeignKey("proofs.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
)
Index("ix_photos_digest", PHOTOS.c.digest)
