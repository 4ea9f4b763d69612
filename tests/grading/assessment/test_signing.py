import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from builders.assessment import figure, make_policy
from builders.clock import SetClock
from builders.content import make_catalogue, make_quizzes
from builders.people import make_person
from sqlalchemy import text

from courses.clock import HOME_ZONE
from grading.assessment.assess import Standing
from grading.assessment.errors import (
    AlreadySignedError,
    ChangedSinceShownError,
    DamagedSignOffError,
    NoReasonError,
    NotSignedError,
    UnconfirmedFiguresError,
)
from grading.assessment.freezing import Written, freeze, result_digest, thaw
from grading.assessment.frozen_parts import canonical, digest_of, entry_table, person_table
from grading.assessment.model import HoursKind
from grading.assessment.policy import AbsenceKind
from grading.assessment.reading import Policies
from grading.assessment.result import assess_year
from grading.assessment.signing import SignedYears
from grading.assessment.year import YearAssessment
from grading.people.model import Role
from grading.records.hours import NewEntry

POLICY = make_policy(
    hours={"total": figure(2, to_confirm=True)},
    course=[{"id": "sample_course", "source": "示范依据"}],
)


@pytest.fixture
def live(database, clock):
    return YearAssessment(
        database,
        policies=Policies([POLICY], ()),
        catalogue=make_catalogue(),
        shelf=make_quizzes().shelf,
        clock=clock,
        zone=HOME_ZONE,
    )


@pytest.fixture
def years(database, live):
    return SignedYears(database, live)


@pytest.fixture
def officer(database):
    return make_person(database)


@pytest.fixture
def manager(database):
    return make_person(database, "manager", roles=[Role.MANAGER], name="示范管理")


def add_hours(database, person, ref, hours):
    new = NewEntry(
        person_id=person.id,
        kind=HoursKind.EXTERNAL,
        hours=Fraction(hours),
        on=date(2026, 5, 6),
        evidence_ref=ref,
        evidence_label=f"示范证明 {ref}",
        recorded_by=person.id,
        at=SetClock().now,
    )
    with database.begin() as records:
        records.hours.add([new])


def sign(years, live, manager):
    for flagged in live.of_all(2026).flagged:
        live.confirm(manager, 2026, flagged.audience, flagged.id, flagged.value)
    years.sign(manager, 2026, result_digest(live.of_all(2026)))


def test_a_signed_year_stays_as_it_was_and_names_what_came_later(
    years, live, database, officer, manager
):
    add_hours(database, officer, "1", "3/2")
    sign(years, live, manager)
    add_hours(database, officer, "2", 5)
    live.add_absence(
        manager, officer, AbsenceKind.NOT_IN_POST, date(2026, 1, 1), date(2026, 12, 31)
    )
    for result in (years.of_all(2026), years.of_person(2026, officer)):
        (assessed,) = result.assessments
        assert assessed.requirements[0].had == Fraction(3, 2)
        assert assessed.standing is Standing.NOT_YET
        assert result.signed.by == "示范管理"
        assert [entry.evidence.label for entry in result.later] == ["示范证明 2"]
    tried = years.of_all(2026, as_of=date(2026, 12, 31))
    assert (tried.signed, tried.count(Standing.EXEMPT)) == (None, 1)


def test_only_what_was_shown_and_confirmed_is_signed_once(years, live, database, officer, manager):
    shown = result_digest(live.of_all(2026))
    with pytest.raises(UnconfirmedFiguresError, match="1 个数字待确认"):
        years.sign(manager, 2026, shown)
    sign(years, live, manager)
    with pytest.raises(AlreadySignedError):
        years.sign(manager, 2026, shown)
    assert [one.action for one in years.history(2026)] == ["signed"]


def test_a_result_that_changed_since_it_was_shown_is_not_signed(
    years, live, database, officer, manager
):
    for flagged in live.of_all(2026).flagged:
        live.confirm(manager, 2026, flagged.audience, flagged.id, flagged.value)
    shown = result_digest(live.of_all(2026))
    add_hours(database, officer, "1", 1)
    with pytest.raises(ChangedSinceShownError):
        years.sign(manager, 2026, shown)
    assert years.history(2026) == []


def test_a_year_is_reopened_with_a_reason_and_signed_again(years, live, database, officer, manager):
    with pytest.raises(NotSignedError):
        years.reopen(manager, 2026, "没有签过的")
    sign(years, live, manager)
    with pytest.raises(NoReasonError):
        years.reopen(manager, 2026, " 改 ")
    years.reopen(manager, 2026, "补记外部学习")
    add_hours(database, officer, "1", 2)
    assert years.of_all(2026).signed is None
    sign(years, live, manager)
    result = years.of_all(2026)
    assert (result.signed.number, result.later) == (3, ())
    assert result.assessments[0].requirements[0].is_met
    assert [one.reason for one in years.history(2026)] == ["", "补记外部学习", ""]


def test_what_is_frozen_is_read_back_whole_and_hashed_in_parts(live, database, officer, manager):
    add_hours(database, officer, "1", "7/3")
    live.add_absence(manager, officer, AbsenceKind.SICK_LEAVE, date(2026, 3, 1), date(2026, 3, 9))
    with database.begin() as records:
        inputs = live.inputs_of_all(records, 2026)
    written = freeze(inputs, date(2026, 12, 31), "12-abc")
    frozen = thaw(written)
    assert frozen.is_reproduced
    assert frozen.inputs.people == inputs.people
    assert dict(frozen.inputs.entries) == dict(inputs.entries)
    assert frozen.inputs.policies == inputs.policies
    assert freeze(frozen.inputs, date(2026, 12, 31), "12-abc") == written
    assert set(json.loads(written.content)["sha256"]) == {"policy", "result"}
    changed = written.people[officer.id].replace('"7/3"', '"9"')
    for only in (None, officer.id):
        assert not thaw(Written(written.content, {officer.id: changed}), only).is_reproduced
        assert not thaw(Written(written.content, {}), only).is_reproduced


def test_a_signed_year_that_was_tampered_with_is_refused(years, live, database, officer, manager):
    other = make_person(database, "other")
    add_hours(database, officer, "1", 1)
    add_hours(database, other, "2", 1)
    sign(years, live, manager)
    with database.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER signed_people_no_update"))
        connection.execute(
            text("UPDATE signed_people SET content = replace(content, '示范证明 1', '别的证明')")
        )
    for look in (lambda: years.of_all(2026), lambda: years.of_person(2026, officer)):
        with pytest.raises(DamagedSignOffError, match="对不上"):
            look()
    # nobody else's part is read for a page of one's own
    assert years.of_person(2026, other).assessments[0].requirements[0].had == 1


def test_a_year_that_an_earlier_version_signed_is_still_read(years, live, database, officer):
    """Format 1 had everything in one text, and did not say when somebody was in post."""
    add_hours(database, officer, "1", "7/3")
    with database.begin() as records:
        now = live.inputs_of_all(records, 2026)
        new = json.loads(freeze(now, date(2026, 12, 31), "12-abc").content)
        people = tuple((audience, replace(one, in_post=None)) for audience, one in now.people)
        result = assess_year(replace(now, people=people), date(2026, 12, 31))
        old = {name: new[name] for name in ("year", "as_of", "audit_head", "policy")} | {
            "format": 1,
            "inputs": {
                "people": [[audience, person_table(one)] for audience, one in people],
                "entries": [entry_table(one) for one in now.entries[officer.id]],
            },
            "sha256": {"result": result_digest(result)},
        }
        content = canonical(old)
        records.sign_offs.add(
            2026,
            "signed",
            person_id=officer.id,
            at=SetClock().now,
            content=content,
            digest=digest_of(content),
        )
    assert '"in_post":' not in content
    for read in (years.of_all(2026), years.of_person(2026, officer)):
        assert read.signed.digest == digest_of(content)
        (assessed,) = read.assessments
        assert assessed.requirements[0].had == Fraction(7, 3)
        assert (assessed.days_in_post, assessed.person.in_post) == (365, None)
