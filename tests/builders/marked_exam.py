"""An exam with essays that was sat, handed in and marked by hand, before the portal starts."""

from builders.demo_home import Learner
from builders.kinds_home import PAPER

from courses.clock import system_clock
from grading.attempts.examinations import Examinations
from grading.content import read_content
from grading.gradebook.gradebook import ScoringDesk
from grading.home import Home
from grading.marking.model import EssayPlace
from grading.people.accounts import find_person
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from quizzes.kinds import is_read_by_marker, kind_of

WRITTEN = "第一段。\n\n<script>document.title = '坏'</script>\n    缩进的一段。"
COMMENT = "要点一说全了；<b>后果</b>没有写。"
SHARES = ("2", "0.5", "0")
"""Points for the three points of every rubric: 2.5 of 6."""


def add_marked_attempt(home: Home, who: Learner) -> str:
    """Let a learner sit the exam with every kind, and the instructor mark its essays.

    The choices of several are right in part, everything else is right. Returns the attempt's id.
    """
    settings = read_settings(home, {})
    database = RecordsDatabase(settings.database_url)
    gradebook = ScoringDesk.open(home.course, database_url=settings.gradebook_url)
    examinations = Examinations(database, gradebook, read_content(home).quizzes, system_clock)
    try:
        examinations.build(PAPER)
        attempt_id = _sit(examinations, _person(database, who.login_name))
        examinations.score(attempt_id)
        marker = _person(database, "instructor")
        for place in _essays(database, attempt_id):
            examinations.marking.mark(marker, place, SHARES, COMMENT)
    finally:
        gradebook.close()
        database.close()
    return attempt_id


def _sit(examinations: Examinations, person: Person) -> str:
    attempt_id = examinations.begin(person, PAPER)
    for entry in examinations.open_exam(person, attempt_id).variant.questions:
        question = entry.question
        answer = kind_of(question).right_answer(question)
        if question.kind == "multiple_choice":
            answer = tuple(answer)[:1] if isinstance(answer, tuple) else answer
        given = WRITTEN if is_read_by_marker(question) else answer
        sent = list(given) if isinstance(given, tuple) else given
        examinations.save_answer(person, attempt_id, question.id, sent)
    examinations.hand_in(person, attempt_id)
    return attempt_id


def _essays(database: RecordsDatabase, attempt_id: str) -> list[EssayPlace]:
    with database.read() as records:
        scores = records.marking.machine_scores(attempt_id)
    return [EssayPlace(attempt_id, one.question_id) for one in scores if one.earned is None]


def _person(database: RecordsDatabase, login_name: str) -> Person:
    with database.read() as records:
        person = find_person(records, login_name)
    assert person is not None, login_name
    return person
