from datetime import date, timedelta
from fractions import Fraction

import pytest
from builders.assessment import figure, make_policy
from builders.content import make_catalogue, make_paper, make_quizzes
from builders.people import make_person
from builders.questions import make_single, make_variant
from builders.scored_exams import add_scored

from courses.clock import HOME_ZONE
from grading.assessment.assess import Standing
from grading.assessment.errors import NotAssessedError, UnknownFigureError, WrongAbsenceError
from grading.assessment.model import HoursKind
from grading.assessment.policy import AbsenceKind
from grading.assessment.reading import Policies
from grading.assessment.year import YearAssessment
from grading.people.model import Role
from grading.records.hours import NewEntry
from quizzes.draw import PaperQuestion

VARIANT = make_variant(questions=[PaperQuestion(question=make_single(id="sample-001"), points=4)])
POLICY = make_policy(
    hours={"total": figure(2, to_confirm=True)},
    course=[{"id": "sample_course", "source": "示范依据"}],
    exam=[{"paper": "sample-paper", "pass_mark": 60, "source": "示范依据"}],
)


@pytest.fixture
def year(database, clock):
    return YearAssessment(
        database,
        policies=Policies([POLICY], ()),
        catalogue=make_catalogue(),
        shelf=make_quizzes(make_paper()).shelf,
        clock=clock,
        zone=HOME_ZONE,
    )


@pytest.fixture
def officer(database):
    return make_person(database)


def test_a_lesson_counts_from_the_day_its_chapter_test_is_passed_too(
    year, database, officer, clock
):
    with database.begin() as records:
        records.study.studied(officer.id, "sample-1", clock())
    (before,) = year.of_all(2026).assessments
    assert [one.had for one in before.requirements] == [0, 0, 0]
    later = clock() + timedelta(days=3)
    add_scored(database, VARIANT, officer.id, {"sample-001": "C"}, at=clock())
    add_scored(database, VARIANT, officer.id, {"sample-001": "B"}, number=2, at=later)
    assert [one.had for one in year.of_all(2026).assessments[0].requirements] == [0, 0, 0]
    on_that_day = year.of_all(2026, as_of=date(2026, 9, 4)).assessments[0]
    hours, lessons, exam = on_that_day.requirements
    assert (hours.had, lessons.had, exam.had) == (1, 1, 100)
    assert [str(line.entry.on) for line in hours.lines] == ["2026-09-04"]
    assert hours.lines[0].entry.evidence.ref == "sample-1"
    assert [line.counted for line in exam.lines] == [0, 100]


def test_recorded_hours_count_beside_derived_ones(year, database, officer, clock):
    with database.begin() as records:
        records.hours.add(
            [
                NewEntry(
                    person_id=officer.id,
                    kind=HoursKind.EXTERNAL,
                    hours=Fraction(3, 2),
                    on=date(2026, 5, 6),
                    evidence_ref="7",
                    evidence_label="示范证明",
                    recorded_by=officer.id,
                    at=clock(),
                )
            ]
        )
    (assessed,) = year.of_person(2026, officer).assessments
    assert assessed.requirements[0].had == Fraction(3, 2)


def test_only_those_are_assessed_whom_a_policy_is_for(year, database, officer):
    manager = make_person(database, "manager", roles=[Role.MANAGER])
    make_person(database, "leader", roles=[Role.LEADER])
    assert [one.person.name for one in year.of_all(2026).assessments] == [officer.name]
    with pytest.raises(NotAssessedError, match="考核的是执法人员和领导干部"):
        year.of_person(2026, manager)


def test_a_flag_goes_when_a_manager_confirms_the_figure_as_it_was_shown(year, database, officer):
    manager = make_person(database, "manager", roles=[Role.MANAGER], name="示范管理")
    (flagged,) = year.of_all(2026).flagged
    with pytest.raises(UnknownFigureError):
        year.confirm(manager, 2026, "officer", flagged.id, "99 学时")
    for _ in range(2):
        year.confirm(manager, 2026, "officer", flagged.id, flagged.value)
    result = year.of_all(2026)
    assert result.flagged == ()
    assert result.figures[0].confirmed_by == "示范管理"
    with database.read() as records:
        assert len(records.confirmations.of_year(2026)) == 1


def test_absences_are_recorded_and_withdrawn(year, database, officer):
    manager = make_person(database, "manager", roles=[Role.MANAGER])
    with pytest.raises(WrongAbsenceError, match="早于第一天"):
        year.add_absence(
            manager, officer, AbsenceKind.SICK_LEAVE, date(2026, 3, 2), date(2026, 3, 1)
        )
    year.add_absence(
        manager, officer, AbsenceKind.NOT_IN_POST, date(2026, 1, 1), date(2026, 11, 30)
    )
    assert year.of_all(2026).assessments[0].standing is Standing.EXEMPT
    (absence,) = year.absences_of(officer, 2026)
    for _ in range(2):
        year.withdraw_absence(manager, officer, absence.id)
    assert year.absences_of(officer, 2026) == []
    assert year.of_all(2026).count(Standing.NOT_YET) == 1
