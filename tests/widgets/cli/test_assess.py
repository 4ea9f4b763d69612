import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from builders.assessment import YEAR_END, assess, entry, figure, make_policy

from grading.assessment.export import as_csv, as_json
from grading.assessment.flags import shown_figures
from grading.assessment.in_post import PersonYear
from grading.assessment.reminders import reminders
from grading.assessment.result import YearResult
from grading.records.sign_offs import SignOff
from widgets.cli.assess import assessment_lines, reminder_lines


@pytest.fixture
def result() -> YearResult:
    policy = make_policy(hours={"total": figure(10, to_confirm=True)})
    eager = PersonYear(person_id=2, learner_id="2", name="=示范乙", department="示范二科")
    return YearResult(
        year=2026,
        as_of=YEAR_END,
        policies=(policy,),
        assessments=(
            assess(policy, [entry(1, "7/3")]),
            assess(policy, [entry(2, 12)], person=eager),
        ),
        figures=shown_figures(policy, [], date(2026, 1, 1), {}),
    )


def test_the_lines_say_who_meets_and_what_others_miss(result):
    lines = list(assessment_lines(result))
    assert lines[0] == "2026 年年度考核，截至 2026-12-31"
    assert "执法人员（示范办法）：共 2 人，已达标 1 人，尚未达标 1 人" in lines
    (behind,) = [line for line in lines if "示范甲" in line]
    assert behind.split() == [
        "示范一科",
        "示范甲",
        "尚未达标",
        "23%",
        "全年学时",
        "2.33/10",
        "学时",
    ]
    assert "待单位确认" in lines[-1]


def test_only_those_who_have_to_be_reminded_are_named_with_what_they_miss(result):
    (told, behind) = reminder_lines(result)
    assert told == "到 2026-12-31 为止要提醒 1 人次："
    assert behind.split() == ["示范一科", "示范甲", "年底前三天内", "全年学时还差", "7.67", "学时"]
    content = json.loads(as_json(result, reminders(result)))
    (one,) = content["behind"]
    assert (one["stage"], one["requirements"][0]["expected"]) == ("last_days", "10")


def test_a_signed_year_names_the_head_of_the_trail_in_every_format(result):
    head = f"12-{'ab' * 32}"
    signed = SignOff(
        id=1,
        year=2026,
        number=1,
        action="signed",
        by="示范管理",
        at=datetime(2026, 12, 31, tzinfo=UTC),
        reason="",
        digest="cd" * 32,
    )
    result = replace(result, signed=signed, audit_head="11-00", audit_entry=head)
    assert f"核对：xuefa audit verify --head {head}" in assessment_lines(result)
    told = json.loads(as_json(result))["signed"]
    assert (told["audit_entry"], told["audit_head"]) == (head, "11-00")
    assert told["verify"].endswith(head)
    for row in csv.DictReader(io.StringIO(as_csv(result))):
        assert (row["签署人"], row["内容指纹"], row["审计链链头"]) == ("示范管理", "cd" * 32, head)
    assert list(reminder_lines(result)) == ["2026 年度考核已经签署，不用再提醒。"]


def test_json_is_exact_down_to_the_evidence(result):
    content = json.loads(as_json(result))
    (hours,) = content["people"][0]["requirements"]
    assert Fraction(hours["missing"]) == Fraction(23, 3)
    assert hours["counts"][0]["evidence"] == "示范证据 1"
    assert [one["id"] for one in content["to_confirm"]] == ["hours.total"]


def test_csv_has_a_line_for_each_requirement_and_no_formula(result):
    rows = list(csv.DictReader(io.StringIO(as_csv(result))))
    assert [(row["姓名"], row["考核状态"], row["还差"]) for row in rows] == [
        ("示范甲", "尚未达标", "7.67"),
        ("'=示范乙", "已达标", "0"),
    ]
