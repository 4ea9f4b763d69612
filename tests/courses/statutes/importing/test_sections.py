"""Documents without articles: which of their numbers citations name."""

import pytest
from builders.statute_files import read_one, registered, text_of

from courses.statutes.importing.report import Outcome
from courses.statutes.library.text import Heading, Level, Paragraph
from courses.statutes.registry import Registry

TITLE = "关于示范工作的指导意见"


@pytest.fixture
def read(tmp_path):
    def of(*lines: str, sections: int = 0):
        file = tmp_path / "示范.md"
        file.write_text("\n\n".join([f"# {TITLE}", *lines]), encoding="utf-8")
        return text_of(file, known(sections))

    return of


def known(sections: int) -> Registry:
    return Registry([registered("shifan-opinion-2020", TITLE, section_count=sections)])


def test_numbers_that_run_through_are_the_sections(read):
    text = read(
        "一、总体", "（一）目标。甲。", "（二）原则。", "乙。", "二、任务", "（三）措施。丙。"
    )
    assert [(one.number, one.headings[0].title) for one in text.sections] == [
        (1, "总体"),
        (2, "总体"),
        (3, "任务"),
    ]
    assert text.sections[1].paragraphs == (Paragraph("原则。"), Paragraph("乙。"))


def test_numbers_that_begin_anew_make_the_headings_the_sections(read):
    text = read("一、总体", "（一）甲。", "（二）乙。", "二、任务", "（一）丙。")
    assert [(one.number, one.headings[0].label()) for one in text.sections] == [
        (1, "一、总体"),
        (2, "二、任务"),
    ]
    assert text.sections[0].paragraphs == (Paragraph("（一）甲。"), Paragraph("（二）乙。"))


def test_headings_alone_are_the_sections(read):
    text = read("一、提高认识。各单位应当重视。", "二、加强领导。各单位应当落实。")
    assert [one.headings for one in text.sections] == [
        (Heading(Level.TOPIC, 1, "提高认识"),),
        (Heading(Level.TOPIC, 2, "加强领导"),),
    ]
    assert text.sections[0].paragraphs == (Paragraph("各单位应当重视。"),)


def test_words_below_a_heading_belong_to_it_and_not_to_the_section_before(read):
    text = read("一、总体", "（一）甲。", "二、任务", "各单位应当落实以下任务。", "（二）乙。")
    assert text.sections[0].paragraphs == (Paragraph("甲。"),)
    assert text.sections[1].headings[0].lead == ("各单位应当落实以下任务。",)


def test_a_last_heading_without_sections_closes_the_text(read):
    text = read("一、总体", "（一）甲。", "二、《示范通知》同时废止")
    assert text.closing == ("二、《示范通知》同时废止",)


def test_who_signed_and_when_closes_the_text(read):
    text = read("一、总体", "（一）甲。", "示范办公室", "2019年12月1日", "（此件公开发布）")
    assert text.closing == ("示范办公室", "2019年12月1日", "（此件公开发布）")
    assert text.sections[0].paragraphs == (Paragraph("甲。"),)


def test_those_addressed_and_the_introduction_stand_before_it(read):
    text = read("各示范单位：", "为做好示范，提出以下意见。", "一、总体", "（一）甲。")
    assert text.preamble == ("各示范单位：", "为做好示范，提出以下意见。")


def test_a_missing_section_is_refused(tmp_path):
    file = tmp_path / "示范.md"
    file.write_text(f"# {TITLE}\n\n一、总体\n\n（一）甲。\n\n（二）乙。\n", encoding="utf-8")
    report = read_one(file, known(3))
    assert report.outcome is Outcome.REFUSED
    assert "缺（三）" in report.reason
