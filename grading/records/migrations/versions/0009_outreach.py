"""Activities of outreach with their photos, only ever added."""

import sqlalchemy as sa
from alembic import op

from grading.records.append_only import refusals

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("outreach_activities", "outreach_photos")


def upgrade() -> None:
    """Create the tables and what keeps their rows."""
    _create_activities()
    _create_photos()
    for table in TABLES:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(statement)


def _create_activities() -> None:
    op.create_table(
        "outreach_activities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(128), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("form", sa.String(16), nullable=False),
        sa.Column("place", sa.String(128), nullable=False),
        sa.Column("audience", sa.String(128), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("materials", sa.Integer(), nullable=False),
        sa.Column("cites", sa.JSON(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("is_withdrawal", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "form IN ('enterprise', 'school', 'community', 'square', 'media', 'cases', 'other')",
            name=op.f("ck_outreach_activities_form"),
        ),
        sa.CheckConstraint(
            "reached >= 0 AND materials >= 0", name=op.f("ck_outreach_activities_counts")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["people.id"], name=op.f("fk_outreach_activities_recorded_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["outreach_activities.id"],
            name=op.f("fk_outreach_activities_corrects_id_outreach_activities"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_activities")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_outreach_activities_corrects_id")),
    )
    op.create_index(op.f("ix_outreach_activities_on"), "outreach_activities", ["on"])


def _create_photos() -> None:
    op.create_table(
        "outreach_photos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("file_kind", sa.String(32), nullable=False),
        sa.Column("file_name", sa.String(128), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["outreach_activities.id"],
            name=op.f("fk_outreach_photos_activity_id_outreach_activities"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_photos")),
        sa.UniqueConstraint("activity_id", "place", name=op.f("uq_outreach_photos_activity_id")),
    )
