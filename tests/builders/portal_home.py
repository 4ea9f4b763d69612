"""A home as a bureau would have it, ready to be served, and people to log in with."""

from pathlib import Path

from builders.content import true_false_toml
from builders.empty_gradebook import give_empty_gradebook
from builders.people import PASSWORD
from builders.reader_home import fill_library
from builders.server import Visitor

from courses.clock import system_clock
from grading.home import Home
from grading.people.accounts import add_person
from grading.people.model import Role
from grading.people.setup import set_up_bureau
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from widgets.portal.server import make_services

PAPER = "portal-test"
PAPER_TOML = f"""\
id = "{PAPER}"
title = "示范测验"
course = "penalty_measures"
mode = "chapter_test"
minutes = 30
attempts = 3
variants = 1
seed = 5

[[draw]]
kind = "single_choice"
count = 2
points = 5

[[draw]]
kind = "multiple_choice"
count = 1
points = 6

[[draw]]
kind = "true_false"
count = 2
points = 4
"""

ESSAYS = "portal-essays"
ESSAYS_TOML = f"""\
id = "{ESSAYS}"
title = "示范简答测验"
course = "penalty_measures"
mode = "chapter_test"
minutes = 30
variants = 1
seed = 5

[[draw]]
kind = "true_false"
count = 1
points = 2

[[draw]]
kind = "essay"
count = 2
points = 8
"""

FORMAL = "portal-formal"
SECRET = "示范保密题"
"""What the questions of the formal exam begin with."""
FORMAL_TOML = f"""\
id = "{FORMAL}"
title = "示范正式考试"
course = "penalty_measures"
mode = "formal_exam"
answers_shown = "never"
minutes = 30
variants = 2
seed = 6

[[draw]]
kind = "true_false"
count = 2
points = 5
"""
FORMAL_BANK_TOML = "\n".join(
    true_false_toml(f"shifan-secret-{number}", "hearing-scope", stem=f'"{SECRET} {number}"')
    for number in range(4)
)

MALFORMED = {
    "courses/shifan/course.toml": 'id = "shifan"\n',
    "bank/penalty_measures/shifan.toml": '[[question]]\nid = "shifan-001"\nkind = "riddle"\n',
    "papers/shifan.toml": "not TOML at all\n",
}
"""Content files with faults, by their place in the home."""

COMMAND_HEADER = "X-Xuefa-Command"


def build_home(root: Path) -> Home:
    """Prepare a home with a bureau, staff, three short papers, texts of law and faulty files."""
    home = Home(root)
    home.prepare()
    give_empty_gradebook(home.course)
    written = {
        **MALFORMED,
        f"papers/{PAPER}.toml": PAPER_TOML,
        f"papers/{ESSAYS}.toml": ESSAYS_TOML,
        f"papers/{FORMAL}.toml": FORMAL_TOML,
        "bank/penalty_measures/exams/shifan.toml": FORMAL_BANK_TOML,
    }
    for name, text in written.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    fill_library(home.statutes)
    settings = read_settings(home, {})
    database = RecordsDatabase(settings.database_url)
    database.upgrade()
    _add_staff(database)
    services = make_services(home, settings, database)
    assert services.workers.desk.submit(services.examinations.prepare).result() == ()
    services.workers.close()
    database.close()
    return home


def _add_staff(database: RecordsDatabase) -> None:
    set_up_bureau(
        database,
        system_clock,
        bureau="示范市生态环境局",
        login_name="admin",
        name="示范管理员",
        password=PASSWORD,
    )
    with database.begin() as records:
        add_person(
            records,
            system_clock,
            login_name="manager",
            name="示范管理人员",
            roles=[Role.MANAGER],
            password=PASSWORD,
        )


def add_by_command(address: str, home: Path, login_name: str, role: str = "officer") -> None:
    """Open an account through the running portal, as `xuefa user add` does."""
    answer = Visitor(address, source="127.0.0.1").ask(
        "/api/command/add-person",
        "POST",
        content={
            "login_name": login_name,
            "name": "示范甲",
            "roles": [role],
            "department": "示范执法一科",
            "password": PASSWORD,
        },
        headers={COMMAND_HEADER: Home(home).secret("command").hex()},
    )
    assert answer.status == 200, answer.text
