"""Exam commands carried out for the command line."""

import pytest
from builders.essays import make_essay_room, make_marker, read_all

from grading.attempts.commands import run_exam_command
from grading.attempts.errors import AttemptStillOpenError, UnknownAttemptError
from grading.attempts.model import AttemptState
from grading.people.commands import MalformedCommandError, UnknownCommandError
from quizzes.errors import UnknownPaperError


def run(room, name, **arguments):
    return run_exam_command(room.examinations, name, arguments)


def test_what_waits_is_named_and_scored_one_by_one(room):
    attempt = room.sit()
    assert run(room, "pending-attempts") == (attempt,)
    assert run(room, "score-attempt", attempt=attempt) == (attempt,)
    assert room.examinations.state(room.person, attempt) is AttemptState.SCORED
    assert run(room, "pending-attempts") == ()


def test_what_nobody_handed_in_in_time_waits_too(room):
    attempt = room.examinations.begin(room.person, "sample-paper")
    assert run(room, "pending-attempts") == ()
    room.clock.advance(minutes=31)
    assert run(room, "pending-attempts") == (attempt,)


def test_what_waits_for_a_marker_is_named_until_it_is_read(tmp_path):
    room = make_essay_room(tmp_path)
    attempt = room.sit()
    assert run(room, "unread-attempts") == ()
    run(room, "score-attempt", attempt=attempt)
    assert (run(room, "pending-attempts"), run(room, "unread-attempts")) == ((), (attempt,))
    read_all(room, make_marker(room, "marker"), attempt)
    assert run(room, "unread-attempts") == ()


def test_building_names_the_variants_and_may_be_done_again(room):
    built = run(room, "build-paper", paper="sample-paper")
    assert [name.rsplit("-", 1)[0] for name in built] == ["sample-paper-A", "sample-paper-B"]
    assert set(built) == set(room.gradebook.published)
    assert run(room, "build-paper", paper="sample-paper") == built


@pytest.mark.parametrize(
    ("name", "arguments", "error"),
    [
        ("no-such-command", {}, UnknownCommandError),
        ("pending-attempts", {"extra": 1}, MalformedCommandError),
        ("score-attempt", {}, MalformedCommandError),
        ("score-attempt", {"attempt": 1}, MalformedCommandError),
        ("score-attempt", {"attempt": "zz"}, UnknownAttemptError),
        ("build-paper", {"paper": "zz"}, UnknownPaperError),
    ],
)
def test_a_wrong_command_is_refused(room, name, arguments, error):
    with pytest.raises(error):
        run(room, name, **arguments)


def test_an_open_attempt_cannot_be_scored(room):
    attempt = room.examinations.begin(room.person, "sample-paper")
    with pytest.raises(AttemptStillOpenError):
        run(room, "score-attempt", attempt=attempt)
