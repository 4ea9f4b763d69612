"""Saving answers: at once, in order, only by their owner, only in time."""

import tempfile
from pathlib import Path

import pytest
from builders.exams import make_exam_room, right_answer, wrong_answer
from builders.people import make_person
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.attempts.errors import AttemptClosedError, UnknownAttemptError
from grading.attempts.model import AttemptState
from quizzes.errors import MalformedAnswerError, UnknownQuestionError
from quizzes.kinds import kind_of


@pytest.fixture
def attempt(room):
    return room.examinations.begin(room.person, "sample-paper")


@pytest.fixture
def question(room, attempt):
    return room.open(attempt).variant.questions[0].question


def test_a_saved_answer_is_there_after_a_restart(room, attempt, question):
    room.save(attempt, question.id, "B")
    exam = room.restarted().open(attempt)
    assert exam.answers == {question.id: "B"}


def test_the_order_of_questions_stays_when_the_page_is_loaded_again(room, attempt):
    assert room.open(attempt).shown == room.restarted().open(attempt).shown


def test_the_last_saving_counts(room, attempt, question):
    room.save(attempt, question.id, "A")
    room.save(attempt, question.id, "C")
    assert room.open(attempt).answers == {question.id: "C"}


def test_none_clears_an_answer(room, attempt, question):
    room.save(attempt, question.id, "A")
    room.save(attempt, question.id, None)
    assert room.open(attempt).answers == {}


def test_a_late_packet_does_not_overwrite_a_newer_answer(room, attempt, question):
    room.save(attempt, question.id, "C", sequence=20)
    room.save(attempt, question.id, "A", sequence=10)
    assert room.open(attempt).answers == {question.id: "C"}


def test_a_late_packet_does_not_bring_a_cleared_answer_back(room, attempt, question):
    room.save(attempt, question.id, None, sequence=20)
    room.save(attempt, question.id, "A", sequence=10)
    assert room.open(attempt).answers == {}


def test_a_repeated_packet_is_recorded_once(room, attempt, question):
    first = room.examinations.save_answer(room.person, attempt, question.id, "A", 10)
    room.clock.advance(seconds=5)
    again = room.examinations.save_answer(room.person, attempt, question.id, "A", 10)
    assert again.saved_at == first.saved_at


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(5)))
def test_whatever_the_order_of_arrival_the_newest_answer_counts(order):
    with tempfile.TemporaryDirectory() as folder:
        room = make_exam_room(Path(folder))
        attempt = room.examinations.begin(room.person, "sample-paper")
        question = room.open(attempt).variant.questions[0].question
        values = ["A", "B", None, "C", "D"]
        for sequence in order:
            room.save(attempt, question.id, values[sequence], sequence=sequence + 1)
        assert room.open(attempt).answers == {question.id: "D"}
        room.database.close()


@pytest.mark.parametrize("sequence", [-(2**70), 2**70])
def test_an_absurd_sequence_does_no_harm(room, attempt, question, sequence):
    room.save(attempt, question.id, "A", sequence=sequence)
    assert room.open(attempt).answers == {question.id: "A"}


def test_an_answer_without_a_sequence_is_the_newest(room, attempt, question):
    room.save(attempt, question.id, "A", sequence=2**60)
    room.save(attempt, question.id, "B")
    assert room.open(attempt).answers == {question.id: "B"}


def test_a_malformed_answer_is_refused_and_nothing_is_saved(room, attempt):
    for entry in room.open(attempt).variant.questions:
        for bad in kind_of(entry.question).malformed_answers(entry.question):
            with pytest.raises(MalformedAnswerError):
                room.save(attempt, entry.question.id, bad)
    assert room.open(attempt).answers == {}


def test_a_question_of_another_paper_is_refused(room, attempt):
    with pytest.raises(UnknownQuestionError):
        room.save(attempt, "sample-elsewhere-001", "A")


@pytest.mark.parametrize("attempt_id", ["", "0" * 32, "' OR 1=1 --"])
def test_an_unknown_attempt_is_refused(room, attempt_id):
    with pytest.raises(UnknownAttemptError):
        room.open(attempt_id)


def test_another_persons_attempt_is_as_unknown_as_none(room, attempt, question):
    stranger = make_person(room.database, "shifan-2", name="示范乙")
    for ask in (
        lambda: room.examinations.open_exam(stranger, attempt),
        lambda: room.examinations.save_answer(stranger, attempt, question.id, "A"),
        lambda: room.examinations.hand_in(stranger, attempt),
        lambda: room.examinations.state(stranger, attempt),
        lambda: room.examinations.result(stranger, attempt),
    ):
        with pytest.raises(UnknownAttemptError):
            ask()
    assert room.examinations.state(room.person, attempt) is AttemptState.OPEN


def test_the_last_second_still_counts(room, attempt, question):
    room.clock.advance(minutes=29, seconds=59)
    saved = room.examinations.save_answer(room.person, attempt, question.id, "A")
    assert saved.seconds_left == 1


def test_after_the_deadline_answers_are_refused_and_the_attempt_is_handed_in(
    room, attempt, question
):
    room.save(attempt, question.id, right_answer(question))
    deadline = room.open(attempt).deadline_at
    room.clock.advance(minutes=30)
    with pytest.raises(AttemptClosedError):
        room.save(attempt, question.id, wrong_answer(question))
    with room.database.read() as records:
        assert records.attempts.find(attempt).handed_in_at == deadline
        assert records.attempts.answers(attempt) == {question.id: right_answer(question)}


def test_the_page_of_an_attempt_whose_time_is_up_is_closed(room, attempt):
    room.clock.advance(minutes=31)
    with pytest.raises(AttemptClosedError):
        room.open(attempt)
    assert room.examinations.state(room.person, attempt) is AttemptState.HANDED_IN


def test_after_the_hand_in_answers_are_refused(room, attempt, question):
    room.examinations.hand_in(room.person, attempt)
    with pytest.raises(AttemptClosedError):
        room.save(attempt, question.id, "A")
