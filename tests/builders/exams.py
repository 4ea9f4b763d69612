"""Everything that an exam needs, put together for one test."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from builders.clock import SetClock
from builders.content import make_quizzes
from builders.gradebook import MemoryGradebook
from builders.people import make_person
from builders.records import fresh_database

from grading.attempts.examinations import ONE_MARKER, Examinations, no_checkpoint
from grading.attempts.model import OpenExam
from grading.attempts.scoring import Checkpoint
from grading.marking.deciding import MarkingPolicy
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from quizzes.content import Quizzes
from quizzes.kinds import kind_of
from quizzes.model import Answer, Question
from quizzes.paper import Paper


@dataclass
class ExamRoom:
    """A bureau with one learner, one paper, and a clock that is moved by hand."""

    examinations: Examinations
    database: RecordsDatabase
    gradebook: MemoryGradebook
    quizzes: Quizzes
    clock: SetClock
    person: Person
    policy: MarkingPolicy = ONE_MARKER

    def restarted(self, checkpoint: Checkpoint = no_checkpoint) -> "ExamRoom":
        """Start again on the same records and gradebook."""
        examinations = make_examinations(self, checkpoint)
        examinations.prepare()
        return replace(self, examinations=examinations)

    def sit(self, *, right: int | None = None) -> str:
        """Begin, answer so many questions right and the others wrong, and hand in."""
        attempt_id = self.examinations.begin(self.person, "sample-paper")
        exam = self.examinations.open_exam(self.person, attempt_id)
        for number, entry in enumerate(exam.variant.questions):
            is_right = right is None or number < right
            answer = right_answer(entry.question) if is_right else wrong_answer(entry.question)
            self.save(attempt_id, entry.question.id, answer)
        self.examinations.hand_in(self.person, attempt_id)
        return attempt_id

    def save(
        self, attempt_id: str, question_id: str, given: object, sequence: int | None = None
    ) -> None:
        self.examinations.save_answer(
            self.person, attempt_id, question_id, given, sequence=sequence
        )

    def open(self, attempt_id: str) -> OpenExam:
        return self.examinations.open_exam(self.person, attempt_id)


def make_exam_room(
    folder: Path,
    *papers: Paper,
    pool: Iterable[Question] | None = None,
    prepare: bool = True,
    policy: MarkingPolicy | None = None,
) -> ExamRoom:
    """Make a room whose papers (the sample paper, if none are given) are prepared."""
    database = fresh_database(folder)
    room = ExamRoom(
        examinations=None,  # type: ignore[arg-type]
        database=database,
        gradebook=MemoryGradebook(),
        quizzes=make_quizzes(*papers, pool=pool),
        clock=SetClock(),
        person=make_person(database),
        policy=policy or ONE_MARKER,
    )
    room.examinations = make_examinations(room)
    if prepare:
        assert room.examinations.prepare() == ()
    return room


def make_examinations(room: ExamRoom, checkpoint: Checkpoint = no_checkpoint) -> Examinations:
    return Examinations(
        room.database,
        room.gradebook,
        room.quizzes,
        room.clock,
        checkpoint=checkpoint,
        policy=room.policy,
    )


def right_answer(question: Question) -> Answer:
    return kind_of(question).right_answer(question)


def wrong_answer(question: Question) -> Answer:
    return next(iter(kind_of(question).wrong_answers(question)))
