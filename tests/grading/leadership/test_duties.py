"""Duties of whoever is first responsible, their evidence, and who is a leader on which day."""

from datetime import date

import pytest
from builders.proofs import PDF

from courses.clock import HOME_ZONE
from courses.statutes.registry import Registry
from grading.assessment.in_post import spans_of
from grading.hours.errors import UnknownGroupStudyError, UnreadableFileError, WrongEntryError
from grading.leadership.duties import TypedEvidence
from grading.leadership.duty_reading import HOME_FOLDER, read_duty_lists
from grading.leadership.errors import (
    NotOwnDutyError,
    UnknownDutyError,
    UnknownDutyEvidenceError,
    UnknownLeaderError,
)
from grading.leadership.in_office import Span
from grading.leadership.year import Presence
from grading.people.model import Role

GOOD = """\
year = 2027
title = "示范清单"
[[duty]]
id = "plan"
text = "示范职责"
shown_by = "示范证据"
source = "示范依据"
cites = ["rule-of-law-supervision-provisions-2019:9.1.1"]
"""


def test_the_list_of_the_package_names_a_source_for_every_duty(tmp_path):
    lists = read_duty_lists(tmp_path, Registry.embedded())
    assert lists.problems == ()
    assert lists.of_year(2025) is None
    duties = lists.of_year(2026).duties
    assert all(duty.to_confirm or duty.cites for duty in duties)
    assert lists.of_year(2029).year == 2026


def test_a_list_of_the_bureau_takes_its_place_and_a_faulty_one_is_told(tmp_path):
    folder = tmp_path / HOME_FOLDER
    folder.mkdir()
    (folder / "2027.toml").write_text(GOOD, encoding="utf-8")
    (folder / "2026.toml").write_text(GOOD + GOOD[GOOD.index("[[") :], encoding="utf-8")
    wrong = GOOD.replace("9.1.1", "999").replace("2027", "2028")
    (folder / "2029.toml").write_text(wrong, encoding="utf-8")
    lists = read_duty_lists(tmp_path, Registry.embedded())
    assert lists.of_year(2028).title == "示范清单"
    assert lists.of_year(2026) is None
    told = "；".join(map(str, lists.problems))
    for reason in ("id 重复", "没有 rule-of-law", "应当是 2028.toml"):
        assert reason in told


def test_posts_say_who_was_a_leader_and_first_responsible_on_which_day(bureau):
    bureau.at("2020-12-01")
    old, new, officer = bureau.person(Role.LEADER), bureau.person(Role.LEADER), bureau.person()
    bureau.holds(old, "2020-01-01", is_first_responsible=True, rank="示范局长")
    bureau.holds(old, "2020-07-01", is_ended=True, is_first_responsible=True)
    bureau.holds(new, "2020-05-01")
    bureau.holds(new, "2020-07-01", is_first_responsible=True)
    bureau.at("2020-12-20")
    study = bureau.held("2020-03-01", old)
    year = bureau.desk.years.of(2020)
    first, second = (year.leader(one.learner_id) for one in (old, new))
    assert first.in_post == (Span(date(2020, 1, 1), date(2020, 6, 30)),)
    assert first.rank == "示范局长"
    assert second.in_post == (Span(date(2020, 5, 1), date(2020, 12, 31)),)
    assert second.responsible == (Span(date(2020, 7, 1), date(2020, 12, 31)),)
    assert not second.is_responsible(date(2020, 6, 30))
    assert year.leader(officer.learner_id) is None
    assert year.presence(first, study) is Presence.PRESENT
    assert year.presence(second, study) is Presence.NOT_IN_POST
    assert (year.expected(first), year.expected(second)) == (1, 0)
    assert [one.person_id for one in year.duties.people] == [new.id, old.id]  # now, and before
    bureau.at("2020-06-30")
    early = bureau.desk.years.of(2020)
    assert [one.person_id for one in early.duties.people] == [old.id, new.id]
    with bureau.database.read() as records:
        tenures = records.terms.tenures(HOME_ZONE, [old.id, new.id])
    for tenure, leader in zip(tenures, (first, second), strict=True):
        assessed = spans_of(tenure, Role.LEADER, 2020, None)
        assert [(span.first, span.last) for span in leader.in_post] == list(assessed)


def test_evidence_is_recorded_by_the_leader_or_a_manager_and_withdrawn_with_a_reason(bureau):
    bureau.at("2026-09-01")
    head, deputy = bureau.person(Role.LEADER), bureau.person(Role.LEADER)
    bureau.holds(head, "2026-02-01", is_first_responsible=True)
    study = bureau.held("2026-08-20", head)
    duties = bureau.desk.duties

    def add(recorder, content=b"", **typed):
        fields = {"leader": head.learner_id, "duty": "group-study", "kind": "note"}
        fields |= {"on": "2026-03-01", "words": "示范记事"}
        return duties.add(recorder, 2026, TypedEvidence(**fields | typed), content, "示范.pdf")

    note = add(head)
    file = add(bureau.manager, PDF, kind="file", words="示范文件")
    linked = add(head, kind="group_study", study=str(study.id), words="", on="")
    year = bureau.desk.years.of(2026).duties
    held = year.evidence("group-study", head.id)
    assert [one.id for one in held] == [note, file, linked]
    assert held[-1].words.endswith(study.topic)
    assert year.fulfilled(head.id) == 1
    refusals = {
        NotOwnDutyError: lambda: add(deputy),
        UnknownDutyError: lambda: add(head, duty="nothing"),
        UnknownLeaderError: lambda: add(bureau.manager, leader=deputy.learner_id),
        UnknownGroupStudyError: lambda: add(head, kind="group_study", study="999"),
        UnreadableFileError: lambda: add(head, b"<html>", kind="file"),
    }
    for error, refused in refusals.items():
        with pytest.raises(error):
            refused()
    wrong = {"on": {"on": "2026-01-31"}, "words": {"words": " "}, "kind": {"kind": "song"}}
    for field, typed in wrong.items():
        with pytest.raises(WrongEntryError) as caught:
            add(head, **typed)
        assert caught.value.field == field
    with pytest.raises(WrongEntryError, match="已经登记过"):
        add(head)
    assert duties.content(head, file)[1] == PDF
    for reader, number in ((deputy, file), (head, note), (head, 999)):
        with pytest.raises(UnknownDutyEvidenceError):
            duties.content(reader, number)
    duties.withdraw(head, note, "记错")
    with pytest.raises(UnknownDutyEvidenceError):
        duties.withdraw(head, note, "再撤一次")
    bureau.hours.corrections.withdraw(bureau.manager, study.id, "没有开这次会")
    left = bureau.desk.years.of(2026).duties.evidence("group-study", head.id)
    assert [one.id for one in left] == [file]
