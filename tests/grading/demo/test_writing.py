from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from builders.clock import SetClock
from builders.demo_story import CAME, PRACTICE, RESULTS, STUDIED, bands
from builders.people import make_person

from grading.demo.enterprises import ENTERPRISES
from grading.demo.errors import NotDemoBureauError
from grading.demo.people import administrator, invented_people
from grading.people.model import Role

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
EVERYBODY = (*invented_people(), administrator())


@pytest.fixture(scope="module")
def filled(make_bureau):
    """A demo bureau that was written without interruption."""
    bureau = make_bureau()
    bureau.write(lambda: NOW)
    return bureau


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
    assert enterprises == tuple((one.name, one.industry) for one in ENTERPRISES)


def test_some_are_done_and_some_behind_and_one_never_came(filled, rows_of):
    studied = dict(rows_of(filled.database, STUDIED))
    lessons = {
        lesson.id
        for course in filled.content.catalogue.courses_for([Role.OFFICER])
        for lesson in course.lessons
    }
    assert len(studied) == 24
    assert sum(count == len(lessons) for count in studied.values()) >= 8
    assert sum(count < 0.8 * len(lessons) for count in studied.values()) >= 5
    came = {name for (name,) in rows_of(filled.database, CAME)}
    assert [name for name in studied if name not in came] == ["示范丁04"]


def test_exams_end_in_every_band_and_some_are_taken_again(filled, rows_of):
    with filled.database.read() as records:
        results = records.results.current()
        unscored = records.results.waiting()
    shelf = filled.content.quizzes.shelf.all()
    tests = {paper.id for paper in shelf if paper.mode == "chapter_test"}
    assert {result.paper_id for result in results} == {*tests, "penalty-mock"}
    assert 25 <= sum(result.paper_id in tests for result in results) / len(tests) <= 36
    assert set(bands(filled)) == {"优秀", "良好", "合格", "不合格"}
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
