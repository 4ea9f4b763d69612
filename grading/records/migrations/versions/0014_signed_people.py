"""What was signed of each person, beside what was signed for all."""

import sqlalchemy as sa
from alembic import op

from grading.records.append_only import refusals

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLE = "signed_people"


def upgrade() -> None:
    """Create the table and what keeps its rows."""
    op.create_table(
        TABLE,
        sa.Column("sign_off_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sign_off_id"], ["sign_offs.id"], name=op.f("fk_signed_people_sign_off_id_sign_offs")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_signed_people_person_id_people")
        ),
        sa.PrimaryKeyConstraint("sign_off_id", "person_id", name=op.f("pk_signed_people")),
    )
    for statement in refusals(TABLE, op.get_bind().dialect.name):
        op.execute(statement)
