"""schema: the tables of the house, in SQLAlchemy Core. Times are milliseconds, sums minor units.

People stand in `schema_people`, fieldwork in `schema_field`, the law in `schema_law`. The demo shop
is not here: it is the outside world and keeps its own file (invariant 15).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SWITCHES = Table(
    "switches",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("thrown", Boolean, nullable=False),
)

THREADS = Table(
    "threads",
    METADATA,
    Column("id", String(128), primary_key=True),
    Column("owner", ForeignKey("people.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("fork_of", ForeignKey("threads.id")),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    # What a runner left behind: idle, working, waiting or stalled.
    Column("status", String(16), nullable=False),
    Column("mail_seq", BigInteger, nullable=False),
    Column("wake_at", BigInteger),
    Column("failures", Integer, nullable=False),
    Column("taken_over_by", String(128)),
    Column("trouble", Text, nullable=False),
    Column("lease_epoch", BigInteger, nullable=False),
    Column("lease_holder", String(64), nullable=False),
    Column("lease_until", BigInteger, nullable=False),
)
Index("ix_threads_status", THREADS.c.status, THREADS.c.wake_at)
Index("ix_threads_owner", THREADS.c.owner, THREADS.c.updated_at)

MAIL = Table(
    "mail",
    METADATA,
    Column("thread_id", ForeignKey("threads.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("message_id", String(128), nullable=False),
    Column("by", String(128), nullable=False),
    Column("text", Text, nullable=False),
    # What a letter of the house brings: a task and its photos. Null for what a person wrote.
    Column("attached", Text),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("thread_id", "message_id"),
)

# The answer that a model is writing; gone when it stands in the transcript.
DRAFTS = Table(
    "drafts",
    METADATA,
    Column("thread_id", ForeignKey("threads.id"), primary_key=True),
    Column("turn", BigInteger, nullable=False),
    Column("step", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

TRANSCRIPT = Table(
    "transcript",
    METADATA,
    Column("thread_id", ForeignKey("threads.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("message_id", String(128), nullable=False),
    Column("speaker", String(16), nullable=False),
    Column("by", String(128), nullable=False),
    Column("turn", BigInteger, nullable=False),
    Column("step", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("thread_id", "message_id"),
)

VERDICTS = Table(
    "verdicts",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("thread_id", ForeignKey("threads.id"), nullable=False),
    Column("call_id", String(128), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("turn", BigInteger, nullable=False),
    Column("name", String(128), nullable=False),
    Column("arguments", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("rationale", Text, nullable=False),
    Column("confidence", Text, nullable=False),
    Column("route", String(16), nullable=False),
    Column("mode", String(8), nullable=False),
    Column("reasons", Text, nullable=False),
    Column("thresholds", Text, nullable=False),
    Column("policy_version", String(64), nullable=False),
    Column("ask", Boolean, nullable=False, server_default=false()),
    Column("at", BigInteger, nullable=False),
    # Who has to sign; null where nobody has, and in verdicts from before this was kept.
    Column("signers", Text),
    Column("outbox_seconds", Integer, nullable=False, server_default=text("0")),
    Column("recheck_within_seconds", Integer, nullable=False, server_default=text("0")),
    # The risk and the facts that the law looked at, so that it can be asked again (B16).
    Column("inputs", Text),
    UniqueConstraint("thread_id", "call_id", "edition"),
)
# Only of what was ever staged, so that all other verdicts pay nothing for it.
Index(
    "ix_verdicts_outbox",
    VERDICTS.c.thread_id,
    sqlite_where=VERDICTS.c.outbox_seconds > 0,
    postgresql_where=VERDICTS.c.outbox_seconds > 0,
)

REQUESTS = Table(
    "requests",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("thread_id", ForeignKey("threads.id"), nullable=False),
    Column("call_id", String(128), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("interrupt_id", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("route", String(16), nullable=False),
    Column("name", String(128), nullable=False),
    Column("arguments", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("rationale", Text, nullable=False),
    Column("confidence", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("verdict_id", String(64), nullable=False),
    Column("requested_by", String(128), nullable=False),
    Column("summary", Text, nullable=False),
    Column("form", Text),
    Column("failures", Text),
    Column("proof_id", String(64)),
    Column("opened_at", BigInteger, nullable=False),
    Column("decide_by", BigInteger, nullable=False),
    # What the decision said; null while open.
    Column("decision_type", String(16)),
    Column("decided_by", String(128)),
    Column("decided_at", BigInteger),
    Column("effective_at", BigInteger),
    Column("valid_until", BigInteger),
    Column("decided_arguments", Text),
    Column("decided_digest", String(64)),
    Column("message", Text),
    Column("reason_code", String(32)),
    Column("content", Text),
    Column("signers", Text),
    # From when on it counts as late; null in those from before each had its own time.
    Column("late_at", BigInteger),
    UniqueConstraint("thread_id", "call_id", "attempt", "kind", "edition"),
)
Index("ix_requests_queue", REQUESTS.c.state, REQUESTS.c.opened_at)
Index("ix_requests_overdue", REQUESTS.c.state, REQUESTS.c.decide_by)
Index("ix_requests_thread", REQUESTS.c.thread_id, REQUESTS.c.state)

SIGNATURES = Table(
    "signatures",
    METADATA,
    Column("request_id", ForeignKey("requests.id"), primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("reviewer", String(128), primary_key=True),
    Column("decision_type", String(16), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("message", Text, nullable=False),
    Column("reason_code", String(32), nullable=False),
    Column("at", BigInteger, nullable=False),
)

REVOCATIONS = Table(
    "revocations",
    METADATA,
    Column("request_id", ForeignKey("requests.id"), primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("by", String(128), nullable=False),
    Column("at", BigInteger, nullable=False),
)

JOURNAL = Table(
    "journal",
    METADATA,
    Column("thread_id", ForeignKey("threads.id"), primary_key=True),
    Column("call_id", String(128), primary_key=True),
    Column("attempt", Integer, primary_key=True),
    Column("name", String(128), nullable=False),
    Column("arguments", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("result", Text, nullable=False),
    Column("request_id", ForeignKey("requests.id")),
    Column("verdict_id", ForeignKey("verdicts.id"), nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("call_deadline", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    # One decision starts one effect, whatever else goes wrong (invariant 2).
    UniqueConstraint("request_id"),
)
Index("ix_journal_digest", JOURNAL.c.thread_id, JOURNAL.c.digest)
Index("ix_journal_tool", JOURNAL.c.thread_id, JOURNAL.c.name, JOURNAL.c.started_at)

AUDIT = Table(
    "audit",
    METADATA,
    Column("stream", String(160), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("actor", String(128), nullable=False),
    Column("event", String(64), nullable=False),
    Column("payload", Text),
    Column("salt", String(64)),
    Column("payload_digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

AUDIT_HEADS = Table(
    "audit_heads",
    METADATA,
    Column("stream", String(160), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)

SEALS = Table(
    "seals",
    METADATA,
    Column("seq", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", String(128), nullable=False),
)

USAGE = Table(
    "usage",
    METADATA,
    Column("thread_id", ForeignKey("threads.id"), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("input_tokens", BigInteger, nullable=False),
    Column("output_tokens", BigInteger, nullable=False),
)

CHECKPOINTS = Table(
    "checkpoints",
    METADATA,
    Column("thread_id", Text, primary_key=True),
    Column("checkpoint_ns", Text, primary_key=True, server_default=""),
    Column("checkpoint_id", Text, primary_key=True),
    Column("parent_checkpoint_id", Text),
    Column("type", Text),
    Column("checkpoint", LargeBinary),
    Column("metadata", LargeBinary),
)

WRITES = Table(
    "writes",
    METADATA,
    Column("thread_id", Text, primary_key=True),
    Column("checkpoint_ns", Text, primary_key=True, server_default=""),
    Column("checkpoint_id", Text, primary_key=True),
    Column("task_id", Text, primary_key=True),
    Column("task_path", Text, nullable=False, server_default=""),
    Column("idx", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("type", Text),
    Column("value", LargeBinary),
)
