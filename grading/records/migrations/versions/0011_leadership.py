"""Leadership study: plans, meetings with attendance, duties, reports; rows are only ever added."""

import sqlalchemy as sa
from alembic import op

from grading.records.append_only import refusals

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = (
    "group_study_corrections",
    "plan_items",
    "plan_changes",
    "plan_adoptions",
    "meetings",
    "meeting_ends",
    "attendance_ticks",
    "duty_evidence",
    "legal_report_closings",
)


def upgrade() -> None:
    """Create the tables and what keeps their rows."""
    _create_group_study_corrections()
    _create_plans()
    _create_meetings()
    _create_attendance_ticks()
    _create_duty_evidence()
    _create_legal_report_closings()
    for table in TABLES:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(statement)


def _create_group_study_corrections() -> None:
    table = "group_study_corrections"
    op.create_table(
        table,
        _id(),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(16), nullable=False),
        sa.Column("host", sa.String(128), nullable=False),
        sa.Column("topic", sa.String(128), nullable=False),
        sa.Column("cites", sa.JSON(), nullable=False),
        sa.Column("hours", sa.String(32), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_recorded(table),
        _refers(table, "study_id", "group_studies"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_study_id"), table, ["study_id"])


def _create_plans() -> None:
    op.create_table(
        "plan_items",
        _id(),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(128), nullable=False),
        sa.Column("cites", sa.JSON(), nullable=False),
        sa.Column("form", sa.String(16), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_recorded("plan_items"),
        sa.CheckConstraint("month BETWEEN 1 AND 12", name=op.f("ck_plan_items_month")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_items")),
    )
    op.create_index(op.f("ix_plan_items_year"), "plan_items", ["year"])
    op.create_table(
        "plan_changes",
        _id(),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("study_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        *_recorded("plan_changes"),
        sa.CheckConstraint(
            "action IN ('moved', 'withdrawn', 'linked', 'unlinked')",
            name=op.f("ck_plan_changes_action"),
        ),
        _refers("plan_changes", "item_id", "plan_items"),
        _refers("plan_changes", "study_id", "group_studies"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_changes")),
    )
    op.create_index(op.f("ix_plan_changes_item_id"), "plan_changes", ["item_id"])
    op.create_table(
        "plan_adoptions",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("where", sa.String(128), nullable=False),
        *_recorded("plan_adoptions"),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_plan_adoptions")),
    )


def _create_meetings() -> None:
    op.create_table(
        "meetings",
        _id(),
        sa.Column("form", sa.String(16), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("host", sa.String(128), nullable=False),
        sa.Column("topic", sa.String(128), nullable=False),
        sa.Column("cites", sa.JSON(), nullable=False),
        sa.Column("hours", sa.String(32), nullable=False),
        sa.Column("plan_item_id", sa.Integer(), nullable=True),
        sa.Column("called_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _refers("meetings", "plan_item_id", "plan_items"),
        _refers("meetings", "called_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_index(op.f("ix_meetings_on"), "meetings", ["on"])
    op.create_table(
        "meeting_ends",
        sa.Column("meeting_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        *_recorded("meeting_ends"),
        sa.CheckConstraint(
            "state IN ('recorded', 'cancelled')", name=op.f("ck_meeting_ends_state")
        ),
        _refers("meeting_ends", "meeting_id", "meetings"),
        _refers("meeting_ends", "study_id", "group_studies"),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_meeting_ends")),
        sa.UniqueConstraint("study_id", name=op.f("uq_meeting_ends_study_id")),
    )


def _create_attendance_ticks() -> None:
    table = "attendance_ticks"
    op.create_table(
        table,
        _id(),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        *_recorded(table),
        _refers(table, "meeting_id", "meetings"),
        _refers(table, "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_meeting_id_person_id", table, ["meeting_id", "person_id"])


def _create_duty_evidence() -> None:
    table = "duty_evidence"
    op.create_table(
        table,
        _id(),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=True),
        sa.Column("file_sha256", sa.String(64), nullable=True),
        sa.Column("file_kind", sa.String(32), nullable=True),
        sa.Column("file_name", sa.String(128), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("withdraws", sa.Integer(), nullable=True),
        *_recorded(table),
        sa.CheckConstraint(
            "kind IN ('group_study', 'file', 'note')", name=op.f(f"ck_{table}_kind")
        ),
        _refers(table, "person_id", "people"),
        _refers(table, "study_id", "group_studies"),
        _refers(table, "withdraws", table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("withdraws", name=op.f(f"uq_{table}_withdraws")),
    )
    op.create_index(f"ix_{table}_year_person_id", table, ["year", "person_id"])


def _create_legal_report_closings() -> None:
    table = "legal_report_closings"
    op.create_table(
        table,
        _id(),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _refers(table, "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_person_id_year", table, ["person_id", "year"])


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _recorded(table: str) -> tuple[sa.Column[int], sa.Column[object], sa.ForeignKeyConstraint]:
    """Return the columns that say who recorded a row and when."""
    return (
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _refers(table, "recorded_by", "people"),
    )


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
