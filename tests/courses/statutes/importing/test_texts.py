"""Markdown and plain text, however they were made."""

import pytest
from builders.statute_files import (
    HISTORY,
    TITLE,
    article_lines,
    read_one,
    registry_with,
    text_of,
    write_text,
)

from courses.statutes.library.text import Heading, Level, Paragraph


@pytest.fixture
def markdown(tmp_path):
    def write(*blocks: str, front: str = ""):
        file = tmp_path / "示范.md"
        file.write_text(front + "\n\n".join(blocks) + "\n", encoding="utf-8")
        return file

    return write


FRONT = (
    '---\nslug: shifan-law-2020\neffective: 2020-01-01\nhistory: "（示范题注）"\nnotes: []\n---\n'
)


def test_front_matter_names_the_instrument_and_its_version(markdown):
    text = text_of(markdown(*article_lines(1, 2), front=FRONT), registry_with(2))
    assert (text.instrument, str(text.effective), text.history) == (
        "shifan-law-2020",
        "2020-01-01",
        "（示范题注）",
    )


def test_marks_of_layout_are_taken_off(markdown):
    file = markdown(
        f"# {TITLE}",
        HISTORY,
        "<!-- 说明 -->",
        "## **第一章** 总则",
        "**第一条**　见[示范](http://127.0.0.1/)：  \n- （一）甲 > 乙；\n- （二）*丙*。",
        "> 第二条　示范\\*二。",
    )
    text = text_of(file, registry_with(2))
    assert text.articles[0].headings == (Heading(Level.CHAPTER, 1, "总则"),)
    assert text.articles[0].paragraphs == (Paragraph("见示范：", ("甲 > 乙；", "丙。")),)
    assert text.articles[1].paragraphs == (Paragraph("示范*二。"),)


def test_a_pipe_table_is_kept(markdown):
    table = "| 序号 | 行业 |\n| --- | :-: |\n| 1 | 示范 |"
    text = text_of(markdown(f"# {TITLE}", HISTORY, *article_lines(1), table), registry_with(1))
    assert text.tables == ((("序号", "行业"), ("1", "示范")),)


def test_lines_before_the_text_may_tell_the_history_without_brackets(markdown):
    file = markdown(
        f"# {TITLE}", "2019年12月1日 示范大会第一次会议通过", "<!-- INFO END -->", *article_lines(1)
    )
    report = read_one(file, registry_with(1))
    assert report.doubts == ()
    assert report.text.history == "2019年12月1日\u3000示范大会第一次会议通过"


def test_an_excerpt_that_declares_its_gap_is_imported_and_doubted(markdown):
    front = FRONT.replace("notes: []", 'articles_present: "1-2,5"')
    report = read_one(markdown(*article_lines(1, 2, 5), front=front), registry_with(9))
    assert [one.number for one in report.text.articles] == [1, 2, 5]
    assert "文件声明只是节录" in report.doubts


def test_a_declared_count_that_is_wrong_is_doubted(markdown):
    front = FRONT.replace("notes: []", "article_count: 3")
    report = read_one(markdown(*article_lines(1, 2), front=front), registry_with(2))
    assert "文件声明有 3 条，读到 2 条" in report.doubts


@pytest.mark.parametrize("number", ["第1条", "第１条", "第 一 条", "第一条：", "第一条"])
def test_numbers_are_read_however_they_are_written(tmp_path, number):
    file = write_text(tmp_path / "示范.txt", f"{number}\u3000示范一。", *article_lines(2))
    assert text_of(file, registry_with(2)).articles[0].paragraphs == (Paragraph("示范一。"),)


def test_articles_without_a_blank_are_told_from_references_by_their_order(tmp_path):
    lines = ("第一条示范一。", "第三条规定的示范也是。", "第二条示范二。", "第三条示范三。")
    text = text_of(write_text(tmp_path / "示范.txt", *lines), registry_with(3))
    assert [len(one.paragraphs) for one in text.articles] == [2, 1, 1]


def test_one_article_without_a_blank_is_read_and_doubted(tmp_path):
    lines = (*article_lines(1), "第二条示范二。", *article_lines(3, 4))
    report = read_one(write_text(tmp_path / "示范.txt", *lines), registry_with(4))
    assert len(report.text.articles) == 4
    assert "第二条后面没有空格" in report.doubts[0]


@pytest.mark.parametrize("written", ["㈠甲；", "(一)甲；", "（ 一 ）甲；"])
def test_items_are_read_however_their_brackets_are(tmp_path, written):
    file = write_text(tmp_path / "示范.txt", "第一条 有下列情形：", written, "（二）乙。")
    assert text_of(file, registry_with(1)).articles[0].paragraphs == (
        Paragraph("有下列情形：", ("甲；", "乙。")),
    )


def test_what_is_numbered_below_an_item_stays_in_it(tmp_path):
    file = write_text(
        tmp_path / "示范.txt", "第一条 有下列情形：", "（一）甲：", "1.丙；", "2.丁；", "（二）乙。"
    )
    assert text_of(file, registry_with(1)).articles[0].paragraphs[0].items == (
        "甲：\n1.丙；\n2.丁；",
        "乙。",
    )


def test_a_paragraph_behind_items_is_one_of_its_own(tmp_path):
    file = write_text(
        tmp_path / "示范.txt", "第一条 情形：", "（一）甲；", "（二）乙。", "另有规定的除外。"
    )
    assert text_of(file, registry_with(1)).articles[0].paragraphs == (
        Paragraph("情形：", ("甲；", "乙。")),
        Paragraph("另有规定的除外。"),
    )


def test_a_heading_may_have_its_title_on_the_next_line(tmp_path):
    file = write_text(tmp_path / "示范.txt", "第一章", "总\u3000则", *article_lines(1))
    assert text_of(file, registry_with(1)).articles[0].headings == (
        Heading(Level.CHAPTER, 1, "总则"),
    )


def test_a_missing_heading_is_only_doubted(tmp_path):
    file = write_text(
        tmp_path / "示范.txt", "第一章 总则", *article_lines(1), "第三章 附则", *article_lines(2)
    )
    report = read_one(file, registry_with(2))
    assert report.text is not None
    assert "第三章（附则）的编号不连续" in report.doubts[0]


def test_the_title_may_stand_on_two_lines(tmp_path):
    file = write_text(tmp_path / "甲.txt", *article_lines(1), title="中华人民共和国\n示范法")
    assert text_of(file, registry_with(1)).title == TITLE


def test_items_on_one_line_are_divided_and_doubted(tmp_path):
    line = "第一条 有下列情形：（一）甲；（二）依照第（一）项；（三）丙。"
    report = read_one(write_text(tmp_path / "示范.txt", line), registry_with(1))
    items = ("甲；", "依照第（一）项；", "丙。")
    assert report.text.articles[0].paragraphs == (Paragraph("有下列情形：", items),)
    assert "没有分行" in report.doubts[0]


def test_a_history_may_go_over_several_lines(tmp_path):
    lines = (
        "（2010年1月1日示范大会通过 根据2015年1月1日《关于修改〈示范法〉的决定》",
        "修正 2019年12月1日示范大会修订）",
    )
    file = write_text(tmp_path / "示范.txt", *lines, *article_lines(1), history="")
    report = read_one(file, registry_with(1))
    assert report.text.history.replace("\u3000", "") == "".join(lines).replace(" ", "")
    assert report.doubts == ()


def test_an_annex_with_articles_of_its_own_is_no_part_of_the_law(tmp_path):
    lines = (*article_lines(1, 2), "附件：示范规则", *article_lines(1, 2, 3))
    text = text_of(write_text(tmp_path / "示范.txt", *lines), registry_with(2))
    assert len(text.articles) == 2
    assert text.closing[0] == "附件：示范规则"


def test_words_between_a_heading_and_an_article_stay_with_the_heading(tmp_path):
    file = write_text(
        tmp_path / "示范.txt",
        "第一章 总则",
        *article_lines(1),
        "第二章 罚则",
        "本章示范。",
        *article_lines(2),
    )
    report = read_one(file, registry_with(2))
    assert report.text.articles[1].headings[0].lead == ("本章示范。",)
    assert "归入标题" in report.doubts[0]


def test_the_decree_above_the_title_is_no_part_of_the_law(tmp_path):
    decree = ("示范令", "第一号", f"《{TITLE}》已由示范大会通过，现予公布。", "2019年12月1日")
    file = write_text(
        tmp_path / "示范.txt", *decree, TITLE, HISTORY, *article_lines(1), title="", history=""
    )
    report = read_one(file, registry_with(1))
    assert (report.text.preamble, report.text.history, report.doubts) == ((), HISTORY, ())
