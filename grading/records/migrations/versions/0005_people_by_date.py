"""Where people work and what enterprises are, by date; one-time login codes. Only ever added."""

import sqlalchemy as sa
from alembic import op

from grading.records.append_only import refusals

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("posts", "enterprise_states", "login_codes", "login_code_uses")


def upgrade() -> None:
    """Create the tables and what keeps their rows."""
    _create_states()
    _create_codes()
    for table in TABLES:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(statement)


def _create_states() -> None:
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("department", sa.String(128), nullable=True),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("rank", sa.String(64), nullable=True),
        sa.Column("is_first_responsible", sa.Boolean(), nullable=False),
        sa.Column("certificate_number", sa.String(32), nullable=True),
        sa.Column("certificate_expires", sa.Date(), nullable=True),
        sa.Column("is_ended", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_posts_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_posts_enterprise_id_enterprises")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
    )
    op.create_index("ix_posts_person_id_valid_from", "posts", ["person_id", "valid_from"])
    op.create_table(
        "enterprise_states",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("credit_code", sa.String(18), nullable=True),
        sa.Column("industry", sa.String(128), nullable=True),
        sa.Column("permit_category", sa.String(16), nullable=True),
        sa.Column("permit_number", sa.String(32), nullable=True),
        sa.Column("is_ended", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "permit_category IN ('key', 'simplified', 'registration')",
            name=op.f("ck_enterprise_states_permit_category"),
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["enterprises.id"],
            name=op.f("fk_enterprise_states_enterprise_id_enterprises"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise_states")),
    )
    op.create_index(
        "ix_enterprise_states_enterprise_id_valid_from",
        "enterprise_states",
        ["enterprise_id", "valid_from"],
    )


def _create_codes() -> None:
    op.create_table(
        "login_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_login_codes_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_codes")),
    )
    op.create_index(op.f("ix_login_codes_person_id"), "login_codes", ["person_id"])
    op.create_table(
        "login_code_uses",
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_id"], ["login_codes.id"], name=op.f("fk_login_code_uses_code_id_login_codes")
        ),
        sa.PrimaryKeyConstraint("code_id", name=op.f("pk_login_code_uses")),
    )
