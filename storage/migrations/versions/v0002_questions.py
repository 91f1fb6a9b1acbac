"""0002: questions to the requester, escalations, takeovers, and what the model used."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("requests", sa.Column("form", sa.Text(), nullable=True))
    op.add_column("requests", sa.Column("failures", sa.Text(), nullable=True))
    op.add_column(
        "verdicts", sa.Column("ask", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("threads", sa.Column("taken_over_by", sa.String(length=128), nullable=True))
    op.create_table(
        "usage",
        sa.Column("thread_id", sa.String(length=128), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("output_tokens", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name="fk_usage_thread_id"),
        sa.PrimaryKeyConstraint("thread_id", "day", name="pk_usage"),
    )
    _give_old_questions_their_form()


def _give_old_questions_their_form() -> None:
    requests = sa.table(
        "requests", sa.column("id"), sa.column("kind"), sa.column("summary"), sa.column("form")
    )
    connection = op.get_bind()
    outcomes = connection.execute(sa.select(requests).where(requests.c.kind == "outcome"))
    for row in outcomes.mappings().all():
        form = {
            "mode": "form",
            "message": row["summary"],
            "requestedSchema": {
                "type": "object",
                "properties": {
                    "happened": {"type": "boolean", "title": "It happened"},
                    "retry": {
                        "type": "boolean",
                        "title": "It did not: try again",
                        "default": False,
                    },
                },
                "required": ["happened"],
                "additionalProperties": False,
            },
        }
        connection.execute(
            sa.update(requests).where(requests.c.id == row["id"]).values(form=json.dumps(form))
        )
