"""What people answer in their book of mistakes, only ever added."""

import sqlalchemy as sa
from alembic import op

from grading.records.append_only import refusals

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of answers and what keeps them."""
    op.create_table(
        "mistake_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(64), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_mistake_answers_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mistake_answers")),
        sa.UniqueConstraint(
            "person_id", "question_id", "turn", name=op.f("uq_mistake_answers_person_id")
        ),
    )
    for statement in refusals("mistake_answers", op.get_bind().dialect.name):
        op.execute(statement)
