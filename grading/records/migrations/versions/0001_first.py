"""Every table of the first version, and triggers that let records only be added."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "variants",
    "attempts",
    "answers",
    "hand_ins",
    "results",
    "result_cells",
    "lesson_events",
    "practice_rounds",
    "practice_questions",
    "practice_answers",
)

SQLITE_TRIGGER = """\
CREATE TRIGGER {table}_no_{word} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added'); END"""

POSTGRESQL_FUNCTION = """\
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': rows are only ever added'; END $$"""

POSTGRESQL_TRIGGER = """\
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"""


def upgrade() -> None:
    """Create everything."""
    _create_bureau_and_people()
    _create_logins()
    _create_attempts()
    _create_results()
    _create_study()
    if op.get_bind().dialect.name == "postgresql":
        _refuse_changes_on_postgresql()
    else:
        _refuse_changes_on_sqlite()


def _refuse_changes_on_sqlite() -> None:
    for table in APPEND_ONLY:
        for word, verb in (("update", "UPDATE"), ("delete", "DELETE")):
            op.execute(SQLITE_TRIGGER.format(table=table, word=word, verb=verb))


def _refuse_changes_on_postgresql() -> None:
    op.execute(POSTGRESQL_FUNCTION)
    for table in APPEND_ONLY:
        op.execute(POSTGRESQL_TRIGGER.format(table=table))


def _create_bureau_and_people() -> None:
    op.create_table(
        "bureau",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_bureau_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bureau")),
    )
    op.create_table(
        "departments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departments")),
        sa.UniqueConstraint("name", name=op.f("uq_departments_name")),
    )
    op.create_table(
        "enterprises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("industry", sa.String(128)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprises")),
        sa.UniqueConstraint("name", name=op.f("uq_enterprises_name")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.String(16), nullable=False),
        sa.Column("login_name", sa.String(64), nullable=False),
        sa.Column("login_key", sa.String(128), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("department_id", sa.Integer()),
        sa.Column("enterprise_id", sa.Integer()),
        sa.Column("password_hash", sa.String(256)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_people_department_id_departments")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_people_enterprise_id_enterprises")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("learner_id", name=op.f("uq_people_learner_id")),
        sa.UniqueConstraint("login_key", name=op.f("uq_people_login_key")),
    )
    op.create_index(op.f("ix_people_department_id"), "people", ["department_id"])
    op.create_index(op.f("ix_people_enterprise_id"), "people", ["enterprise_id"])
    op.create_table(
        "roles",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_roles_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_roles")),
    )


def _create_logins() -> None:
    op.create_table(
        "login_sessions",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_login_sessions_person_id_people")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_login_sessions")),
    )
    op.create_index(op.f("ix_login_sessions_expires_at"), "login_sessions", ["expires_at"])
    op.create_index(op.f("ix_login_sessions_person_id"), "login_sessions", ["person_id"])
    op.create_table(
        "login_failures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login_key", sa.String(128), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("forgiven", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_failures")),
    )
    op.create_index("ix_login_failures_address_at", "login_failures", ["address", "at"])
    op.create_index("ix_login_failures_login_key_at", "login_failures", ["login_key", "at"])


def _create_attempts() -> None:
    op.create_table(
        "variants",
        sa.Column("assignment", sa.String(96), nullable=False),
        sa.Column("paper_id", sa.String(64), nullable=False),
        sa.Column("letter", sa.String(8), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("assignment", name=op.f("pk_variants")),
    )
    op.create_index(op.f("ix_variants_paper_id"), "variants", ["paper_id"])
    op.create_table(
        "attempts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.String(64), nullable=False),
        sa.Column("assignment", sa.String(96), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment"], ["variants.assignment"], name=op.f("fk_attempts_assignment_variants")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_attempts_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("person_id", "paper_id", "number", name=op.f("uq_attempts_person_id")),
    )
    op.create_index(op.f("ix_attempts_assignment"), "attempts", ["assignment"])
    op.create_index(op.f("ix_attempts_deadline_at"), "attempts", ["deadline_at"])
    op.create_index(op.f("ix_attempts_paper_id"), "attempts", ["paper_id"])
    op.create_index(op.f("ix_attempts_person_id"), "attempts", ["person_id"])
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.String(32), nullable=False),
        sa.Column("question_id", sa.String(64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_answers_attempt_id_attempts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    op.create_index("ix_answers_attempt_id_question_id", "answers", ["attempt_id", "question_id"])
    op.create_table(
        "hand_ins",
        sa.Column("attempt_id", sa.String(32), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_in_by", sa.String(16), nullable=False),
        sa.Column("notebook_hash", sa.String(64), nullable=False),
        sa.CheckConstraint(
            "handed_in_by IN ('learner', 'time-up')", name=op.f("ck_hand_ins_handed_in_by")
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_hand_ins_attempt_id_attempts")
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_hand_ins")),
    )


def _create_results() -> None:
    op.create_table(
        "results",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.String(32), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("earned", sa.String(32), nullable=False),
        sa.Column("possible", sa.String(32), nullable=False),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("changed_by", sa.String(128)),
        sa.CheckConstraint("origin IN ('scored', 'formgrader')", name=op.f("ck_results_origin")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_results_attempt_id_attempts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results")),
    )
    op.create_index(op.f("ix_results_attempt_id"), "results", ["attempt_id"])
    op.create_index(
        "uq_results_scored",
        "results",
        ["attempt_id"],
        unique=True,
        sqlite_where=sa.text("origin = 'scored'"),
        postgresql_where=sa.text("origin = 'scored'"),
    )
    op.create_table(
        "result_cells",
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(64), nullable=False),
        sa.Column("earned", sa.String(32), nullable=False),
        sa.Column("possible", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["result_id"], ["results.id"], name=op.f("fk_result_cells_result_id_results")
        ),
        sa.PrimaryKeyConstraint("result_id", "question_id", name=op.f("pk_result_cells")),
    )


def _create_study() -> None:
    op.create_table(
        "lesson_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('opened', 'studied')", name=op.f("ck_lesson_events_kind")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_lesson_events_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_events")),
    )
    op.create_index(op.f("ix_lesson_events_lesson_id"), "lesson_events", ["lesson_id"])
    op.create_index(
        "ix_lesson_events_person_id_lesson_id", "lesson_events", ["person_id", "lesson_id"]
    )
    op.create_index(
        "uq_lesson_events_studied",
        "lesson_events",
        ["person_id", "lesson_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'studied'"),
        postgresql_where=sa.text("kind = 'studied'"),
    )
    op.create_table(
        "practice_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_practice_rounds_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_rounds")),
        sa.UniqueConstraint(
            "person_id", "lesson_id", "number", name=op.f("uq_practice_rounds_person_id")
        ),
    )
    op.create_index(op.f("ix_practice_rounds_person_id"), "practice_rounds", ["person_id"])
    op.create_table(
        "practice_questions",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(64), nullable=False),
        sa.Column("point", sa.String(64), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["practice_rounds.id"],
            name=op.f("fk_practice_questions_round_id_practice_rounds"),
        ),
        sa.PrimaryKeyConstraint("round_id", "place", "turn", name=op.f("pk_practice_questions")),
    )
    op.create_table(
        "practice_answers",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "place", "turn"],
            ["practice_questions.round_id", "practice_questions.place", "practice_questions.turn"],
            name=op.f("fk_practice_answers_round_id_practice_questions"),
        ),
        sa.PrimaryKeyConstraint("round_id", "place", "turn", name=op.f("pk_practice_answers")),
    )
