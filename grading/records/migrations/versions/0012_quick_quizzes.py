"""Quick quizzes of training sessions, passes to a session and one-time codes for them."""

import sqlalchemy as sa
from alembic import op

from grading.records.append_only import refusals

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

APPEND_ONLY = ("quiz_attempts", "pass_codes", "pass_code_uses")


def upgrade() -> None:
    """Create the tables and what keeps their rows."""
    _create_quiz_attempts()
    _create_session_passes()
    _create_pass_codes()
    _create_pass_code_uses()
    for table in APPEND_ONLY:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(statement)


def _create_quiz_attempts() -> None:
    table = "quiz_attempts"
    op.create_table(
        table,
        sa.Column("attempt_id", sa.String(32), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("corrects_id", sa.String(32), nullable=True),
        sa.Column("file_sha256", sa.String(64), nullable=True),
        sa.Column("file_kind", sa.String(32), nullable=True),
        sa.Column("file_name", sa.String(128), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        _refers(table, "attempt_id", "attempts"),
        _refers(table, "session_id", "training_sessions"),
        _refers(table, "entered_by", "people"),
        _refers(table, "corrects_id", "attempts"),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_quiz_attempts")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_quiz_attempts_corrects_id")),
    )
    op.create_index(op.f("ix_quiz_attempts_session_id"), table, ["session_id"])


def _create_session_passes() -> None:
    table = "session_passes"
    op.create_table(
        table,
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        _refers(table, "person_id", "people"),
        _refers(table, "session_id", "training_sessions"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session_passes")),
    )
    op.create_index(op.f("ix_session_passes_person_id"), table, ["person_id"])
    op.create_index(op.f("ix_session_passes_expires_at"), table, ["expires_at"])


def _create_pass_codes() -> None:
    table = "pass_codes"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        _refers(table, "person_id", "people"),
        _refers(table, "session_id", "training_sessions"),
        _refers(table, "issued_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass_codes")),
    )
    op.create_index(op.f("ix_pass_codes_code_hash"), table, ["code_hash"])


def _create_pass_code_uses() -> None:
    table = "pass_code_uses"
    op.create_table(
        table,
        sa.Column("code_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _refers(table, "code_id", "pass_codes"),
        sa.PrimaryKeyConstraint("code_id", name=op.f("pk_pass_code_uses")),
    )


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
