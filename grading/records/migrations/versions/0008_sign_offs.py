"""Signed and reopened years, only ever added."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLE = "sign_offs"

SQLITE_TRIGGER = """\
CREATE TRIGGER {table}_no_{word} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added'); END"""

POSTGRESQL_TRIGGER = """\
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"""


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
    if op.get_bind().dialect.name == "postgresql":  # the function came with the first version
        op.execute(POSTGRESQL_TRIGGER.format(table=TABLE))
        return
    for word, verb in (("update", "UPDATE"), ("delete", "DELETE")):
        op.execute(SQLITE_TRIGGER.format(table=TABLE, word=word, verb=verb))
