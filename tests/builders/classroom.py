"""A training session with a quick quiz that goes on, and people who signed in to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builders.content import make_paper
from builders.exams import ExamRoom, make_exam_room, right_answer, wrong_answer
from builders.people import make_person

from courses.clock import HOME_ZONE
from grading.hours.evidence_store import EvidenceStore
from grading.people.model import Person, Role
from grading.training.checks import TypedSession
from grading.training.grid import PaperGrid
from grading.training.model import SignIn, TrainingSession
from grading.training.passes import SessionPasses
from grading.training.planning import TrainingSessions
from grading.training.quick_quiz import QuickQuizzes
from grading.training.sign_in import SignIns
from grading.training.slowing import WrongCodes
from quizzes.paper import Paper

QUIZ = "sample-quiz"
FIRM = "示范轧花厂"


def make_quiz(**changes: Any) -> Paper:
    """Make a quick quiz of two variants: two single choice and two true-or-false questions."""
    return make_paper(
        **{"id": QUIZ, "mode": "session_quiz", "minutes": 10, "attempts": 2} | changes
    )


@dataclass
class Classroom:
    """A bureau that holds training sessions; everything is made anew for a module."""

    room: ExamRoom
    staff: Person
    colleague: Person
    sessions: TrainingSessions
    sign_ins: SignIns
    passes: SessionPasses
    quizzes: QuickQuizzes
    grid: PaperGrid

    def open_session(self, **changes: Any) -> TrainingSession:
        """Plan a session that has just begun and open the sign-in; it has the sample quiz."""
        now = self.room.clock().astimezone(HOME_ZONE)
        usual = {
            "topic": "示范培训",
            "place": "示范会议室",
            "on": f"{now:%Y-%m-%d}",
            "starts": f"{now:%H:%M}",
            "ends": "18:00",
            "hours": "2",
            "paper_id": QUIZ,
        }
        session = self.sessions.plan(self.staff, TypedSession(**usual | changes))
        return self.sessions.open(self.staff, session.id)

    def come(self, session: TrainingSession, name: str, enterprise: str = FIRM) -> Person:
        """Sign somebody in at the desk and return who it is."""
        found = self.sign_ins.sign_in_at_desk(self.colleague, session.id, name, enterprise)
        return self.person(found)

    def person(self, sign_in: SignIn) -> Person:
        with self.room.database.read() as records:
            person = records.people.find(sign_in.person_id)
        assert person is not None
        return person

    def sit(self, person: Person, session: TrainingSession, *, right: int) -> str:
        """Take the quiz on the screen with so many answers right, have it scored; return its id."""
        examinations = self.room.examinations
        attempt_id = self.quizzes.begin(person, session.id)
        exam = examinations.open_exam(person, attempt_id)
        for number, entry in enumerate(exam.variant.questions):
            give = right_answer if number < right else wrong_answer
            answer = give(entry.question)
            examinations.save_answer(person, attempt_id, entry.question.id, answer)
        examinations.hand_in(person, attempt_id)
        examinations.score_pending()
        return attempt_id


def make_classroom(folder: Path, papers: Iterable[Paper] = ()) -> Classroom:
    """Make a bureau with an instructor; `papers` stand in the place of the sample quiz."""
    room = make_exam_room(folder, *(papers or (make_paper(), make_quiz())))
    shelf, clock = room.quizzes.shelf, room.clock
    return Classroom(
        room=room,
        staff=make_person(room.database, "jiaoyuan", name="示范教员", roles=[Role.INSTRUCTOR]),
        colleague=make_person(room.database, "tongshi", name="示范同事", roles=[Role.MANAGER]),
        sessions=TrainingSessions(room.database, shelf.all(), clock, HOME_ZONE),
        sign_ins=SignIns(room.database, b"s" * 32, WrongCodes(), clock, HOME_ZONE),
        passes=SessionPasses(room.database, clock, WrongCodes()),
        quizzes=QuickQuizzes(room.database, room.examinations, shelf, clock, HOME_ZONE),
        grid=PaperGrid(room.database, EvidenceStore(folder / "evidence"), room.examinations, shelf),
    )
