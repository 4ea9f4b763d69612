"""Signed and reopened years, only ever added."""

import sqlalchemy as sa
from alembic import op

from grading.records.append_only import refusals

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLE = "sign_offs"


def upgrade() -> None:
    """Create the table and what keeps its rows."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("action IN ('signed', 'reopened')", name=op.f("ck_sign_offs_action")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_sign_offs_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_offs")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_sign_offs_year")),
    )
    for statement in refusals(TABLE, op.get_bind().dialect.name):
        op.execute(statement)
