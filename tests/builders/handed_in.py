"""A home on the disk with a short paper and attempts that wait for their result."""

from pathlib import Path

from builders.clock import SetClock
from builders.empty_gradebook import give_empty_gradebook
from builders.exams import right_answer
from builders.people import make_person
from builders.portal_home import PAPER, PAPER_TOML

from courses.clock import system_clock
from grading.attempts.examinations import Examinations
from grading.content import read_content
from grading.gradebook.gradebook import ScoringDesk
from grading.home import Home
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.records.results import CurrentResult
from grading.settings import read_settings


def make_quiz_home(root: Path) -> Home:
    """Make a home with nobody in it and one short paper beside those of the package."""
    home = Home(root)
    home.prepare()
    give_empty_gradebook(home.course)
    (home.papers / f"{PAPER}.toml").write_text(PAPER_TOML, encoding="utf-8")
    database = records_of(home)
    database.upgrade()
    database.close()
    return home


def records_of(home: Home) -> RecordsDatabase:
    return RecordsDatabase(read_settings(home, {}).database_url)


def hand_in(home: Home, *login_names: str, overdue: bool = False, paper: str = PAPER) -> list[str]:
    """Have new people answer a paper right and hand it in, or leave it until time is up."""
    database, desk = records_of(home), ScoringDesk.open(home.course)
    clock = SetClock() if overdue else system_clock
    try:
        examinations = Examinations(database, desk, read_content(home).quizzes, clock)
        examinations.build(paper)
        people = [make_person(database, name) for name in login_names]
        return [_sit(examinations, person, paper, leave=overdue) for person in people]
    finally:
        desk.close()
        database.close()


def _sit(examinations: Examinations, person: Person, paper: str, *, leave: bool) -> str:
    attempt_id = examinations.begin(person, paper)
    for entry in examinations.open_exam(person, attempt_id).variant.questions:
        answer = right_answer(entry.question)
        examinations.save_answer(person, attempt_id, entry.question.id, answer)
    if not leave:
        examinations.hand_in(person, attempt_id)
    return attempt_id


def results_of(home: Home) -> list[CurrentResult]:
    """Return every result in the records."""
    database = records_of(home)
    try:
        with database.read() as records:
            return list(records.results.current())
    finally:
        database.close()
