from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders.clock import SetClock
from builders.content import make_paper, make_pool, make_quizzes
from builders.exams import make_exam_room, right_answer, wrong_answer
from builders.people import make_person
from builders.questions import make_case, make_essay
from builders.study import StudyRoom
from hypothesis import given
from hypothesis import strategies as st

from grading.people.model import Person
from grading.records.mistakes import AnswerEvent
from grading.study.errors import AlreadyAnsweredHereError, UnknownMistakeError
from grading.study.mistakes import SHEET, MistakeBook, MistakeSheet, mistakes_in
from quizzes.bank import QuestionBank
from quizzes.errors import MalformedAnswerError

COURSES = ["sample_course"]
START = datetime(2026, 9, 1, tzinfo=UTC)

WRONG_ELSEWHERE, WRONG, RIGHT = "wrong elsewhere", "wrong in the book", "right in the book"


@dataclass
class Desk:
    """A learner's book of mistakes, beside the practice that fills it."""

    room: StudyRoom
    book: MistakeBook

    @property
    def clock(self) -> SetClock:
        return self.room.clock

    @property
    def bank(self) -> QuestionBank:
        return make_quizzes().bank

    def sheet(self, person: Person | None = None) -> MistakeSheet:
        return self.book.sheet(person or self.room.person, COURSES)

    def answer(self, question_id: str, *, right: bool, turn: int) -> MistakeSheet:
        question = self.bank.question(question_id)
        given = right_answer(question) if right else wrong_answer(question)
        return self.book.answer(self.room.person, COURSES, question_id, turn, given)

    def fail_in_practice(self, place: int = 1) -> str:
        """Answer a practice question wrong, two minutes ago."""
        question_id = self.room.place(place).question.id
        self.room.answer(place, right=False)
        self.clock.advance(minutes=2)
        return question_id


@pytest.fixture
def desk(room) -> Desk:
    return Desk(room, MistakeBook(room.database, make_quizzes(), room.clock))


def ids(sheet: MistakeSheet) -> list[str]:
    return [entry.question.id for entry in sheet.questions]


def events_of(story: list[str], question_id: str = "q") -> list[AnswerEvent]:
    return [
        AnswerEvent(
            question_id,
            START + timedelta(hours=hour),
            is_right=what == RIGHT,
            in_book=what != WRONG_ELSEWHERE,
        )
        for hour, what in enumerate(story)
    ]


@given(st.lists(st.sampled_from([WRONG_ELSEWHERE, WRONG, RIGHT])), st.randoms())
def test_a_mistake_is_open_until_two_rights_follow_the_last_wrong(story, chance):
    events = events_of(story)
    chance.shuffle(events)
    found = mistakes_in(events)
    if set(story) <= {RIGHT}:
        assert found == ()
        return
    (mistake,) = found
    last_wrong = max(place for place, what in enumerate(story) if what != RIGHT)
    assert mistake.rights == len(story) - 1 - last_wrong
    assert mistake.is_open == (mistake.rights < 2)
    assert mistake.turn == 1 + sum(what != WRONG_ELSEWHERE for what in story)
    assert mistake.wrong_at == START + timedelta(hours=last_wrong)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 20)))
def test_what_was_seen_longest_ago_comes_first(hours):
    events = [
        AnswerEvent(name, START + timedelta(hours=hour), is_right=False, in_book=False)
        for name, hour in hours.items()
    ]
    found = [mistake.question_id for mistake in mistakes_in(events)]
    assert found == sorted(hours, key=lambda name: (hours[name], name))


def test_the_book_is_empty_at_first(desk):
    sheet = desk.sheet()
    assert (sheet.questions, sheet.still_open, sheet.settled, sheet.resting) == ((), 0, 0, 0)


def test_a_wrong_practice_answer_comes_into_the_book_after_a_minute(desk):
    question_id = desk.room.place(1).question.id
    desk.room.answer(1, right=False)
    assert ids(desk.sheet()) == []
    assert (desk.sheet().still_open, desk.sheet().resting) == (1, 1)
    desk.clock.advance(seconds=61)
    assert ids(desk.sheet()) == [question_id]
    assert desk.sheet().questions[0].is_right is None


def test_a_right_practice_answer_stays_out(desk):
    desk.room.answer(1, right=True)
    assert desk.sheet().still_open == 0


def test_two_rights_settle_a_mistake(desk):
    question_id = desk.fail_in_practice()
    first = desk.answer(question_id, right=True, turn=1)
    assert (first.questions[0].rights, first.questions[0].is_right) == (1, True)
    assert (first.still_open, first.settled) == (1, 0)
    desk.clock.advance(seconds=1)
    second = desk.answer(question_id, right=True, turn=2)
    assert (second.questions[0].rights, second.still_open, second.settled) == (2, 0, 1)
    assert ids(desk.sheet()) == []


def test_a_wrong_answer_in_the_book_begins_again_and_rests_a_minute(desk):
    question_id = desk.fail_in_practice()
    desk.answer(question_id, right=True, turn=1)
    desk.clock.advance(seconds=5)
    after = desk.answer(question_id, right=False, turn=2)
    assert (after.questions[0].rights, after.questions[0].is_right) == (0, False)
    assert (ids(desk.sheet()), after.resting) == ([], 1)
    with pytest.raises(AlreadyAnsweredHereError):
        desk.answer(question_id, right=True, turn=3)
    desk.clock.advance(minutes=1)
    assert ids(desk.sheet()) == [question_id]


def test_an_answer_sent_twice_counts_once(desk):
    question_id = desk.fail_in_practice()
    desk.answer(question_id, right=True, turn=1)
    with pytest.raises(AlreadyAnsweredHereError):
        desk.answer(question_id, right=True, turn=1)
    assert desk.sheet().questions[0].rights == 1


def test_a_settled_mistake_takes_no_more_answers(desk):
    question_id = desk.fail_in_practice()
    for turn in (1, 2):
        desk.answer(question_id, right=True, turn=turn)
    with pytest.raises(AlreadyAnsweredHereError):
        desk.answer(question_id, right=True, turn=3)


def test_a_malformed_answer_is_not_recorded(desk):
    question_id = desk.fail_in_practice()
    with pytest.raises(MalformedAnswerError):
        desk.book.answer(desk.room.person, COURSES, question_id, 1, {"broken": []})
    assert desk.sheet().questions[0].turn == 1


def test_a_question_never_failed_is_unknown(desk):
    with pytest.raises(UnknownMistakeError):
        desk.answer(make_pool()[0].id, right=True, turn=1)


def test_nobody_sees_or_answers_the_mistakes_of_others(desk):
    question_id = desk.fail_in_practice()
    other = make_person(desk.room.database, login_name="other")
    assert desk.sheet(other).still_open == 0
    with pytest.raises(UnknownMistakeError):
        desk.book.answer(other, COURSES, question_id, 1, "A")


def test_questions_of_closed_courses_and_vanished_ones_are_left_out(desk):
    question_id = desk.fail_in_practice()
    assert desk.book.sheet(desk.room.person, []).still_open == 0
    fewer = make_quizzes(pool=[q for q in make_pool() if q.id != question_id])
    book = MistakeBook(desk.room.database, fewer, desk.clock)
    assert book.sheet(desk.room.person, COURSES).still_open == 0


def test_a_turn_is_shown_in_the_same_order_every_time(desk):
    desk.fail_in_practice()
    assert desk.sheet().questions == desk.sheet().questions


def test_no_more_than_a_few_are_put_at_once(desk):
    for _ in range(4):
        for place in (1, 2, 3):
            desk.fail_in_practice(place)
    sheet = desk.sheet()
    assert sheet.still_open > SHEET
    assert len(sheet.questions) == SHEET


def test_what_lost_points_in_an_exam_comes_into_the_book(tmp_path: Path):
    room = make_exam_room(tmp_path)
    attempt_id = room.sit(right=1)
    room.examinations.score(attempt_id)
    room.clock.advance(minutes=2)
    sheet = MistakeBook(room.database, room.quizzes, room.clock).sheet(room.person, COURSES)
    result = room.examinations.result(room.person, attempt_id)
    lost = {cell.question_id for cell in result.cells if cell.earned < cell.possible}
    assert set(ids(sheet)) == lost
    assert len(lost) == 3


def test_an_exam_gives_nothing_away_before_its_answers_are_shown(tmp_path: Path):
    closes = START + timedelta(hours=2)
    room = make_exam_room(tmp_path, make_paper(answers_shown="closed", closes=closes))
    room.clock.now = START
    room.examinations.score(room.sit(right=1))
    room.clock.advance(minutes=5)
    book = MistakeBook(room.database, room.quizzes, room.clock)
    assert book.sheet(room.person, COURSES).still_open == 0
    room.clock.now = closes
    assert book.sheet(room.person, COURSES).still_open == 3


def test_what_cannot_be_put_alone_or_marked_at_once_stays_out(tmp_path: Path):
    draw = [
        {"kind": "essay", "count": 1, "points": 6},
        {"kind": "case_analysis", "count": 1, "points": 10},
        {"kind": "true_false", "count": 1, "points": 2},
    ]
    pool = [*make_pool(), make_essay(), *make_case()]
    room = make_exam_room(tmp_path, make_paper(draw=draw), pool=pool)
    attempt_id = room.examinations.begin(room.person, "sample-paper")
    room.examinations.hand_in(room.person, attempt_id)
    room.examinations.score(attempt_id)
    room.clock.advance(minutes=2)
    sheet = MistakeBook(room.database, room.quizzes, room.clock).sheet(room.person, COURSES)
    assert [entry.question.kind for entry in sheet.questions] == ["true_false"]
