"""What waits for markers, and their marks, only ever added."""

import sqlalchemy as sa
from alembic import op

from grading.records.append_only import refusals

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("machine_scores", "essay_marks")


def upgrade() -> None:
    """Create both tables and what keeps their rows."""
    op.create_table(
        "machine_scores",
        sa.Column("attempt_id", sa.String(32), nullable=False),
        sa.Column("question_id", sa.String(64), nullable=False),
        sa.Column("earned", sa.String(32), nullable=True),
        sa.Column("possible", sa.String(32), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_machine_scores_attempt_id_attempts")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "question_id", name=op.f("pk_machine_scores")),
    )
    op.create_table(
        "essay_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.String(32), nullable=False),
        sa.Column("question_id", sa.String(64), nullable=False),
        sa.Column("marker_id", sa.Integer(), nullable=True),
        sa.Column("marker_name", sa.String(128), nullable=False),
        sa.Column("points", sa.String(32), nullable=False),
        sa.Column("shares", sa.JSON(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "origin IN ('portal', 'formgrader')", name=op.f("ck_essay_marks_origin")
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_essay_marks_attempt_id_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["marker_id"], ["people.id"], name=op.f("fk_essay_marks_marker_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_essay_marks")),
    )
    op.create_index(op.f("ix_essay_marks_marker_id"), "essay_marks", ["marker_id"])
    op.create_index(
        "ix_essay_marks_attempt_id_question_id", "essay_marks", ["attempt_id", "question_id"]
    )
    for table in TABLES:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(statement)
