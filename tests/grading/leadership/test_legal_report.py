"""The 述法 report: drawn from records, closed by the leader's own words, given out in Word."""

from fractions import Fraction
from io import BytesIO

import pytest
from builders.assessment import make_policy
from builders.content import make_catalogue, make_quizzes
from docx import Document

from courses.clock import HOME_ZONE
from grading.assessment.reading import Policies
from grading.assessment.signing import SignedYears
from grading.assessment.year import YearAssessment
from grading.hours.errors import WrongEntryError
from grading.leadership.duties import TypedEvidence
from grading.leadership.errors import UnknownLeaderError
from grading.leadership.legal_report import LONGEST_CLOSING, LegalReports
from grading.leadership.report_document import report_document
from grading.people.model import Role

ATTENDED = {"value": 2, "source": "示范依据"}


@pytest.fixture(scope="module")
def reports(bureau):
    quizzes = make_quizzes()
    catalogue, shelf = make_catalogue(), quizzes.shelf
    policy = make_policy(audience="leader", hours=None, attend={"group_study": ATTENDED})
    year = YearAssessment(
        bureau.database,
        policies=Policies([policy], []),
        catalogue=catalogue,
        shelf=shelf,
        clock=bureau.clock,
        zone=HOME_ZONE,
    )
    return LegalReports(
        bureau.database,
        years=bureau.desk.years,
        signed=SignedYears(bureau.database, year),
        catalogue=catalogue,
        shelf=shelf,
        clock=bureau.clock,
        zone=HOME_ZONE,
    )


def text_of(content):
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_report_holds_what_the_records_hold_and_the_leaders_own_words(bureau, reports):
    bureau.at("2026-11-20")
    head, deputy = bureau.person(Role.LEADER), bureau.person(Role.LEADER)
    bureau.holds(head, "2026-01-01", is_first_responsible=True, rank="示范局长")
    bureau.holds(deputy, "2026-01-01")
    first = bureau.held("2026-10-10", head, deputy, topic="示范报告会一")
    line = next(one for one in bureau.hours.groups.study(first.id)[1] if one.person_id == head.id)
    bureau.hours.ledger.correct(bureau.manager, line.id, "0.5", "提前离开")
    bureau.held("2026-10-11", deputy, topic="示范报告会二")
    bureau.desk.duties.add(
        head,
        2026,
        TypedEvidence(
            leader=head.learner_id, duty="court", kind="note", on="2026-11-01", words="示范出庭记录"
        ),
    )
    reports.write_closing(head, 2026, "  第一段  自述 \n\n第二段 & <b>自述</b>  ")
    report = reports.of(2026, head.learner_id)
    held = [study.topic for study in report.attended if study.on.month == 10]
    assert held == ["示范报告会一"]
    assert report.expected >= 2
    earned = bureau.hours.ledger.of_person(head, 2026)
    assert report.group_hours == sum(entry.hours for entry in earned) == Fraction(1, 2)
    assert report.closing.text == "第一段 自述\n\n第二段 & <b>自述</b>"
    (asked,) = report.assessment.requirements
    assert (asked.had, asked.is_met) == (1, False)
    words = text_of(report_document(report))
    for part in ("示范局长", "示范报告会一", "示范出庭记录", "没有登记履职证据", "<b>自述</b>"):
        assert part in words
    assert "示范报告会二" not in words
    assert "0.5" in words.split("\n")
    other = text_of(report_document(reports.of(2026, deputy.learner_id)))
    assert "第一责任人" not in other
    assert "自述由本人撰写" in other


def test_own_words_are_kept_as_rows_and_an_empty_text_takes_them_back(bureau, reports):
    bureau.at("2026-11-21")
    head, officer = bureau.person(Role.LEADER), bureau.person()
    bureau.holds(head, "2026-01-01")
    for text in ("示范自述", "示范自述", ""):
        reports.write_closing(head, 2026, text)
    assert reports.of(2026, head.learner_id).closing is None
    with pytest.raises(WrongEntryError, match="至多"):
        reports.write_closing(head, 2026, "字" * (LONGEST_CLOSING + 1))
    reports.write_closing(head, 2026, "示范\u200b自述")
    assert reports.of(2026, head.learner_id).closing.text == "示范自述"
    with pytest.raises(WrongEntryError, match="看不见"):
        reports.write_closing(head, 2026, "示\u202e范")
    for refused in (
        lambda: reports.write_closing(officer, 2026, "示范自述"),
        lambda: reports.of(2026, officer.learner_id),
    ):
        with pytest.raises(UnknownLeaderError):
            refused()


def test_a_year_without_policy_has_a_report_that_says_so(bureau, reports):
    bureau.at("2026-11-21")
    head = bureau.person(Role.LEADER)
    bureau.holds(head, "2019-01-01")
    report = reports.of(2019, head.learner_id)
    assert report.assessment is None
    assert "没有 2019 年的考核办法" in text_of(report_document(report))
