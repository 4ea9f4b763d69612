"""Confirmed figures of policies, and absences, only ever added."""

import sqlalchemy as sa
from alembic import op

from grading.records.append_only import refusals

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = ("confirmations", "absences")


def upgrade() -> None:
    """Create both tables and what keeps their rows."""
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("figure_id", sa.String(96), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["people.id"], name=op.f("fk_confirmations_confirmed_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmations")),
    )
    op.create_index("ix_confirmations_year_audience", "confirmations", ["year", "audience"])
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("withdraws", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_absences_days")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_absences_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["withdraws"], ["absences.id"], name=op.f("fk_absences_withdraws_absences")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["people.id"], name=op.f("fk_absences_recorded_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
        sa.UniqueConstraint("withdraws", name=op.f("uq_absences_withdraws")),
    )
    op.create_index(op.f("ix_absences_person_id"), "absences", ["person_id"])
    for table in TABLES:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(statement)
