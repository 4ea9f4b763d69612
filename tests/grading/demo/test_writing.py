from collections import Counter
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from builders.clock import SetClock
from builders.gradebook import MemoryGradebook
from builders.people import make_person

from grading.attempts.taking import Taking
from grading.demo.errors import NotDemoBureauError
from grading.demo.fill import is_filled
from grading.demo.people import ENTERPRISES, administrator, invented_people
from grading.reports.training import BEHIND, DONE, OfficerTraining
from grading.study.study import Study

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
EVERYBODY = (*invented_people(), administrator())

ANSWERS = """\
SELECT p.login_name, t.paper_id, t.number, a.question_id, a.value, a.saved_at
FROM answers a JOIN attempts t ON t.id = a.attempt_id JOIN people p ON p.id = t.person_id
ORDER BY p.login_name, t.number, a.saved_at"""
RESULTS = """\
SELECT p.login_name, t.paper_id, t.number, t.started_at, h.handed_in_at, r.earned, r.possible
FROM results r JOIN attempts t ON t.id = r.attempt_id JOIN hand_ins h ON h.attempt_id = t.id
JOIN people p ON p.id = t.person_id ORDER BY p.login_name, t.paper_id, t.number"""
PRACTICE = """\
SELECT p.login_name, r.lesson_id, a.place, a.turn, q.question_id, a.value, a.is_right, a.at
FROM practice_answers a
JOIN practice_questions q USING (round_id, place, turn)
JOIN practice_rounds r ON r.id = a.round_id JOIN people p ON p.id = r.person_id
ORDER BY p.login_name, r.lesson_id, a.at"""
PEOPLE = """\
SELECT p.login_name, p.name, d.name, e.name, p.created_at FROM people p
LEFT JOIN departments d ON d.id = p.department_id
LEFT JOIN enterprises e ON e.id = p.enterprise_id ORDER BY p.login_name"""
STORY = (PEOPLE, PRACTICE, ANSWERS, RESULTS)


@pytest.fixture(scope="module")
def filled(make_bureau):
    """A demo bureau that was written without interruption."""
    bureau = make_bureau()
    bureau.write(lambda: NOW)
    return bureau


def story(bureau, rows_of):
    return [rows_of(bureau.database, query) for query in STORY]


def training(bureau, now=NOW):
    return OfficerTraining(bureau.database, bureau.content.catalogue, lambda: now)


def test_everybody_has_an_account_with_the_role_and_place_of_work(filled):
    with filled.database.read() as records:
        found = {p.login_name: p for p in records.people.current()}
    assert set(found) == {person.login_name for person in EVERYBODY}
    for person in EVERYBODY:
        account = found[person.login_name]
        assert (account.name, account.roles) == (person.name, frozenset({person.role}))
        assert (account.department, account.enterprise) == (person.department, person.enterprise)


def test_the_bureau_is_marked_as_a_demo(filled):
    with filled.database.read() as records:
        bureau = records.bureau.find()
        enterprises = records.people.enterprises()
    assert (bureau.name, bureau.is_demo) == ("示范市生态环境局", True)
    assert enterprises == tuple((name, industry) for name, industry, _ in ENTERPRISES)


def test_some_are_done_and_some_behind_and_one_never_came(filled):
    rows = {row.name: row for row in training(filled).officers()}
    standings = Counter(row.standing for row in rows.values())
    assert len(rows) == 24
    assert standings[DONE] >= 8
    assert standings[BEHIND] >= 5
    assert any(0 < row.done_percent < 100 for row in rows.values())
    assert [name for name, row in rows.items() if row.last_activity is None] == ["示范丁04"]


def test_exams_end_in_every_band_and_some_are_taken_again(filled, rows_of):
    with filled.database.read() as records:
        results = records.results.current()
        unscored = records.results.waiting()
    shelf = filled.content.quizzes.shelf.all()
    tests = {paper.id for paper in shelf if paper.mode == "chapter_test"}
    assert {result.paper_id for result in results} == {*tests, "penalty-mock"}
    assert 25 <= sum(result.paper_id in tests for result in results) / len(tests) <= 36
    assert {row.band for row in training(filled).attempts()} == {"优秀", "良好", "合格", "不合格"}
    assert sum(result.number > 1 for result in results) >= 5
    assert unscored == []
    assert rows_of(
        filled.database, "SELECT count(*) FROM hand_ins WHERE handed_in_by != 'learner'"
    ) == [(0,)]


def test_essays_of_the_last_days_wait_and_the_earlier_ones_are_read(filled):
    with filled.database.read() as records:
        waiting = records.marking.answers_to_read()
        marks = [
            m for one in records.results.current() for m in records.marking.marks(one.attempt_id)
        ]
    assert 2 <= len({answer.attempt_id for answer in waiting}) <= 10
    assert all(answer.handed_in_at > NOW - timedelta(days=7) for answer in waiting)
    assert {mark.marker_name for mark in marks} == {"示范辛01"}
    assert len({mark.points for mark in marks}) >= 4
    assert {len(mark.comment) > 5 for mark in marks} == {True}


def test_nobody_goes_on_after_reaching_the_aim(filled, rows_of):
    tries: dict[tuple[str, str], list[Fraction]] = {}
    for login_name, paper_id, _, _, _, earned, possible in rows_of(filled.database, RESULTS):
        percent = 100 * Fraction(earned) / Fraction(possible)
        tries.setdefault((login_name, paper_id), []).append(percent)
    assert max(map(len, tries.values())) > 1
    for percents in tries.values():
        assert all(percent < 80 for percent in percents[:-1])


def test_practice_has_wrong_answers_and_second_tries_a_minute_later(filled, rows_of):
    answers = rows_of(filled.database, PRACTICE)
    places: dict[tuple, list] = {}
    for login_name, lesson_id, place, turn, question_id, _, is_right, at in answers:
        places.setdefault((login_name, lesson_id, place), []).append(
            (turn, question_id, is_right, datetime.fromisoformat(at))
        )
    repeated = [turns for turns in places.values() if len(turns) > 1]
    assert len(repeated) > 20
    for turns in repeated:
        for (_, question, is_right, at), (_, next_question, _, next_at) in pairwise(turns):
            assert not is_right
            assert next_question != question
            assert next_at - at >= timedelta(minutes=1)


def test_a_lesson_is_studied_only_by_those_who_passed_its_practice(filled, rows_of):
    studied = set(
        rows_of(
            filled.database,
            "SELECT person_id, lesson_id FROM lesson_events WHERE kind = 'studied'",
        )
    )
    passed = set(
        rows_of(
            filled.database,
            """SELECT r.person_id, r.lesson_id FROM practice_rounds r
            JOIN (SELECT round_id, count(DISTINCT place) AS places FROM practice_questions
                  GROUP BY round_id) q ON q.round_id = r.id
            JOIN (SELECT round_id, sum(is_right) AS n FROM practice_answers GROUP BY round_id) a
              ON a.round_id = r.id
            WHERE a.n = q.places""",
        )
    )
    assert studied
    assert studied == passed


def test_nothing_lies_in_the_future(filled, rows_of):
    columns = rows_of(
        filled.database,
        """SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND c.type = 'DATETIME'""",
    )
    assert len(columns) > 10
    for table, column in columns:
        ((latest,),) = rows_of(filled.database, f"SELECT max({column}) FROM {table}")
        assert latest is None or datetime.fromisoformat(latest).replace(tzinfo=UTC) <= NOW


def test_the_same_seed_and_clock_write_the_same_people_answers_and_points(
    filled, make_bureau, rows_of
):
    other = make_bureau()
    other.write(lambda: NOW)
    assert story(other, rows_of) == story(filled, rows_of)


def test_another_seed_writes_another_year(filled, make_bureau, rows_of):
    other = make_bureau(seed=2)
    other.write(lambda: NOW)
    assert rows_of(other.database, RESULTS) != rows_of(filled.database, RESULTS)


def test_writing_again_changes_nothing(filled, rows_of):
    before = story(filled, rows_of)
    filled.write(lambda: NOW + timedelta(days=30))
    assert story(filled, rows_of) == before


def test_steps_are_counted_to_the_end(make_bureau):
    steps: list[tuple[int, int]] = []
    make_bureau().write(lambda: NOW, lambda done, total: steps.append((done, total)))
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
def test_writing_that_was_interrupted_is_completed(make_bureau, filled, rows_of, step):
    bureau = make_bureau()
    with pytest.raises(Killed):
        bureau.write(lambda: NOW, killed_at(step))
    assert not is_filled(bureau.database)
    bureau.write(lambda: NOW + timedelta(days=3))
    assert is_filled(bureau.database)
    assert rows_of(bureau.database, PEOPLE) == rows_of(filled.database, PEOPLE)
    assert len(training(bureau).attempts()) >= 25
    assert sessions_of(bureau, rows_of) == sessions_of(filled, rows_of)


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
    make_bureau, filled, monkeypatch, rows_of, broken
):
    bureau = make_bureau()
    with monkeypatch.context() as patch:
        interrupt(patch, *broken, call=10)
        with pytest.raises(Killed):
            bureau.write(lambda: NOW)
    bureau.write(lambda: NOW + timedelta(hours=1))
    assert is_filled(bureau.database)
    assert sessions_of(bureau, rows_of) == sessions_of(filled, rows_of)
    with bureau.database.read() as records:
        assert records.results.waiting() == []
        assert records.attempts.overdue(NOW + timedelta(hours=1)) == []


def test_a_bureau_of_real_people_is_refused(make_bureau):
    bureau = make_bureau()
    with bureau.database.begin() as records:
        records.bureau.establish("某某局", is_demo=False, now=NOW)
    with pytest.raises(NotDemoBureauError, match="没有写入示范数据"):
        bureau.write(lambda: NOW)
    with bureau.database.read() as records:
        assert records.people.current() == ()


def test_people_who_were_there_before_are_not_mixed_with_invented_ones(make_bureau):
    bureau = make_bureau()
    make_person(bureau.database, "somebody")
    with pytest.raises(NotDemoBureauError):
        bureau.write(SetClock())
    with bureau.database.read() as records:
        assert [person.login_name for person in records.people.current()] == ["somebody"]
        assert records.bureau.find() is None
