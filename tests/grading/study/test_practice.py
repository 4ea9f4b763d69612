"""Practice: different points, another question after a wrong answer, a minute later."""

from itertools import pairwise

import pytest
from builders.content import POINTS, make_pool
from builders.exams import right_answer, wrong_answer
from builders.people import make_person
from builders.study import LESSON

from courses.errors import UnknownLessonError
from grading.study.errors import (
    AlreadyAnsweredError,
    AlreadyReplacedError,
    AlreadyRightError,
    NoPracticeError,
    UnknownPlaceError,
)
from quizzes.errors import MalformedAnswerError
from quizzes.kinds import kind_of


def test_a_round_has_as_many_questions_as_the_lesson_says_on_different_points(room):
    questions = room.practice().questions
    assert [question.place for question in questions] == [1, 2, 3]
    assert len({question.question.point for question in questions}) == 3


def test_the_round_stays_in_a_second_tab_and_after_a_restart(room):
    assert room.practice() == room.practice() == room.with_pool(make_pool()).practice()


def test_a_right_answer_is_shown_as_right(room):
    place = room.answer(1, right=True).questions[0]
    assert (place.is_right, place.next_at) == (True, None)
    assert place.answer == right_answer(place.question)


def test_a_wrong_answer_keeps_its_question_for_a_minute(room):
    question = room.place(1).question
    room.answer(1, right=False)
    room.clock.advance(seconds=59)
    place = room.place(1)
    assert (place.question, place.is_right) == (question, False)
    assert (place.next_at - room.clock.now).total_seconds() == 1


def test_a_minute_after_a_wrong_answer_another_question_on_the_same_point_is_put(room):
    question = room.place(1).question
    room.answer(1, right=False)
    room.clock.advance(seconds=60)
    place = room.place(1)
    assert place.question.id != question.id
    assert place.question.point == question.point
    assert (place.answer, place.is_right, place.next_at) == (None, None, None)


def test_the_next_question_is_the_same_whoever_looks(room):
    room.answer(1, right=False)
    room.clock.advance(seconds=60)
    assert room.place(1) == room.with_pool(make_pool()).place(1)


def test_every_question_on_a_point_comes_before_one_comes_again(room):
    asked = []
    for _ in range(6):
        asked.append(room.place(1).question.id)
        room.answer(1, right=False)
        room.clock.advance(minutes=1)
    assert len(set(asked[:3])) == 3
    assert all(a != b for a, b in pairwise(asked))


def test_a_question_answered_wrong_is_not_answered_again(room):
    question = room.place(1).question
    room.answer(1, right=False)
    with pytest.raises(AlreadyAnsweredError):
        room.study.answer(room.person, LESSON, 1, question.id, right_answer(question))
    assert room.place(1).is_right is False


def test_a_question_answered_right_is_not_answered_again(room):
    question = room.place(1).question
    room.answer(1, right=True)
    with pytest.raises(AlreadyRightError):
        room.study.answer(room.person, LESSON, 1, question.id, wrong_answer(question))
    assert room.place(1).is_right is True


def test_an_answer_to_a_question_that_was_replaced_is_refused(room):
    question = room.place(1).question
    room.answer(1, right=False)
    room.clock.advance(minutes=1)
    with pytest.raises(AlreadyReplacedError):
        room.study.answer(room.person, LESSON, 1, question.id, right_answer(question))
    assert room.place(1).is_right is None


def test_the_next_question_cannot_be_answered_before_it_is_put(room):
    point = room.place(1).question.point
    room.answer(1, right=False)
    for question in make_pool([point]):
        with pytest.raises((AlreadyReplacedError, AlreadyAnsweredError)):
            room.study.answer(room.person, LESSON, 1, question.id, right_answer(question))


def test_a_malformed_answer_is_sent_back_and_not_marked_wrong(room):
    for place in room.practice().questions:
        for bad in kind_of(place.question).malformed_answers(place.question):
            with pytest.raises(MalformedAnswerError):
                room.study.answer(room.person, LESSON, place.place, place.question.id, bad)
    assert all(place.is_right is None for place in room.practice().questions)


@pytest.mark.parametrize("place", [0, 4, -1])
def test_a_place_that_is_not_in_the_round_is_refused(room, place):
    with pytest.raises(UnknownPlaceError):
        room.study.answer(room.person, LESSON, place, "sample-one-001", "A")


def test_a_lesson_that_does_not_exist_is_refused(room):
    with pytest.raises(UnknownLessonError):
        room.study.practice(room.person, "no-lesson")


def test_two_people_practise_apart(room):
    other = make_person(room.database, "shifan-2", name="示范乙")
    room.answer(1, right=True)
    round_of_other = room.study.practice(other, LESSON)
    assert all(question.answer is None for question in round_of_other.questions)


def test_a_lesson_without_questions_has_no_practice(room):
    with pytest.raises(NoPracticeError):
        room.with_pool([]).practice()


def test_a_point_with_a_single_question_is_not_practised(room):
    pool = [*make_pool(POINTS[:2]), *make_pool(POINTS[2:], per_point=1)]
    practised = room.with_pool(pool).practice()
    assert {q.question.point for q in practised.questions} == set(POINTS[:2])


def test_a_question_that_left_the_bank_is_replaced_by_another_on_its_point(room):
    gone = room.place(1).question
    later = room.with_pool([q for q in make_pool() if q.id != gone.id])
    place = later.place(1)
    assert place.question.id != gone.id
    assert place.question.point == gone.point


def test_another_round_begins_only_after_the_last_was_finished(room):
    first = room.practice()
    assert room.study.new_round(room.person, LESSON) == first
    room.finish()
    second = room.study.new_round(room.person, LESSON)
    assert all(question.answer is None for question in second.questions)
    assert second.progress.right == 0


def test_another_round_puts_questions_that_were_not_put_before(room):
    before = {question.question.id for question in room.practice().questions}
    room.finish()
    after = {q.question.id for q in room.study.new_round(room.person, LESSON).questions}
    assert not before & after
