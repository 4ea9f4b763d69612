"""A hit shows the passage and marks the words in it, whatever their spelling there."""

import pytest
from builders.statutes import make_instrument
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.library.folding import fold, fold_with_places
from courses.statutes.library.hits import find_marks, passage_of
from courses.statutes.library.query import read_query


def marked(text, query):
    return [text[mark.start : mark.end] for mark in find_marks(text, query)]


@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        ("夜间作业，夜间停工。", "夜间", ["夜间", "夜间"]),
        ("夜间作业，夜间停工。", "夜间 停工", ["夜间", "夜间停工"]),
        ("夜间、作业", "夜间作业", ["夜间、作业"]),
        ("处二十万元罚款", "20万元", ["二十万元"]),
        ("处 20 万元罚款", "２０万元", ["20 万元"]),
        ("加处百分之三", "3%", ["百分之三"]),
        ("噪声与夜间", "噪声，夜间", ["噪声", "夜间"]),
        ("依照第八十二条", "第82条", ["第八十二条"]),
        ("ＶＯＣs排放", "vocs", ["ＶＯＣs"]),
        ("作业作业作业", "作业作业", ["作业作业"]),
        ("没有它", "夜间", []),
    ],
)
def test_the_words_looked_for_are_marked(text, query, words):
    assert marked(text, query) == words


def test_a_short_article_is_shown_whole():
    passage = passage_of("夜间停工。\n另有规定的除外。", read_query("夜间"))
    assert passage.text == "夜间停工。 另有规定的除外。"
    assert not passage.cut_before
    assert not passage.cut_after


def test_a_long_article_is_shown_around_the_first_word_from_a_sentence_on():
    text = "前面的句子很长" * 30 + "。这里夜间停工。" + "后面的句子很长" * 30
    passage = passage_of(text, read_query("夜间"))
    assert passage.text.startswith("这里夜间停工。")
    assert (passage.cut_before, passage.cut_after) == (True, True)
    (mark,) = passage.marks
    assert passage.text[mark.start : mark.end] == "夜间"


def test_the_passage_shows_as_many_of_the_words_as_it_can():
    text = "示范施工的单位，应当如实申报。" * 20 + "禁止夜间施工。" + "另有规定的除外。" * 20
    passage = passage_of(text, read_query("施工 夜间"))
    assert {passage.text[mark.start : mark.end] for mark in passage.marks} >= {"夜间施工"}


def test_a_hit_of_the_library_carries_its_passage(library):
    library.add(make_instrument("示范条文，夜间停工。"))
    (hit,) = library.search("夜间").hits
    assert (hit.title, hit.trail) == ("示范法", ("第一章 示范总则",))
    assert [hit.passage.text[mark.start : mark.end] for mark in hit.passage.marks] == ["夜间"]


TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("夜间。\n，2.5%"))


@given(TEXT)
def test_folding_with_places_is_folding(text):
    folded, places = fold_with_places(text)
    assert folded == fold(text)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@given(TEXT, st.text("夜间作业 。，2.5%", max_size=8))
def test_the_marks_of_a_passage_are_the_same_words_as_in_the_text(text, query):
    marks = find_marks(text, query)
    passage = passage_of(text, read_query(query))
    shown = [passage.text[mark.start : mark.end] for mark in passage.marks]
    assert all(shown)
    assert len(shown) >= bool(marks)
    assert passage.text in text.replace("\n", " ")
