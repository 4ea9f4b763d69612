"""Every figure of an invented year against the same worked out with pandas from the tables."""

import random
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from builders.assessment import figure, make_policy
from builders.clock import SetClock
from builders.content import make_catalogue, make_paper, make_quizzes
from builders.people import make_person
from builders.questions import make_single, make_variant
from builders.records import fresh_database
from builders.scored_exams import add_scored
from builders.year_in_pandas import PARTS, figures_of_year

from courses.clock import HOME_ZONE
from grading.assessment.model import HoursKind
from grading.assessment.reading import Policies
from grading.assessment.year import YearAssessment
from grading.records.hours import NewEntry
from quizzes.draw import PaperQuestion

VARIANT = make_variant(questions=[PaperQuestion(question=make_single(id="sample-001"), points=4)])
POLICY = make_policy(
    kinds=["course", "session", "group_study", "external"],
    hours={"total": figure(20)},
    day_cap={"all": figure(6)},
    year_cap={"external": figure(7)},
    course=[{"id": "sample_course", "source": "示范依据"}],
    exam=[{"paper": "sample-paper", "pass_mark": 60, "source": "示范依据"}],
    attend={"group_study": figure(2)},
)
RECORDED = [HoursKind.SESSION, HoursKind.GROUP_STUDY, HoursKind.EXTERNAL]
HOURS = [Fraction(hours) for hours in ("1/2", "2/3", "1", "7/4", "3", "5")]
JANUARY = datetime(2026, 1, 1, 15, tzinfo=UTC)


def live_a_year(database, person, chance):
    """Add a year of one person at random, near midnight of the home's zone too."""

    def moment():
        return JANUARY + timedelta(days=chance.randrange(360), hours=chance.choice([0, 2, 20]))

    days = [date(2026, 1, 1) + timedelta(days=chance.randrange(9)) for _ in range(14)]
    entries = [
        NewEntry(
            person_id=person.id,
            kind=chance.choice(RECORDED),
            hours=chance.choice(HOURS),
            on=day,
            evidence_ref=str(number),
            evidence_label="示范证据",
            recorded_by=person.id,
            at=moment(),
        )
        for number, day in enumerate(days)
    ]
    with database.begin() as records:
        records.hours.add(entries)
        for entry in records.hours.entries([person.id], 2026)[::5]:
            number = int(entry.id.partition(":")[2])
            hours = chance.choice([Fraction(0), *HOURS])
            records.hours.correct(number, hours, "示范更正", person.id, moment())
        for lesson in ("sample-1", "sample-2")[: chance.randrange(3)]:
            records.study.studied(person.id, lesson, moment())
    for number in range(1, 1 + chance.randrange(4)):
        answer = {"sample-001": chance.choice("BC")}
        add_scored(database, VARIANT, person.id, answer, number=number, at=moment())


def test_every_figure_agrees_with_pandas(tmp_path):
    database, chance = fresh_database(tmp_path), random.Random(2026)
    for number in range(8):
        live_a_year(database, make_person(database, f"shifan{number}"), chance)
    year = YearAssessment(
        database,
        policies=Policies([POLICY], ()),
        catalogue=make_catalogue(),
        shelf=make_quizzes(make_paper()).shelf,
        clock=SetClock(),
        zone=HOME_ZONE,
    )
    assessed = year.of_all(2026, as_of=date(2026, 12, 31)).assessments
    database.close()
    expected = figures_of_year(
        tmp_path / "records.db",
        year=2026,
        lesson_hours={"sample-1": 1, "sample-2": 1},
        test="sample-paper",
        day_cap=6,
        external_cap=7,
    )
    ours = {
        one.person.person_id: [requirement.had for requirement in one.requirements]
        for one in assessed
    }
    theirs = {
        person: [Fraction(row.hours, PARTS), row.lessons, row.best, row.studies]
        for person, row in expected.iterrows()
    }
    assert ours == theirs
    assert {had[1] for had in ours.values()} == {0, 1, 2}
    assert len({had[0] for had in ours.values()}) > 4
