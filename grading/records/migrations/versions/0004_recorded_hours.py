"""Hours that somebody recorded, with proofs and group study sessions, only ever added."""

import sqlalchemy as sa
from alembic import op

from grading.records.append_only import refusals

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("group_studies", "hours_entries", "proofs", "proof_decisions")


def upgrade() -> None:
    """Create the tables and what keeps their rows."""
    _create_group_studies()
    _create_hours_entries()
    _create_proofs()
    _create_proof_decisions()
    for table in TABLES:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(statement)


def _create_group_studies() -> None:
    op.create_table(
        "group_studies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(16), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("host", sa.String(128), nullable=False),
        sa.Column("topic", sa.String(128), nullable=False),
        sa.Column("cites", sa.JSON(), nullable=False),
        sa.Column("hours", sa.String(32), nullable=False),
        *_file(),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "form IN ('party_group', 'central_group', 'lecture', 'special_meeting')",
            name=op.f("ck_group_studies_form"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["people.id"], name=op.f("fk_group_studies_recorded_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_studies")),
    )
    op.create_index(op.f("ix_group_studies_on"), "group_studies", ["on"])


def _create_hours_entries() -> None:
    op.create_table(
        "hours_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("hours", sa.String(32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("evidence_ref", sa.String(64), nullable=False),
        sa.Column("evidence_label", sa.String(255), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('group_study', 'session', 'external')", name=op.f("ck_hours_entries_kind")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_hours_entries_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["people.id"], name=op.f("fk_hours_entries_recorded_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["hours_entries.id"],
            name=op.f("fk_hours_entries_corrects_id_hours_entries"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours_entries")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_hours_entries_corrects_id")),
    )
    op.create_index("ix_hours_entries_person_id_on", "hours_entries", ["person_id", "on"])
    first = sa.text("corrects_id IS NULL")
    op.create_index(
        "uq_hours_entries_evidence",
        "hours_entries",
        ["kind", "evidence_ref", "person_id"],
        unique=True,
        sqlite_where=first,
        postgresql_where=first,
    )


def _create_proofs() -> None:
    op.create_table(
        "proofs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("hours", sa.String(32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("topic", sa.String(128), nullable=False),
        sa.Column("organiser", sa.String(128), nullable=False),
        *_file(),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_proofs_size")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_proofs_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["proofs.id"], name=op.f("fk_proofs_replaces_id_proofs")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proofs")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_proofs_replaces_id")),
    )
    op.create_index(op.f("ix_proofs_person_id"), "proofs", ["person_id"])
    op.create_index(op.f("ix_proofs_file_sha256"), "proofs", ["file_sha256"])


def _create_proof_decisions() -> None:
    op.create_table(
        "proof_decisions",
        sa.Column("proof_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proofs.id"], name=op.f("fk_proof_decisions_proof_id_proofs")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["people.id"], name=op.f("fk_proof_decisions_decided_by_people")
        ),
        sa.PrimaryKeyConstraint("proof_id", name=op.f("pk_proof_decisions")),
    )


def _file() -> list[sa.Column[object]]:
    """Return the columns that say which file of the evidence store is meant."""
    return [
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("file_kind", sa.String(32), nullable=False),
        sa.Column("file_name", sa.String(128), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
    ]
