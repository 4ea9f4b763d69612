"""HTML as government sites publish it."""

import pytest
from builders.statute_files import HISTORY, TITLE, lines_of, text_of
from builders.statute_files import registry_with as knowing

from courses.statutes.library.text import Paragraph

HEAD = f"<h1>{TITLE}</h1><p>{HISTORY}</p>"


@pytest.fixture
def page(tmp_path):
    def write(body: str, encoding: str = "utf-8", head: str = ""):
        file = tmp_path / "示范.html"
        text = f"<html><head>{head}</head><body>{HEAD}{body}</body></html>"
        file.write_bytes(text.encode(encoding))
        return file

    return write


def test_paragraphs_and_breaks_divide_lines(page):
    file = page(
        "<p>&emsp;&emsp;<strong>第一条</strong>&nbsp;示范一。</p>"
        "<div>第二条　有下列情形：<br>（一）示范甲；<br/>（二）示范乙。</div>"
    )
    text = text_of(file, knowing(2))
    assert [one.paragraphs for one in text.articles] == [
        (Paragraph("示范一。"),),
        (Paragraph("有下列情形：", ("示范甲；", "示范乙。")),),
    ]


def test_a_number_may_stand_in_a_paragraph_of_its_own(page):
    text = text_of(page("<p>第一条</p><p>示范一。</p><p>第二条</p><p>示范二。</p>"), knowing(2))
    assert [one.paragraphs for one in text.articles] == [
        (Paragraph("示范一。"),),
        (Paragraph("示范二。"),),
    ]


def test_a_break_in_a_sentence_does_not_divide_it(page):
    text = text_of(page("<p>第一条　示范应当<br>公开。<br>第二条　示范二。</p>"), knowing(2))
    assert text.articles[0].paragraphs == (Paragraph("示范应当公开。"),)


def test_what_is_not_seen_is_not_read(page):
    file = page(
        "<script>var a = '第一条　不是';</script><style>p {}</style><!-- 第二条　不是 -->"
        "<nav>第三条　不是</nav><p style='display: none'>第四条　不是</p>"
        "<p>第一条　示范一。</p><footer>版权所有</footer>"
    )
    assert lines_of(file) == [TITLE, HISTORY, "第一条 示范一。"]


def test_lines_of_the_source_are_no_lines(page):
    text = text_of(page("<p>第一条　示范\n    应当\n公开。</p>"), knowing(1))
    assert text.articles[0].paragraphs == (Paragraph("示范应当公开。"),)


def test_a_table_around_the_text_is_layout(page):
    file = page(
        "<table><tr><td>目录</td><td><p>第一条　示范一。</p><p>第二条　示范二。</p></td></tr>"
        "</table>"
    )
    assert len(text_of(file, knowing(2)).articles) == 2


def test_a_table_with_cells_is_kept(page):
    file = page(
        "<p>第一条　示范一。</p><table><tr><th>序号</th><th>行业</th></tr>"
        "<tr><td>1</td><td>示 范</td></tr></table>"
    )
    assert text_of(file, knowing(1)).tables == ((("序号", "行业"), ("1", "示范")),)


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8"])
def test_the_encoding_is_found_whatever_the_page_declares(page, declared):
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    file = page("<p>第一条　示范鎔一。</p>", encoding="gb18030", head=head)
    assert text_of(file, knowing(1)).articles[0].paragraphs == (Paragraph("示范鎔一。"),)


def test_a_declared_chinese_encoding_may_be_untrue(page):
    file = page("<p>第一条　示范一。</p>", head='<meta charset="gb2312">')
    assert len(text_of(file, knowing(1)).articles) == 1


def test_a_page_of_thousands_of_nested_elements_does_no_harm(page):
    nested = "<div>" * 3000 + "<p>示范</p>" + "</div>" * 3000
    assert len(text_of(page(f"<p>第一条　示范一。</p>{nested}"), knowing(1)).articles) == 1


def test_what_the_site_puts_around_the_text_is_no_law(page):
    file = page(
        "<p>发布时间：2020-01-01 来源：示范网</p><p>第一条　示范一。</p><p>第二条　示范二。</p>"
        "<div>【打印】【关闭】</div><div>扫一扫在手机打开当前页</div>"
    )
    text = text_of(file, knowing(2))
    assert text.articles[1].paragraphs == (Paragraph("示范二。"),)
    assert text.preamble == ()
