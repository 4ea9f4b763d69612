"""Word documents in the layout of the national database, and with what Word adds to them."""

import docx
import pytest
from builders.statute_files import HISTORY, TITLE, lines_of, read_one, registry_with, text_of
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from courses.statutes.importing.report import Outcome
from courses.statutes.library.text import Heading, Level, Paragraph


@pytest.fixture
def document():
    """A document that holds the title and the 题注 so far."""
    made = docx.Document()
    for text in (TITLE, HISTORY):
        made.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER
    return made


@pytest.fixture
def saved(tmp_path):
    def save(document):
        file = tmp_path / "示范.docx"
        document.save(str(file))
        return file

    return save


def add(document, *texts: str) -> None:
    for text in texts:
        document.add_paragraph(text)


ARTICLES = ("\u3000\u3000第一条\u3000示范一。", "\u3000\u3000第二条\u3000示范二。")
CONTENTS = ("目\u3000\u3000录", "第一章\u3000总\u3000则", "第二章\u3000附\u3000则")


def test_the_table_of_contents_is_no_text(document, saved):
    add(document, *CONTENTS, CONTENTS[1], ARTICLES[0], CONTENTS[2], ARTICLES[1])
    text = text_of(saved(document), registry_with(2))
    assert [one.headings for one in text.articles] == [
        (Heading(Level.CHAPTER, 1, "总则"),),
        (Heading(Level.CHAPTER, 2, "附则"),),
    ]
    assert (text.preamble, text.history) == ((), HISTORY)


@pytest.mark.parametrize("tail", ["\t3", " ………… 3", "\u30003", "......................12"])
def test_a_table_of_contents_may_have_page_numbers(document, saved, tail):
    listed = [CONTENTS[0], *(one + tail for one in CONTENTS[1:])]
    add(document, *listed, CONTENTS[1], ARTICLES[0], CONTENTS[2], ARTICLES[1])
    report = read_one(saved(document), registry_with(2))
    assert report.doubts == ()
    assert [one.headings[0].title for one in report.text.articles] == ["总则", "附则"]


def test_an_automatic_table_of_contents_is_no_text(document, saved):
    document.styles.add_style("toc 1", 1)
    for text in CONTENTS[1:]:
        document.add_paragraph(text, style="toc 1")
    add(document, CONTENTS[1], *ARTICLES)
    text = text_of(saved(document), registry_with(2))
    assert text.articles[1].headings == (Heading(Level.CHAPTER, 1, "总则"),)


def test_a_table_of_contents_in_a_field_of_its_own_is_no_text(document, saved):
    field = OxmlElement("w:sdt")
    content = OxmlElement("w:sdtContent")
    field.append(content)
    for text in CONTENTS:
        content.append(document.add_paragraph(text)._p)
    document.element.body.insert(2, field)
    add(document, CONTENTS[1], *ARTICLES)
    assert len(text_of(saved(document), registry_with(2)).articles) == 2


def test_a_contents_that_differs_from_the_body_is_doubted(document, saved):
    add(document, *CONTENTS, CONTENTS[1], *ARTICLES)
    report = read_one(saved(document), registry_with(2))
    assert any("目录与正文的标题不一致" in doubt for doubt in report.doubts)


def test_an_inserted_article_keeps_its_number(document, saved):
    add(
        document,
        ARTICLES[0],
        "第一条之一\u3000示范之一。",
        "第一条之二\u3000示范之二。",
        ARTICLES[1],
    )
    text = text_of(saved(document), registry_with(2))
    assert [(one.number, one.insert) for one in text.articles] == [
        (1, None),
        (1, 1),
        (1, 2),
        (2, None),
    ]


def test_a_paragraph_that_begins_with_a_reference_is_no_article(document, saved):
    reference = "第三十条规定的示范，适用本条。"
    spaced = "第五条 规定的示范，也适用本条。"
    add(document, ARTICLES[0], reference, spaced, ARTICLES[1])
    text = text_of(saved(document), registry_with(2))
    read = [one.text for one in text.articles[0].paragraphs]
    assert read == ["示范一。", reference, spaced.replace(" ", "")]


def test_tables_are_kept_apart_from_the_articles(document, saved):
    add(document, *ARTICLES)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ("序号", "示 范", "1", "示范 行业"),
        strict=True,
    ):
        cell.text = text
    text = text_of(saved(document), registry_with(2))
    assert text.tables == ((("序号", "示范"), ("1", "示范行业")),)
    assert text.articles[1].paragraphs == (Paragraph("示范二。"),)


def test_a_table_that_only_lays_out_the_text_is_text(document, saved):
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.text = ARTICLES[0].strip()
    cell.add_paragraph(ARTICLES[1])
    assert len(text_of(saved(document), registry_with(2)).articles) == 2


def test_a_soft_break_in_a_sentence_does_not_divide_it(document, saved):
    paragraph = document.add_paragraph("第一条\u3000示范应当")
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("公开。")
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("示范另起一款。")
    add(document, ARTICLES[1])
    text = text_of(saved(document), registry_with(2))
    assert text.articles[0].paragraphs == (Paragraph("示范应当公开。"), Paragraph("示范另起一款。"))


def test_a_sentence_in_two_paragraphs_is_put_together_and_doubted(document, saved):
    add(document, "第一条\u3000示范应当", "公开。", ARTICLES[1])
    report = read_one(saved(document), registry_with(2))
    assert report.text.articles[0].paragraphs == (Paragraph("示范应当公开。"),)
    assert "第一条有一句分在两段里" in report.doubts[0]


@pytest.mark.parametrize("page", ["3", "- 3 -", "—3—", "第 3 页 共 10 页"])
def test_page_numbers_in_the_text_are_left_out(document, saved, page):
    add(document, "第一条\u3000示范应当", page, "公开。", ARTICLES[1])
    text = text_of(saved(document), registry_with(2))
    assert text.articles[0].paragraphs == (Paragraph("示范应当公开。"),)


def test_page_numbers_in_the_footer_are_not_read(document, saved):
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    document.sections[0].header.paragraphs[0].text = "示范网站"
    add(document, *ARTICLES)
    assert lines_of(saved(document)) == [
        TITLE,
        HISTORY,
        *("第一条 示范一。", "第二条 示范二。"),
    ]


def test_what_was_deleted_with_changes_tracked_is_left_out(document, saved):
    add(document, *ARTICLES)
    paragraph = document.paragraphs[-1]._p
    deleted = parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>旧</w:delText></w:r></w:del>")
    added = parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>新增。</w:t></w:r></w:ins>")
    paragraph.extend([deleted, added])
    text = text_of(saved(document), registry_with(2))
    assert text.articles[1].paragraphs == (Paragraph("示范二。新增。"),)


NUMBERING = f"""
<w:numbering {nsdecls("w")}>
  <w:abstractNum w:abstractNumId="1">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
      <w:lvlText w:val="第%1条"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
      <w:lvlText w:val="（%2）"/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""


def number(paragraph, depth: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr>'
        )
    )


def test_numbers_that_word_prints_by_itself_are_read(document, saved):
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    numbering.extend(list(parse_xml(NUMBERING)))
    for text, depth in (
        ("有下列情形之一的：", 0),
        ("示范甲；", 1),
        ("示范乙。", 1),
        ("其他：", 0),
        ("示范丙。", 1),
    ):
        number(document.add_paragraph(text), depth)
    text = text_of(saved(document), registry_with(2))
    assert [one.paragraphs for one in text.articles] == [
        (Paragraph("有下列情形之一的：", ("示范甲；", "示范乙。")),),
        (Paragraph("其他：", ("示范丙。",)),),
    ]


def test_hidden_text_is_not_read(document, saved):
    add(document, *ARTICLES)
    document.paragraphs[-1].add_run("隐藏。").font.hidden = True
    text = text_of(saved(document), registry_with(2))
    assert text.articles[1].paragraphs == (Paragraph("示范二。"),)


def test_text_boxes_are_not_read_twice(document, saved):
    add(document, *ARTICLES)
    run = document.paragraphs[-1].add_run()._r
    box = OxmlElement("w:pict")
    inner = OxmlElement("w:t")
    inner.text = "红头文件"
    box.append(inner)
    run.append(box)
    assert run.find(qn("w:pict")) is not None
    text = text_of(saved(document), registry_with(2))
    assert text.articles[1].paragraphs == (Paragraph("示范二。"),)


def test_what_stands_behind_the_last_article_is_no_part_of_it(document, saved):
    add(document, *ARTICLES, "附件：示范清单", "1.示范甲", "2.示范乙")
    report = read_one(saved(document), registry_with(2))
    assert report.outcome is Outcome.IMPORTED
    assert report.text.articles[1].paragraphs == (Paragraph("示范二。"),)
    assert report.text.closing == ("附件：示范清单", "1.示范甲", "2.示范乙")
