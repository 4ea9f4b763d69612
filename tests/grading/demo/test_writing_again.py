"""A demo bureau written twice, with another seed, or after an interruption."""

from datetime import UTC, datetime, timedelta

import pytest
from builders.clock import SetClock
from builders.demo_story import PEOPLE, RESULTS, bands, story
from builders.gradebook import MemoryGradebook

from grading.attempts.taking import Taking
from grading.demo.fill import is_filled
from grading.demo.people import administrator, invented_people
from grading.study.study import Study

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
EVERYBODY = (*invented_people(), administrator())


@pytest.fixture(scope="module")
def steps() -> list[tuple[int, int]]:
    """What was told of the steps while `written` was written."""
    return []


@pytest.fixture(scope="module")
def written(make_short, steps):
    """A short demo bureau that was written without interruption."""
    bureau = make_short()
    bureau.write(lambda: NOW, lambda done, total: steps.append((done, total)))
    return bureau


def test_the_same_seed_and_clock_write_the_same_people_answers_and_points(
    written, make_short, rows_of
):
    other = make_short()
    other.write(lambda: NOW)
    assert story(other, rows_of) == story(written, rows_of)


def test_another_seed_writes_another_year(written, make_short, rows_of):
    other = make_short(seed=2)
    other.write(lambda: NOW)
    assert rows_of(other.database, RESULTS) != rows_of(written.database, RESULTS)


def test_writing_again_changes_nothing(written, rows_of):
    before = story(written, rows_of)
    written.write(lambda: NOW + timedelta(days=30))
    assert story(written, rows_of) == before


def test_steps_are_counted_to_the_end(written, steps):
    total = len(steps)
    assert total > len(EVERYBODY)
    assert steps == [(number, total) for number in range(1, total + 1)]


class Killed(BaseException):
    """The process ends here."""


def killed_at(step: int):
    def progress(done: int, _total: int) -> None:
        if done == step:
            raise Killed

    return progress


def test_writing_that_was_interrupted_again_and_again_is_completed(make_short, written, rows_of):
    """Among the first people, among the last, and among the lessons."""
    bureau = make_short()
    clock = SetClock(NOW)
    for step in (1, 40, 100):
        with pytest.raises(Killed):
            bureau.write(clock, killed_at(step))
        clock.advance(hours=1)
        assert not is_filled(bureau.database)
    bureau.write(lambda: NOW + timedelta(days=3))
    assert is_filled(bureau.database)
    assert rows_of(bureau.database, PEOPLE) == rows_of(written.database, PEOPLE)
    assert len(bands(bureau)) >= 25
    assert sessions_of(bureau, rows_of) == sessions_of(written, rows_of)


def sessions_of(bureau, rows_of):
    """Return who opened which lesson and began a first exam when: the same in every run."""
    return rows_of(
        bureau.database,
        """SELECT p.login_name, lesson_id, at FROM lesson_events e
        JOIN people p ON p.id = e.person_id WHERE kind = 'opened'
        UNION SELECT p.login_name, paper_id, started_at FROM attempts t
        JOIN people p ON p.id = t.person_id WHERE number = 1
        ORDER BY 1, 2""",
    )


def interrupt(monkeypatch, owner: type, method: str, call: int) -> None:
    """Let the process end at the so-many-th call of a method."""
    calls = 0
    real = getattr(owner, method)

    def counted(*args, **kwargs):
        nonlocal calls
        calls += 1
        if calls == call:
            raise Killed
        return real(*args, **kwargs)

    monkeypatch.setattr(owner, method, counted)


def test_what_was_broken_off_stays_so_and_the_rest_is_written(
    make_short, written, monkeypatch, rows_of
):
    """In the middle of a practice, of an exam, and of handing in."""
    bureau = make_short()
    places = ((Study, "answer"), (Taking, "save_answer"), (MemoryGradebook, "hand_in"))
    clock = SetClock(NOW)
    for owner, method in places:
        with monkeypatch.context() as patch:
            interrupt(patch, owner, method, call=10)
            with pytest.raises(Killed):
                bureau.write(clock)
        clock.advance(hours=1)
        assert not is_filled(bureau.database)
    bureau.write(clock)
    assert is_filled(bureau.database)
    assert sessions_of(bureau, rows_of) == sessions_of(written, rows_of)
    with bureau.database.read() as records:
        assert records.results.waiting() == []
        assert records.attempts.overdue(clock()) == []
