"""From the hand-in to the result: once, in order, and again after a crash."""

from fractions import Fraction

import pytest
from builders.content import make_paper, make_quizzes
from builders.exams import ExamRoom, make_exam_room
from builders.gradebook import MemoryGradebook

from courses.errors import StudyError
from grading.attempts.errors import AttemptNotScoredError, AttemptStillOpenError
from grading.attempts.model import AttemptState
from grading.marking.model import Marker

MARKER = Marker(None, "示范阅卷人")


class KilledError(BaseException):
    """Stands for the end of the process."""


def killed_at(name):
    def checkpoint(reached):
        if reached == name:
            raise KilledError

    return checkpoint


def results_of(room):
    with room.database.read() as records:
        return records.results.current()


def state(room, attempt):
    return room.examinations.state(room.person, attempt)


def test_a_hand_in_is_scored_by_another_step(room):
    attempt = room.sit()
    assert state(room, attempt) is AttemptState.HANDED_IN
    with pytest.raises(AttemptNotScoredError):
        room.examinations.result(room.person, attempt)
    room.examinations.score(attempt)
    assert state(room, attempt) is AttemptState.SCORED


def test_handing_in_twice_changes_nothing(room):
    attempt = room.sit()
    room.clock.advance(minutes=1)
    room.examinations.hand_in(room.person, attempt)
    room.examinations.score_pending()
    assert len(results_of(room)) == 1
    assert results_of(room)[0].handed_in_at < room.clock.now


def test_scoring_twice_gives_one_result(room):
    attempt = room.sit()
    room.examinations.score(attempt)
    room.examinations.score(attempt)
    assert len(results_of(room)) == 1
    assert room.gradebook.scorings == 1


def test_an_open_attempt_is_not_scored(room):
    attempt = room.examinations.begin(room.person, "sample-paper")
    with pytest.raises(AttemptStillOpenError):
        room.examinations.score(attempt)


@pytest.mark.parametrize("point", ["handed-in", "gradebook-committed", "result-recorded"])
def test_killed_at_any_point_there_is_one_result_after_the_restart(room, point):
    attempt = room.examinations.begin(room.person, "sample-paper")
    entry = room.open(attempt).variant.questions[0]
    room.save(attempt, entry.question.id, "B")
    killed = room.restarted(killed_at(point))
    with pytest.raises(KilledError):
        killed.examinations.hand_in(room.person, attempt)
        killed.examinations.score(attempt)
    again = room.restarted()
    assert state(again, attempt) is AttemptState.SCORED
    assert [r.earned for r in results_of(again)] == [entry.points]
    assert room.gradebook.scorings == 1


def test_the_sweep_hands_in_what_is_over_and_nothing_else(room):
    room.examinations.begin(room.person, "sample-paper")
    assert room.examinations.sweep() == 0
    room.clock.advance(minutes=30)
    assert room.examinations.sweep() == 1
    assert room.examinations.sweep() == 0


def test_a_restart_after_the_deadline_scores_what_was_saved(room):
    attempt = room.examinations.begin(room.person, "sample-paper")
    entry = room.open(attempt).variant.questions[0]
    room.save(attempt, entry.question.id, "B")
    room.clock.advance(hours=5)
    again = room.restarted()
    assert again.examinations.result(room.person, attempt).summary.earned == entry.points


def test_earlier_attempts_are_scored_before_later_ones(tmp_path):
    room = make_exam_room(tmp_path, make_paper(variants=1))
    first, second = room.sit(right=1), room.sit()
    room.examinations.score(second)
    assert state(room, first) is AttemptState.SCORED
    assert [held.attempt_id for held in room.gradebook.held.values()] == [second]


def test_an_attempt_goes_on_after_its_questions_were_edited(room):
    attempt = room.sit()
    edited = ExamRoom(
        examinations=room.examinations,
        database=room.database,
        gradebook=MemoryGradebook(),
        quizzes=make_quizzes(make_paper(seed=99)),
        clock=room.clock,
        person=room.person,
    ).restarted()
    assert edited.examinations.result(room.person, attempt).summary.percent == 100


def test_an_attempt_that_cannot_be_scored_holds_up_no_other(tmp_path):
    class BrokenForOne(MemoryGradebook):
        broken = ""

        def hand_in(self, attempt_id, *rest):
            if attempt_id == self.broken:
                raise StudyError("示范错误")
            return super().hand_in(attempt_id, *rest)

    room = make_exam_room(tmp_path, make_paper(variants=2))
    gradebook = BrokenForOne()
    gradebook.broken = first = room.sit()
    second = room.sit()
    room.gradebook = gradebook
    again = room.restarted()
    assert state(again, first) is AttemptState.HANDED_IN
    assert state(again, second) is AttemptState.SCORED
    with pytest.raises(StudyError, match="示范错误"):
        again.examinations.score_pending()


def test_a_paper_that_cannot_be_published_keeps_the_others_open(tmp_path):
    class RefusesOne(MemoryGradebook):
        def publish(self, variant):
            if variant.paper_id == "sample-bad":
                raise StudyError("示范错误")
            super().publish(variant)

    room = make_exam_room(tmp_path, make_paper(id="sample-bad"), make_paper(), prepare=False)
    room.gradebook = RefusesOne()
    again = room.restarted()
    assert again.examinations.begin(room.person, "sample-paper")
    with pytest.raises(StudyError, match="准备"):
        again.examinations.begin(room.person, "sample-bad")


def test_points_changed_by_hand_become_a_new_result(room):
    attempt = room.sit(right=0)
    room.examinations.score(attempt)
    question_id = room.examinations.result(room.person, attempt).cells[0].question_id
    room.gradebook.change_points(attempt, question_id, Fraction(3, 2))
    assert room.examinations.carry_changes(lambda: MARKER) == 1
    result = room.examinations.result(room.person, attempt)
    assert (result.summary.earned, result.changed_by) == (Fraction(3, 2), "示范阅卷人")
    assert "阅卷人改定" in result.cells[0].comment


def test_points_that_were_not_changed_are_not_carried(room):
    room.examinations.score(room.sit())
    assert room.examinations.carry_changes(lambda: MARKER) == 0
    assert room.examinations.carry_changes(lambda: MARKER) == 0


def test_a_change_is_carried_once(room):
    attempt = room.sit(right=0)
    room.examinations.score(attempt)
    question_id = room.examinations.result(room.person, attempt).cells[0].question_id
    room.gradebook.change_points(attempt, question_id, Fraction(1))
    room.examinations.carry_changes(lambda: MARKER)
    assert room.restarted().examinations.carry_changes(lambda: MARKER) == 0


def test_a_change_seen_before_its_result_is_carried_later(room):
    attempt = room.sit(right=0)
    with room.database.read() as records:
        variant = records.attempts.variant(records.attempts.find(attempt).assignment)
        learner_id, name = records.attempts.learner(attempt)
    room.gradebook.enrol(learner_id, name)
    room.gradebook.hand_in(attempt, learner_id, variant, {}, room.clock.now)
    room.gradebook.change_points(attempt, variant.questions[0].question.id, Fraction(1))
    assert room.examinations.carry_changes(lambda: MARKER) == 0
    room.examinations.score(attempt)
    assert room.examinations.carry_changes(lambda: MARKER) == 1
