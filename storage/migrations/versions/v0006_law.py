"""0006: what the law reads and writes: limits, briefs, plans, the outbox, calibrations and bills."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _add_columns()
    _create_limits()
    _create_briefs_and_plans()
    _create_holds_fits_and_bills()
    _create_takebacks()
    _index_what_is_reckoned_from()


def _add_columns() -> None:
    op.add_column("verdicts", sa.Column("signers", sa.Text(), nullable=True))
    for name in ("outbox_seconds", "recheck_within_seconds"):
        nought = sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0"))
        op.add_column("verdicts", nought)
    op.add_column("verdicts", sa.Column("inputs", sa.Text(), nullable=True))
    for name in ("proposed_by", "seconded_by"):
        op.add_column("laws", sa.Column(name, sa.String(length=128), nullable=True))
    op.add_column("laws", sa.Column("source", sa.String(length=16), nullable=True))
    op.add_column("requests", sa.Column("signers", sa.Text(), nullable=True))
    op.add_column("requests", sa.Column("late_at", sa.BigInteger(), nullable=True))
    skills = sa.Column("skills", sa.Text(), nullable=False, server_default=sa.text("'[]'"))
    op.add_column("people", skills)


def _create_limits() -> None:
    op.create_table(
        "counters",
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=256), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("used_minor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", "period", name="pk_counters"),
    )
    op.create_table(
        "reservations",
        sa.Column("thread_id", sa.String(length=128), nullable=False),
        sa.Column("call_id", sa.String(length=128), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=256), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("released", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name="fk_reservations_thread_id"),
        sa.PrimaryKeyConstraint(
            "thread_id", "call_id", "attempt", "scope", "key", "period", name="pk_reservations"
        ),
    )


def _create_briefs_and_plans() -> None:
    op.create_table(
        "briefs",
        sa.Column("thread_id", sa.String(length=128), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=128), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name="fk_briefs_thread_id"),
        sa.PrimaryKeyConstraint("thread_id", name="pk_briefs"),
    )
    op.create_table(
        "envelopes",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("thread_id", sa.String(length=128), nullable=False),
        sa.Column("call_id", sa.String(length=128), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=128), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("valid_until", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name="fk_envelopes_thread_id"),
        sa.PrimaryKeyConstraint("id", name="pk_envelopes"),
        sa.UniqueConstraint("thread_id", "call_id", name="uq_envelopes_thread_id_call_id"),
    )
    op.create_index("ix_envelopes_thread", "envelopes", ["thread_id", "closed_at"])
    op.create_table(
        "coverings",
        sa.Column("thread_id", sa.String(length=128), nullable=False),
        sa.Column("call_id", sa.String(length=128), nullable=False),
        sa.Column("envelope_id", sa.String(length=64), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("cost_minor", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["envelope_id"], ["envelopes.id"], name="fk_coverings_envelope_id"),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name="fk_coverings_thread_id"),
        sa.PrimaryKeyConstraint("thread_id", "call_id", name="pk_coverings"),
    )
    op.create_index("ix_coverings_envelope", "coverings", ["envelope_id", "step"])


def _create_holds_fits_and_bills() -> None:
    op.create_table(
        "holds",
        sa.Column("thread_id", sa.String(length=128), nullable=False),
        sa.Column("call_id", sa.String(length=128), nullable=False),
        sa.Column("by", sa.String(length=128), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name="fk_holds_thread_id"),
        sa.PrimaryKeyConstraint("thread_id", "call_id", name="pk_holds"),
    )
    op.create_table(
        "calibrations",
        sa.Column("source", sa.String(length=128), nullable=False),
        sa.Column("fit", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("error", sa.Float(), nullable=False),
        sa.Column("by", sa.String(length=128), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("source", "fit", name="pk_calibrations"),
    )
    op.create_table(
        "bills",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("proposed_by", sa.String(length=128), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("settled_by", sa.String(length=128), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("against", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bills"),
    )
    op.create_index("ix_bills_state", "bills", ["state", "proposed_at"])


def _create_takebacks() -> None:
    staged = sa.text("outbox_seconds > 0")
    op.create_index(
        "ix_verdicts_outbox",
        "verdicts",
        ["thread_id"],
        sqlite_where=staged,
        postgresql_where=staged,
    )
    op.create_table(
        "takebacks",
        sa.Column("thread_id", sa.String(length=128), nullable=False),
        sa.Column("call_id", sa.String(length=128), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("arguments", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=128), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("carried_by", sa.String(length=128), nullable=True),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name="fk_takebacks_thread_id"),
        sa.PrimaryKeyConstraint("thread_id", "call_id", "number", name="pk_takebacks"),
    )
    op.create_index("ix_takebacks_carried_by", "takebacks", ["thread_id", "carried_by"])


def _index_what_is_reckoned_from() -> None:
    decided = sa.text("decided_at IS NOT NULL")
    op.create_index(
        "ix_requests_record",
        "requests",
        ["name", "fingerprint", "decided_at"],
        sqlite_where=decided,
        postgresql_where=decided,
    )
    op.create_index("ix_verdicts_at", "verdicts", ["at"])
