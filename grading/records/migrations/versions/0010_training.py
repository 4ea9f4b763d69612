"""Training sessions and who signed in to them, only ever added."""

import sqlalchemy as sa
from alembic import op

from grading.records.append_only import refusals

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = (
    "training_sessions",
    "training_plans",
    "training_states",
    "training_invitations",
    "training_materials",
    "training_material_ends",
    "training_sign_ins",
    "training_withdrawals",
)


def upgrade() -> None:
    """Create the tables and what keeps their rows."""
    _create_sessions()
    _create_plans()
    _create_states()
    _create_invitations()
    _create_materials()
    _create_sign_ins()
    for table in TABLES:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(statement)


def _create_sessions() -> None:
    op.create_table(
        "training_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("planned_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _refers("training_sessions", "planned_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_sessions")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_training_sessions_year")),
    )


def _create_plans() -> None:
    op.create_table(
        "training_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(128), nullable=False),
        sa.Column("industry", sa.String(128), nullable=True),
        sa.Column("place", sa.String(128), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("hours", sa.String(32), nullable=False),
        sa.Column("late_after", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.String(64), nullable=True),
        *_changed(),
        _refers("training_plans", "session_id", "training_sessions"),
        _refers("training_plans", "changed_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_plans")),
    )
    op.create_index(op.f("ix_training_plans_session_id"), "training_plans", ["session_id"])


def _create_states() -> None:
    op.create_table(
        "training_states",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_changed(),
        sa.CheckConstraint(
            "state IN ('planned', 'open', 'closed', 'cancelled')",
            name=op.f("ck_training_states_state"),
        ),
        _refers("training_states", "session_id", "training_sessions"),
        _refers("training_states", "changed_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_states")),
    )
    op.create_index(op.f("ix_training_states_session_id"), "training_states", ["session_id"])


def _create_invitations() -> None:
    table = "training_invitations"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("is_invited", sa.Boolean(), nullable=False),
        *_changed(),
        _refers(table, "session_id", "training_sessions"),
        _refers(table, "enterprise_id", "enterprises"),
        _refers(table, "changed_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_session_id"), table, ["session_id"])


def _create_materials() -> None:
    table = "training_materials"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("file_kind", sa.String(128), nullable=False),
        sa.Column("file_name", sa.String(128), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _refers(table, "session_id", "training_sessions"),
        _refers(table, "added_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_session_id"), table, ["session_id"])
    op.create_table(
        "training_material_ends",
        sa.Column("material_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ended_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _refers("training_material_ends", "material_id", table),
        _refers("training_material_ends", "ended_by", "people"),
        sa.PrimaryKeyConstraint("material_id", name=op.f("pk_training_material_ends")),
    )


def _create_sign_ins() -> None:
    table = "training_sign_ins"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scan_sha256", sa.String(64), nullable=True),
        sa.Column("scan_kind", sa.String(128), nullable=True),
        sa.Column("scan_name", sa.String(128), nullable=True),
        sa.Column("scan_size", sa.Integer(), nullable=True),
        sa.Column("nonce", sa.String(32), nullable=True),
        sa.CheckConstraint(
            "way IN ('qr', 'code', 'desk', 'paper_list')", name=op.f(f"ck_{table}_way")
        ),
        _refers(table, "session_id", "training_sessions"),
        _refers(table, "person_id", "people"),
        _refers(table, "enterprise_id", "enterprises"),
        _refers(table, "recorded_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("session_id", "person_id", "turn", name=op.f(f"uq_{table}_session_id")),
        sa.UniqueConstraint("nonce", name=op.f(f"uq_{table}_nonce")),
    )
    op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])
    op.create_index(op.f(f"ix_{table}_enterprise_id"), table, ["enterprise_id"])
    op.create_table(
        "training_withdrawals",
        sa.Column("sign_in_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _refers("training_withdrawals", "sign_in_id", table),
        _refers("training_withdrawals", "withdrawn_by", "people"),
        sa.PrimaryKeyConstraint("sign_in_id", name=op.f("pk_training_withdrawals")),
    )


def _changed() -> list[sa.Column[object]]:
    """Return the columns that say who wrote a row and when."""
    return [
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    ]


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    """Return the constraint that a column names a row of another table."""
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name)
