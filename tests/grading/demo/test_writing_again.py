"""A demo bureau written twice, with another seed, or after an interruption."""

from datetime import UTC, datetime, timedelta

import pytest
from builders.demo_story import PEOPLE, RESULTS, bands, story
from builders.gradebook import MemoryGradebook

from grading.attempts.taking import Taking
from grading.demo.fill import is_filled
from grading.demo.people import administrator, invented_people
from grading.study.study import Study

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
EVERYBODY = (*invented_people(), administrator())


@pytest.fixture(scope="module")
def written(make_short):
    """A short demo bureau that was written without interruption."""
    bureau = make_short()
    bureau.write(lambda: NOW)
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


def test_steps_are_counted_to_the_end(make_short):
    steps: list[tuple[int, int]] = []
    make_short().write(lambda: NOW, lambda done, total: steps.append((done, total)))
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


@pytest.mark.parametrize("step", [1, 40, 100])
def test_writing_that_was_interrupted_is_completed(make_short, written, rows_of, step):
    bureau = make_short()
    with pytest.raises(Killed):
        bureau.write(lambda: NOW, killed_at(step))
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


@pytest.mark.parametrize(
    "broken",
    [(Study, "answer"), (Taking, "save_answer"), (MemoryGradebook, "hand_in")],
)
def test_what_was_broken_off_stays_so_and_the_rest_is_written(
    make_short, written, monkeypatch, rows_of, broken
):
    bureau = make_short()
    with monkeypatch.context() as patch:
        interrupt(patch, *broken, call=10)
        with pytest.raises(Killed):
            bureau.write(lambda: NOW)
    bureau.write(lambda: NOW + timedelta(hours=1))
    assert is_filled(bureau.database)
    assert sessions_of(bureau, rows_of) == sessions_of(written, rows_of)
    with bureau.database.read() as records:
        assert records.results.waiting() == []
        assert records.attempts.overdue(NOW + timedelta(hours=1)) == []
