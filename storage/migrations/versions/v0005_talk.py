"""0005: stops of the agent by its requester, and pictures that come with what people write."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "stops",
        sa.Column("thread_id", sa.String(length=128), nullable=False),
        sa.Column("mail_seq", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(length=128), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name="fk_stops_thread_id"),
        sa.PrimaryKeyConstraint("thread_id", "mail_seq", name="pk_stops"),
    )
    op.create_table(
        "enclosures",
        sa.Column("thread_id", sa.String(length=128), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name="fk_enclosures_thread_id"),
        sa.PrimaryKeyConstraint("thread_id", "digest", name="pk_enclosures"),
    )
    op.create_index("ix_enclosures_digest", "enclosures", ["digest"])
