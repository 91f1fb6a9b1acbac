"""0004: passwords, and when a session began and was last used."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "passwords",
        sa.Column("person_id", sa.String(length=128), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_passwords_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_passwords"),
    )
    op.add_column("sessions", sa.Column("created_at", sa.BigInteger(), nullable=True))
    op.add_column("sessions", sa.Column("seen_at", sa.BigInteger(), nullable=True))
    # Nobody knows when these began, and none may pass for a session that a password opened.
    op.execute("DELETE FROM sessions WHERE kind <> 'token'")
