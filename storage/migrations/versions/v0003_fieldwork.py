"""0003: tasks for people in the field with their proofs, letters of the house, drafts; indexes for
what is read at each step.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("mail", sa.Column("attached", sa.Text(), nullable=True))
    op.create_table(
        "drafts",
        sa.Column("thread_id", sa.String(length=128), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name="fk_drafts_thread_id"),
        sa.PrimaryKeyConstraint("thread_id", name="pk_drafts"),
    )
    _create_tasks()
    _create_proofs()
    op.add_column("requests", sa.Column("proof_id", sa.String(length=64), nullable=True))
    op.create_index("ix_requests_overdue", "requests", ["state", "decide_by"])
    op.create_index("ix_requests_thread", "requests", ["thread_id", "state"])
    op.create_index("ix_journal_tool", "journal", ["thread_id", "name", "started_at"])


def _create_tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("thread_id", sa.String(length=128), nullable=False),
        sa.Column("call_id", sa.String(length=128), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("reward_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("requested_by", sa.String(length=128), nullable=False),
        sa.Column("verdict_id", sa.String(length=64), nullable=False),
        sa.Column("posted_at", sa.BigInteger(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("operator", sa.String(length=128), nullable=True),
        sa.Column("claimed_at", sa.BigInteger(), nullable=True),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name="fk_tasks_thread_id"),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdicts.id"], name="fk_tasks_verdict_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.UniqueConstraint(
            "thread_id", "call_id", "attempt", name="uq_tasks_thread_id_call_id_attempt"
        ),
    )
    op.create_index("ix_tasks_state", "tasks", ["state", "deadline"])


def _create_proofs() -> None:
    op.create_table(
        "proofs",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("task_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(length=128), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_proofs_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proofs"),
        sa.UniqueConstraint("task_id", "number", name="uq_proofs_task_id_number"),
    )
    op.create_table(
        "photos",
        sa.Column("proof_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["proof_id"], ["proofs.id"], name="fk_photos_proof_id"),
        sa.PrimaryKeyConstraint("proof_id", "position", name="pk_photos"),
    )
    op.create_index("ix_photos_digest", "photos", ["digest"])
