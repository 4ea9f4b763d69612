from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from builders.clock import SetClock
from builders.people import make_person
from builders.records import fresh_database

from courses.clock import HOME_ZONE
from courses.statutes.registry import Registry
from grading.home import Home
from grading.hours.model import StudyForm
from grading.leadership.desk import LeadershipDesk
from grading.leadership.duties import TypedEvidence
from grading.leadership.meetings import TypedMeeting
from grading.leadership.plans import TypedPlanItem
from grading.people.model import Role
from grading.people.states import PersonState
from grading.reports.catalogue import REPORTS
from grading.reports.sources import Sources

PDF = b"%PDF-1.4\nsample\n%%EOF\n"


def leader(database, sign, earlier=None, **state):
    name = f"示范{sign}"
    person = make_person(database, name, name=name, roles=[Role.LEADER])
    usual = {
        "valid_from": date(2026, 1, 1),
        "name": person.name,
        "roles": frozenset({Role.LEADER}),
        "department": "局领导",
    }
    with database.begin() as records:
        if earlier:
            before = PersonState(**usual | {"roles": frozenset({earlier})})
            records.posts.add(person.id, before, SetClock()())
        records.posts.add(person.id, PersonState(**usual | state), SetClock()())
    return person


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """A year in which one of two planned things was studied, by one of three leaders."""
    folder = tmp_path_factory.mktemp("leadership")
    database, clock = fresh_database(folder), SetClock(datetime(2026, 5, 8, 2, tzinfo=UTC))
    desk = LeadershipDesk.of(Home(folder), database, Registry.embedded(), clock, HOME_ZONE)
    manager = make_person(database, "manager", roles=[Role.MANAGER])
    first = leader(database, "甲", is_first_responsible=True)
    leader(database, "乙", department=None)
    leader(database, "丙", valid_from=date(2026, 9, 1), earlier=Role.OFFICER)
    for topic, month in (("示范内容一", "5"), ("示范内容二", "4"), ("示范内容三", "12")):
        typed = TypedPlanItem(topic=topic, form="party_group", month=month, who="领导班子成员")
        item = desk.plans.add(manager, 2026, typed)
        if month == "12":
            desk.plans.withdraw(manager, item.id, "示范理由")
        if month == "5":
            called = desk.meetings.call(
                manager,
                TypedMeeting(
                    form=StudyForm.PARTY_GROUP.value,
                    on="2026-05-08",
                    host="示范局长",
                    topic="示范内容一",
                    cites="ecological-environment-code:1",
                    hours="1.5",
                    plan_item=str(item.id),
                ),
            )
    desk.meetings.tick(manager, called.id, first.learner_id, is_present=True)
    study = desk.meetings.record(manager, called.id, PDF, "纪要.pdf")
    for duty, kind, more in (
        ("group-study", "group_study", {"study": str(study.id)}),
        ("group-study", "note", {"on": "2026-05-01", "words": "示范记事"}),
    ):
        typed = TypedEvidence(leader=first.learner_id, duty=duty, kind=kind, **more)
        desk.duties.add(manager, 2026, typed)

    class Years:
        policies = type("Policies", (), {"years": (2025,)})

        @staticmethod
        def today():
            return date(2026, 5, 8)

    yield Sources(database=database, assessment=Years, leadership=desk.years, zone=HOME_ZONE)
    database.close()


@pytest.fixture(scope="module")
def row(sources):
    (row,) = REPORTS["leadership-study"](sources, {})
    return row


def test_this_year_is_offered_beside_those_with_a_policy(sources):
    assert REPORTS["leadership-years"](sources, {}) == [
        {"year": 2026, "is_now": True},
        {"year": 2025, "is_now": False},
    ]


def test_the_plan_is_told_against_what_was_done_without_what_was_withdrawn(row):
    assert (row["year"], row["as_of"], row["planned"], row["done"]) == (2026, "2026-05-08", 2, 1)
    told = [(one["topic"], one["month"], one["state"], one["done_on"]) for one in row["plan"]]
    assert told == [
        ("示范内容二", 4, "overdue", None),
        ("示范内容一", 5, "done", "2026-05-08"),
    ]
    assert [study["on"] for study in row["plan"][1]["studies"]] == ["2026-05-08"]


def test_attendance_names_every_leader_for_every_group_study(row):
    (study,) = row["studies"]
    assert (study["topic"], study["form"], Fraction(study["hours"])) == (
        "示范内容一",
        "党组会议学法",
        Fraction(3, 2),
    )
    assert (study["present"], study["expected"]) == (1, 2)
    told = {
        one["name"]: (one["presence"], one["attended"], one["expected"]) for one in row["leaders"]
    }
    assert told == {
        "示范甲": (["present"], 1, 1),
        "示范乙": (["absent"], 0, 1),
        "示范丙": (["not_in_post"], 0, 0),
    }
    assert {one["department"] for one in row["leaders"]} == {"局领导", "（未分部门）"}


def test_duties_are_told_with_the_evidence_of_whoever_is_first_responsible(row):
    (person,) = row["responsible"]
    assert (person["name"], person["fulfilled"]) == ("示范甲", 1)
    assert len(person["evidence"]) == len(row["duties"]) > 1
    place = [one["id"] for one in row["duties"]].index("group-study")
    assert [(one["kind"], one["on"], one["words"]) for one in person["evidence"][place]] == [
        ("note", "2026-05-01", "示范记事"),
        ("group_study", "2026-05-08", "党组会议学法：示范内容一"),
    ]
    assert all(one["source"] for one in row["duties"])


def test_a_year_without_anything_is_a_row_of_nothing(sources):
    (row,) = REPORTS["leadership-study"](sources, {"year": "2025"})
    assert (row["plan"], row["studies"], row["planned"]) == ([], [], 0)
