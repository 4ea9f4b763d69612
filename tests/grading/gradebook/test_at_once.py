"""Handing in at the same moment, in the threads that the portal has, on the real gradebook."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest
from builders.essays import make_essay_paper, make_marker
from builders.exams import ExamRoom, make_exam_room, right_answer
from builders.people import make_person
from builders.questions import make_essay, make_single

from grading.attempts.errors import AttemptClosedError
from grading.attempts.model import AttemptState
from grading.gradebook.gradebook import ScoringDesk
from grading.marking.errors import MarkedMeanwhileError
from grading.marking.model import EssayPlace
from grading.people.model import Person

PAPER = "sample-paper"
THREADS = 4


class Portal:
    """An exam room with the portal's threads: several for the records, one for the gradebook."""

    def __init__(self, room: ExamRoom, course: Path) -> None:
        self.room, self.course = room, course
        self.records = ThreadPoolExecutor(THREADS)
        self.desk = ThreadPoolExecutor(1)

    def close(self) -> None:
        self.records.shutdown()
        self.desk.shutdown()

    def at_desk(self, work: Callable, *arguments: object) -> object:
        return self.desk.submit(work, *arguments).result()

    def at_once(self, work: Callable, *calls: tuple) -> list[object]:
        """Do work in so many threads at one moment; return results and errors."""
        barrier = Barrier(len(calls))

        def together(arguments: tuple) -> object:
            barrier.wait()
            try:
                return work(*arguments)
            except Exception as error:  # the test says which it expects
                return error

        return list(self.records.map(together, calls))

    def answer(self, person: Person, attempt_id: str) -> None:
        exams = self.room.examinations
        for entry in exams.open_exam(person, attempt_id).variant.questions:
            exams.save_answer(person, attempt_id, entry.question.id, right_answer(entry.question))

    def hand_in(self, person: Person, attempt_id: str) -> None:
        """Do what the portal does when the button is pressed."""
        self.room.examinations.hand_in(person, attempt_id)
        self.at_desk(self.room.examinations.score, attempt_id)

    def count(self, table: str) -> int:
        with closing(sqlite3.connect(self.course / "gradebook.db")) as database:
            (number,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(number)


@pytest.fixture
def portal(tmp_path, empty_gradebook) -> Iterator[Portal]:
    """A paper of one choice and two essays, worth 16 points."""
    course = tmp_path / "course"
    course.mkdir()
    shutil.copy(empty_gradebook, course)
    pool = [make_single(), *(make_essay(id=f"sample-essay-{number}") for number in "12")]
    with closing(ScoringDesk.open(course)) as desk:
        room = make_exam_room(tmp_path, make_essay_paper(variants=1), pool=pool, prepare=False)
        room.gradebook = desk
        with closing(Portal(room.restarted(), course)) as portal:
            yield portal


def test_begun_twice_at_once_there_is_one_attempt(portal):
    begin, person = portal.room.examinations.begin, portal.room.person
    begun = portal.at_once(begin, *[(person, PAPER)] * THREADS)
    assert len(set(begun)) == 1
    assert len(portal.room.examinations.attempts_of(person)) == 1


def test_handed_in_twice_at_once_there_is_one_submission(portal):
    person = portal.room.person
    attempt = portal.room.examinations.begin(person, PAPER)
    portal.answer(person, attempt)
    assert portal.at_once(portal.hand_in, *[(person, attempt)] * THREADS) == [None] * THREADS
    assert (portal.count("submitted_assignment"), portal.count("xuefa_attempt")) == (1, 1)
    assert (portal.count("grade"), portal.count("comment")) == (3, 3)
    assert portal.room.examinations.state(person, attempt) is AttemptState.MARKING
    with portal.room.database.read() as records:
        scores = records.marking.machine_scores(attempt)
    assert sorted(one.earned or 0 for one in scores) == [0, 0, 4]


def test_an_answer_saved_while_handing_in_counts_or_is_refused(portal):
    exams, person = portal.room.examinations, portal.room.person
    attempt = exams.begin(person, PAPER)
    save = (exams.save_answer, person, attempt, "sample-single-001", "B")
    hand_in = (portal.hand_in, person, attempt)
    saved, handed_in = portal.at_once(lambda work, *rest: work(*rest), save, hand_in)
    assert handed_in is None
    earned = portal.at_desk(points_in_gradebook, portal, person)["sample-single-001"]
    assert earned == (0 if isinstance(saved, AttemptClosedError) else 4)
    with portal.room.database.read() as records:
        assert records.results.latest(attempt).earned == earned


def points_in_gradebook(portal: Portal, person: Person) -> dict:
    desk = portal.room.gradebook
    ((_, assignment),) = [(h.learner_id, h.assignment) for h in desk.changed_points()]
    return desk.points_of(person.learner_id, assignment)


def test_a_whole_class_hands_in_at_once(portal):
    exams = portal.room.examinations
    people = [make_person(portal.room.database, f"shifan{number}") for number in range(THREADS)]
    attempts = [exams.begin(person, PAPER) for person in people]
    for person, attempt in zip(people, attempts, strict=True):
        portal.answer(person, attempt)
    pairs = list(zip(people, attempts, strict=True))
    assert portal.at_once(portal.hand_in, *pairs) == [None] * THREADS
    assert portal.count("submitted_assignment") == THREADS
    assert portal.count("grade") == THREADS * 3
    states = {exams.state(person, attempt) for person, attempt in pairs}
    assert states == {AttemptState.MARKING}


def test_of_two_who_mark_an_essay_at_once_one_is_told(portal):
    exams, person = portal.room.examinations, portal.room.person
    attempt = exams.begin(person, PAPER)
    portal.answer(person, attempt)
    portal.hand_in(person, attempt)
    place = EssayPlace(attempt, "sample-essay-1")
    markers = [make_marker(portal.room, name) for name in ("jiaoyuan1", "jiaoyuan2")]

    def mark(marker: Person, points: str) -> object:
        return portal.at_desk(exams.marking.mark, marker, place, (points, "0", "0"), "")

    first, second = portal.at_once(mark, (markers[0], "1"), (markers[1], "2"))
    refused = [one for one in (first, second) if isinstance(one, MarkedMeanwhileError)]
    assert len(refused) == 1
    assert {first, second} - set(refused) <= {1, 2}
    with portal.room.database.read() as records:
        (kept,) = records.marking.marks(attempt)
    assert kept.points in {first, second}
