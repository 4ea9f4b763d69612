"""How a lesson is taken apart: what covers a sentence, what it is, and what asserts a rule."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.checking.passages import Role, read_cell
from courses.checking.statements import statements

A, B = "sample-law-2020:1", "sample-law-2020:2.1"
LINK_A, LINK_B = f"[《示范法》第一条](/statute/{A})", f"[《示范法》第二条第一款](/statute/{B})"


def said(source):
    return list(statements(read_cell(1, source)))


def covering(source):
    return [[link.target for link in statement.covering] for statement in said(source)]


def test_a_citation_covers_the_sentences_before_it_in_its_paragraph():
    text = f"应当报告。五日内报告（{LINK_A}）。逾期要罚（{LINK_B}）。另见别处。"
    assert covering(text) == [[A], [A], [B], []]


def test_a_full_stop_in_brackets_or_quotes_ends_no_sentence():
    assert len(said(f"他说：“可以。我看行。”就走了（另见。{LINK_A}）。")) == 1


def test_a_paragraph_that_ends_with_a_colon_lends_its_citation_to_the_list():
    assert covering(f"要做两件事（{LINK_A}）：\n\n- 应当报告；\n- 应当记录（{LINK_B}）。") == [
        [A],
        [A],
        [B, A],
    ]
    assert covering(f"要做两件事（{LINK_A}）。\n\n- 应当报告；") == [[A], []]


def test_the_row_of_bases_holds_for_its_table():
    table = f"| 事项 | 期限 |\n|---|---|\n| 报告 | 五日内 |\n| 依据 | {LINK_A} |\n\n应当记录。"
    assert covering(table) == [[A], [A], [A, A], []]


def test_the_basis_of_a_mistake_covers_its_correction():
    box = (
        '<div class="lesson-mistake">\n\n**误区一**　可以不报告。\n\n'
        f"**正确**　应当报告。\n\n**依据**　{LINK_A}\n\n</div>\n\n应当记录。"
    )
    wrong, right, _, after = said(box)
    assert (wrong.role, right.role) == (Role.WRONG_IDEA, Role.STATEMENT)
    assert [link.target for link in right.covering] == [A]
    assert (wrong.asserts_rule, right.asserts_rule) == (False, True)
    assert after.covering == ()


def test_html_is_read_like_markdown():
    html = (
        '<ol class="lesson-steps">\n<li>应当报告（<a href="/statute/'
        f'{A}" title="旧法">第一条</a>）。<!-- 案情：8万元 --></li>\n</ol>'
    )
    (statement,) = said(html)
    assert [(link.target, link.is_old) for link in statement.links] == [(A, True)]
    assert statement.text.replace("　", "") == "应当报告（）。"
    assert [figure.written() for figure in statement.marks.case] == ["80000元"]


def test_a_link_may_name_the_day_that_the_reader_shows():
    (link,) = said("旧的（[条文](/statute/sample-law-2020:1?on=2026-08-14)）。")[0].links
    assert (link.target, link.on) == ("sample-law-2020:1", date(2026, 8, 14))
    (link,) = said("旧的（[条文](/statute/sample-law-2020:1?on=often)）。")[0].links
    assert (link.target, link.on) == ("sample-law-2020:1?on=often", None)


def test_the_texts_of_drawings_are_not_read():
    assert said('<svg><text x="1">五日内</text><title>应当</title></svg>') == []


@pytest.mark.parametrize(("box", "role"), [("lesson-case", Role.CASE), ("lesson-open", Role.OPEN)])
def test_boxes_say_what_stands_in_them(box, role):
    (statement,) = said(f'<div class="{box}">\n\n应当报告吗，没有写。\n\n</div>')
    assert statement.role is role
    assert not statement.asserts_rule


@pytest.mark.parametrize(
    "text",
    [
        "应当报告。",
        "不得拖延。",
        "当事人有权陈述。",
        "收到后五日内报告。",
        "罚款20万元以上。",
        "处5万元罚款。",
    ],
)
def test_these_assert_a_rule(text):
    assert said(text)[0].asserts_rule


@pytest.mark.parametrize(
    "text",
    [
        "厂里交了15万元。",
        "最后一天才去。",
        "他喊：“不得入内！”然后走了。",
        "可以这样做吗？",
        "## 应当报告",
        "## 七、动手\n\n可以先猜。",
        "可以再听一听。<!-- 不是规则 -->",
    ],
)
def test_these_assert_none(text):
    assert not said(text)[-1].asserts_rule


def test_a_marking_speaks_of_its_passage_and_on_a_line_of_its_own_of_the_cell():
    first, second = said("甲。<!-- 案情：8万元 -->\n\n乙。\n\n<!-- 行为日：2026-07-10 -->")
    assert [figure.written() for figure in first.marks.case] == ["80000元"]
    assert second.marks.case == ()
    assert first.marks.acts_on == second.marks.acts_on == date(2026, 7, 10)


def test_not_a_rule_speaks_of_the_sentence_before_it():
    first, second = said("可以听。<!-- 不是规则 -->应当报告。")
    assert (first.asserts_rule, second.asserts_rule) == (False, True)


@pytest.mark.parametrize(
    "comment", ["案情：很多钱", "案情", "计算：30日 = 15 + 15", "行为日：七月", "行为日"]
)
def test_a_marking_that_cannot_be_read_is_told(comment):
    assert read_cell(1, f"<!-- {comment} -->").marks.faults


def test_other_comments_mark_nothing():
    cell = read_cell(1, "<!-- 待作者核对 -->\n\n甲。<!-- 案情说明 -->")
    assert cell.marks.faults == ()
    assert cell.passages[0].marks.faults == ()


PIECES = st.sampled_from(
    [
        *"甲。（）“”：\n\n-|*#>`[]()!&;",
        "应当",
        "5日",
        '<div class="lesson-mistake">',
        '<div class="lesson-case">',
        "</div>",
        "<li>",
        "</ol>",
        "<table>",
        "<svg",
        "<!--",
        "-->",
        "<!-- 案情：8万元 -->",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE [",
        "<![if",
        "</",
        "<a href='/statute/",
        "'>",
        LINK_A,
        "| 甲 | 乙 |\n|---|---|\n",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_cell_can_be_read_and_its_links_stand_where_they_say(source):
    cell = read_cell(1, source)
    for passage in cell.passages:
        assert all(0 <= link.start <= link.end <= len(passage.text) for link in passage.links)
    assert all(statement.excerpt for statement in statements(cell))
