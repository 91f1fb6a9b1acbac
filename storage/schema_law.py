"""schema_law: the tables of the law and of what it reads and writes beside verdicts.

Whoever asks METADATA for every table must have imported this file.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.schema import METADATA, REQUESTS, VERDICTS

# Every text that was ever in force.
LAWS = Table(
    "laws",
    METADATA,
    Column("seq", BigInteger, primary_key=True),
    Column("version", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("enacted_at", BigInteger, nullable=False),
    # Who put it forward and who seconded it; null where it came from a file.
    Column("proposed_by", String(128)),
    Column("seconded_by", String(128)),
    # The shipped file, the owner's own file, or a bill; null in rows of older houses.
    Column("source", String(16)),
)

# How much of each limit is used. `period` is a UTC day such as 2026-11-21, or "" for all time.
COUNTERS = Table(
    "counters",
    METADATA,
    Column("scope", String(16), primary_key=True),
    Column("key", String(256), primary_key=True),
    Column("period", String(10), primary_key=True),
    Column("used_minor", BigInteger, nullable=False),
)

# What one attempt holds of a limit; given back when the attempt is known to have failed.
RESERVATIONS = Table(
    "reservations",
    METADATA,
    Column("thread_id", ForeignKey("threads.id"), primary_key=True),
    Column("call_id", String(128), primary_key=True),
    Column("attempt", Integer, primary_key=True),
    Column("scope", String(16), primary_key=True),
    Column("key", String(256), primary_key=True),
    Column("period", String(10), primary_key=True),
    Column("amount_minor", BigInteger, nullable=False),
    Column("released", Boolean, nullable=False, server_default=false()),
)

BRIEFS = Table(
    "briefs",
    METADATA,
    Column("thread_id", ForeignKey("threads.id"), primary_key=True),
    Column("body", Text, nullable=False),
    Column("by", String(128), nullable=False),
    Column("at", BigInteger, nullable=False),
)

# A plan that people approved: what may be done in it, until when, and how often it was.
ENVELOPES = Table(
    "envelopes",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("thread_id", ForeignKey("threads.id"), nullable=False),
    Column("call_id", String(128), nullable=False),
    Column("body", Text, nullable=False),
    Column("by", String(128), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("valid_until", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("closed_at", BigInteger),
    Column("closed_by", String(128), nullable=False),
    UniqueConstraint("thread_id", "call_id"),
)
Index("ix_envelopes_thread", ENVELOPES.c.thread_id, ENVELOPES.c.closed_at)

# How often each step of a plan has been carried out, one row a call.
COVERINGS = Table(
    "coverings",
    METADATA,
    Column("thread_id", ForeignKey("threads.id"), primary_key=True),
    Column("call_id", String(128), primary_key=True),
    Column("envelope_id", ForeignKey("envelopes.id"), nullable=False),
    Column("step", Integer, nullable=False),
    Column("cost_minor", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
)
Index("ix_coverings_envelope", COVERINGS.c.envelope_id, COVERINGS.c.step)

# Who took an action out of the outbox before it went.
HOLDS = Table(
    "holds",
    METADATA,
    Column("thread_id", ForeignKey("threads.id"), primary_key=True),
    Column("call_id", String(128), primary_key=True),
    Column("by", String(128), nullable=False),
    Column("why", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

# Who ordered that an effect be taken back, with what; `carried_by` is the call that does it.
TAKEBACKS = Table(
    "takebacks",
    METADATA,
    Column("thread_id", ForeignKey("threads.id"), primary_key=True),
    Column("call_id", String(128), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", String(128), nullable=False),
    Column("arguments", Text, nullable=False),
    Column("by", String(128), nullable=False),
    Column("why", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("carried_by", String(128)),
)
Index("ix_takebacks_carried_by", TAKEBACKS.c.thread_id, TAKEBACKS.c.carried_by)

# What a source's word has meant so far; the newest fit of a source holds.
CALIBRATIONS = Table(
    "calibrations",
    METADATA,
    Column("source", String(128), primary_key=True),
    Column("fit", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("error", Float, nullable=False),
    Column("by", String(128), nullable=False),
    Column("at", BigInteger, nullable=False),
)

# A law that somebody puts forward; a second admin enacts it.
BILLS = Table(
    "bills",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("version", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("note", Text, nullable=False),
    # proposed, enacted, withdrawn or refused.
    Column("state", String(16), nullable=False),
    Column("proposed_by", String(128), nullable=False),
    Column("proposed_at", BigInteger, nullable=False),
    Column("settled_by", String(128)),
    Column("settled_at", BigInteger),
    # The law that it was weighed against; another in force meanwhile makes it stale.
    Column("against", String(64), nullable=False),
)
Index("ix_bills_state", BILLS.c.state, BILLS.c.proposed_at)

# What was decided about each version of a tool; a request pays for it once, when it is decided.
Index(
    "ix_requests_record",
    REQUESTS.c.name,
    REQUESTS.c.fingerprint,
    REQUESTS.c.decided_at,
    sqlite_where=REQUESTS.c.decided_at.is_not(None),
    postgresql_where=REQUESTS.c.decided_at.is_not(None),
)
# A replay begins with the newest.
Index("ix_verdicts_at", VERDICTS.c.at)
