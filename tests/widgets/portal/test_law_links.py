"""Citations in the words of questions lead to their articles; nothing else becomes markup."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from builders.questions import make_single, make_true_false
from builders.result_page import answered, shown_result
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.registry import Registry
from grading.study.model import LessonProgress, PracticeQuestion, PracticeRound
from quizzes.draw import ShownQuestion
from widgets.portal.law_links import instrument_of, link_citations
from widgets.portal.shown import practice_question
from widgets.portal.templates_environment import page_templates

REGISTRY = Registry.embedded()
MEASURES, AIR = "ee-administrative-penalty-measures-2023", "air-pollution-law-2018"
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
ATTACK = "<script>alert(1)</script>"
SAID = f"按大气法第98条和第99条第二项，{ATTACK}见第四十六条"
CITED = make_single(
    stem=f"题干：大气法第九十八条{ATTACK}？",
    options={"A": f"甲：大气法第100条{ATTACK}", "B": "乙：第五十二条", "C": "丙", "D": "丁"},
    mistakes=dict.fromkeys("ACD", f"错：大气法第101条{ATTACK}"),
    explanation=f"解：处罚办法第八十九条；第五十二条{ATTACK}",
)


class Links(HTMLParser):
    """Tags and links of a fragment."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.links, self.words = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("没有引用", "没有引用"),
        (
            "按大气法第98条处罚",
            f'按<a href="/statute/{AIR}:98">大气法第98条</a>处罚',
        ),
        (
            "大气法第98条至第100条、第102条",
            f'<a href="/statute/{AIR}:98">大气法第98条至第100条</a>、'
            f'<a href="/statute/{AIR}:102">第102条</a>',
        ),
        ("刑法第17条、<b>第18条</b>", "刑法第17条、&lt;b&gt;第18条&lt;/b&gt;"),
        ("大气法第999条不存在", "大气法第999条不存在"),
        (
            "大气法第98条第九款",
            f'<a href="/statute/{AIR}:98">大气法第98条第九款</a>',
        ),
        ("《<i>》第五条", "《&lt;i&gt;》第五条"),
        (
            "《大气法》第98条\"'&<",
            f'<a href="/statute/{AIR}:98">《大气法》第98条</a>&#34;&#39;&amp;&lt;',
        ),
    ],
)
def test_a_citation_is_a_link_and_the_rest_is_escaped(text, html):
    assert link_citations(text, REGISTRY) == html


def test_an_article_without_a_name_is_that_of_the_one_instrument_of_the_question():
    assert instrument_of(CITED, REGISTRY) == MEASURES
    both = make_single(cites=(f"{MEASURES}:46", f"{AIR}:98"))
    assert instrument_of(both, REGISTRY) is None
    assert f"/statute/{MEASURES}:46" in link_citations("见第46条", REGISTRY, MEASURES)
    assert link_citations("见第46条", REGISTRY) == "见第46条"


@given(st.text(alphabet="《大气法》第98条、至一<>&\"'/a= script", max_size=80))
def test_whatever_the_words_are_only_links_to_articles_come_out(text):
    page = Links(link_citations(text, REGISTRY, AIR))
    assert set(page.tags) <= {"a"}
    assert all(re.fullmatch(rf"/statute/{AIR}:[0-9.]+", link) for link in page.links)
    assert "".join(page.words) == text


def shown_practice(question, *, answer=None):
    entry = PracticeQuestion(
        place=0,
        question=question,
        shown=ShownQuestion(question_id=question.id, option_order=tuple("ABCD")),
        answer=answer,
        is_right=None if answer is None else False,
        next_at=None,
    )
    progress = LessonProgress(lesson_id="sample", opened_at=NOW, studied_at=None, right=0, needed=1)
    return (
        page_templates()
        .get_template("partials/practice.html")
        .render(
            round=PracticeRound(lesson_id="sample", questions=(entry,), progress=progress),
            questions=[practice_question(entry, REGISTRY, NOW)],
            next_href=None,
            course_href="/course/sample",
        )
    )


def test_an_answered_practice_question_links_its_stem_its_mistake_and_its_explanation():
    page = shown_practice(CITED, answer="A")
    links = Links(page).links
    for target in (f"{AIR}:98", f"{AIR}:101", f"{MEASURES}:89", f"{MEASURES}:52"):
        assert f"/statute/{target}" in links
    assert ATTACK not in page


def test_an_open_practice_question_has_no_links_in_its_words():
    page = shown_practice(CITED)
    assert f"/statute/{AIR}:98" not in page
    assert "题干：大气法第九十八条" in page
    assert ATTACK not in page


@pytest.mark.parametrize("answer", ["A", None])
def test_a_result_links_stem_options_answers_mistakes_and_explanation(answer):
    page = shown_result(answered(CITED, answer))
    links = Links(page).links
    assert links.count(f"/statute/{AIR}:98") == 1
    for target in (f"{AIR}:100", f"{MEASURES}:89", f"{MEASURES}:52"):
        assert f"/statute/{target}" in links
    assert (f"/statute/{AIR}:101" in links) == (answer is not None)
    assert ATTACK not in page


def test_a_result_without_options_shows_no_list_of_them():
    page = shown_result(answered(make_true_false(stem="判断：大气法第98条适用"), None))
    assert f"/statute/{AIR}:98" in Links(page).links
    assert "查看全部选项" not in page
