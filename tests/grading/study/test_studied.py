"""What makes a lesson studied and a course complete."""

import tempfile
from pathlib import Path

from builders.content import make_catalogue, make_paper
from builders.exams import make_exam_room, right_answer
from builders.people import make_person
from builders.study import LESSON, StudyRoom, make_study_room
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.study.study import Study


def progress(room):
    return room.study.progress(room.person)[LESSON]


def test_a_lesson_nobody_looked_at_is_new(room):
    found = progress(room)
    assert (found.opened_at, found.studied_at, found.right, found.needed) == (None, None, 0, 3)


def test_opening_a_lesson_does_not_make_it_studied(room):
    opened = room.clock.now
    for _ in range(5):
        room.study.open_lesson(room.person, LESSON)
        room.clock.advance(hours=1)
    assert (progress(room).opened_at, progress(room).studied_at) == (opened, None)


def test_looking_at_the_practice_does_not_make_it_studied(room):
    room.practice()
    assert not room.is_studied()


def test_right_answers_at_every_place_make_it_studied(room):
    room.answer(1, right=True)
    room.answer(2, right=True)
    assert not room.is_studied()
    room.answer(3, right=True)
    assert progress(room).studied_at == room.clock.now


def test_a_lesson_stays_studied_from_the_first_time(room):
    room.finish()
    studied = room.clock.now
    room.clock.advance(days=1)
    room.study.new_round(room.person, LESSON)
    room.answer(1, right=False)
    room.clock.advance(minutes=1)
    room.finish()
    assert progress(room).studied_at == studied


def test_the_practice_of_one_lesson_does_not_count_for_another(room):
    room.finish()
    assert room.study.progress(room.person)["sample-2"].studied_at is None


def test_one_persons_practice_does_not_count_for_another(room):
    other = make_person(room.database, "shifan-2", name="示范乙")
    room.finish()
    assert room.study.progress(other)[LESSON].studied_at is None


Steps = st.lists(st.tuples(st.integers(1, 3), st.booleans(), st.integers(0, 90)), max_size=25)


@settings(max_examples=30, deadline=None)
@given(steps=Steps)
def test_whatever_is_answered_a_lesson_is_studied_when_all_places_are_right_and_not_before(steps):
    with tempfile.TemporaryDirectory() as folder:
        room = make_study_room(Path(folder))
        right = set()
        for place, is_right, seconds in steps:
            if answer_if_open(room, place, is_right=is_right) and is_right:
                right.add(place)
            assert progress(room).right == len(right)
            assert room.is_studied() == (len(right) == 3)
            points = [question.question.point for question in room.practice().questions]
            assert len(set(points)) == 3
            room.clock.advance(seconds=seconds)
        room.database.close()


def answer_if_open(room: StudyRoom, place: int, *, is_right: bool) -> bool:
    """Answer where a question is open; say whether one was."""
    if room.place(place).answer is not None:
        return False
    before = room.place(place).question.id
    after = room.answer(place, right=is_right).questions[place - 1]
    assert after.question.id == before
    assert after.is_right is is_right
    assert (after.next_at is None) == is_right
    return True


def finish_lesson(study, person, lesson_id):
    for place in study.practice(person, lesson_id).questions:
        answer = right_answer(place.question)
        study.answer(person, lesson_id, place.place, place.question.id, answer)


def test_a_course_is_complete_when_all_lessons_are_studied_and_its_paper_is_passed(tmp_path):
    room = make_exam_room(tmp_path, make_paper())
    catalogue = make_catalogue()
    course = catalogue.courses[0]
    study = Study(room.database, catalogue, room.quizzes, room.clock)
    finish_lesson(study, room.person, "sample-1")
    finish_lesson(study, room.person, "sample-2")
    room.examinations.score(room.sit(right=1))
    found = study.course_progress(room.person, course)
    assert (found.lessons_studied, found.papers_passed, found.is_complete) == (2, 0, False)
    room.clock.advance(days=1)
    room.examinations.score(room.sit(right=2))
    found = study.course_progress(room.person, course)
    assert (found.papers_passed, found.completed_at) == (1, room.clock.now)


def test_a_passed_paper_alone_does_not_complete_a_course(tmp_path):
    room = make_exam_room(tmp_path, make_paper())
    catalogue = make_catalogue()
    study = Study(room.database, catalogue, room.quizzes, room.clock)
    room.examinations.score(room.sit())
    found = study.course_progress(room.person, catalogue.courses[0])
    assert (found.papers_passed, found.is_complete) == (1, False)


def test_a_course_once_complete_stays_complete_after_a_worse_attempt(tmp_path):
    room = make_exam_room(tmp_path, make_paper())
    catalogue = make_catalogue()
    study = Study(room.database, catalogue, room.quizzes, room.clock)
    finish_lesson(study, room.person, "sample-1")
    finish_lesson(study, room.person, "sample-2")
    room.examinations.score(room.sit())
    done = study.course_progress(room.person, catalogue.courses[0])
    room.clock.advance(days=1)
    room.examinations.score(room.sit(right=0))
    assert study.course_progress(room.person, catalogue.courses[0]) == done
