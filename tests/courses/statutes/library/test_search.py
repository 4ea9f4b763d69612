"""Searching finds words of two characters, phrases and article numbers, in a lawyer's order."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from builders.statutes import make_article, make_instrument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.statutes.library.folding import fold
from courses.statutes.library.hits import Results
from courses.statutes.library.narrowing import article_lines
from courses.statutes.library.search import Scope
from courses.statutes.library.store import Library
from courses.statutes.library.text import InstrumentText

NOISE = make_instrument(
    "本法所称示范声响，是指示范场所产生的声音。",
    "夜间禁止示范作业，但是抢修除外。\n夜间，是指晚上十点到次日早晨六点。",
    make_article(
        3, ("有下列情形之一的，处二万元以上二十万元以下的罚款：", "夜间作业；", "拒绝检查。")
    ),
    make_article(3, "后来加的条，罚款按日计算。", insert=1),
    "示范标准为2.5倍，加处百分之三，自2021年起计算。",
    instrument="shifan-noise-law-2020",
    title="中华人民共和国示范声响防治法",
)
WASTE = make_instrument(
    "示范废物应当分类。",
    "夜间不得倾倒示范废物。",
    "违反第二条规定的，处20万元罚款。",
    instrument="shifan-waste-regulation-2022",
    title="示范废物管理条例",
    effective=date(2022, 5, 1),
)
OUTLINE = InstrumentText(
    "shifan-outline",
    "示范纲要",
    None,
    sections=(make_article(34, "每人每年不少于60学时。"),),
)


@dataclass(frozen=True)
class Nickname:
    id: str


class Nicknames:
    """A registry that knows one instrument by one name."""

    def find_all_by_title(self, name):
        return (Nickname(NOISE.instrument),) if name == "老声法" else ()


@pytest.fixture
def library(tmp_path):
    library = Library.open(tmp_path / "statutes")
    library.add_all([NOISE, WASTE, OUTLINE])
    return library


def found(library, query, **scope):
    """Return the articles found, in order: noise 3-1, waste 2, outline s34."""
    citations = [hit.citation for hit in library.search(query, Scope(**scope)).hits]
    return [f"{one.instrument.split('-')[1]} {str(one).partition(':')[2]}" for one in citations]


QUERIES = {
    # words and phrases
    "废物": {"waste 1", "waste 2"},
    "夜间": {"noise 2", "noise 3", "waste 2"},
    "示范声响": {"noise 1"},
    "响": {"noise 1"},
    "间": {"noise 2", "noise 3", "waste 2"},
    "声范": set(),
    "第二条规定的，处": {"waste 3"},
    "但是抢修除外": {"noise 2"},
    # all of several words
    "夜间 罚款": {"noise 3"},
    "夜间　罚款": {"noise 3"},
    "罚款 罚款 罚款": {"noise 3", "noise 3-1", "waste 3"},
    "夜间，罚款": {"noise 3"},
    "夜间、倾倒": {"waste 2"},
    # not across the end of a sentence
    "除外夜间": set(),
    "检查后来": set(),
    "除外。夜间": {"noise 2"},
    # items and their numbers belong to the article
    "（一）夜间作业": {"noise 3"},
    "罚款：（一）夜间作业；（二）拒绝检查": {"noise 3"},
    # figures and widths
    "20万元": {"noise 3", "waste 3"},
    "二十万元": {"noise 3", "waste 3"},
    "２０万元": {"noise 3", "waste 3"},
    "200000元": {"noise 3"},
    "2.5倍": {"noise 5"},
    "25倍": set(),
    "3%": {"noise 5"},
    "百分之三": {"noise 5"},
    "２％": set(),
    "2021年": {"noise 5"},
    "二〇二一年": {"noise 5"},
    "六十学时": {"outline s34"},
    # numbers of articles
    "第三条之一": {"noise 3-1"},
    "3条之1": {"noise 3-1"},
    "第三十四项": {"outline s34"},
    "（三十四）": {"outline s34"},
    "34": {"outline s34"},
    "示范废物管理条例第三条": {"waste 3"},
    "《示范废物管理条例》第3条第1款": {"waste 3"},
    "示范声响防治法2": {"noise 2"},
    "声响法 第二条": {"noise 2"},
    "废物条例3": {"waste 3"},
    "废物条例 3": {"waste 3"},
    "shifan-noise-law-2020:3-1": {"noise 3-1"},
    "shifan-outline:s34": {"outline s34"},
    "第九千条": set(),
    "不认识的法第三条": set(),
    # an instrument by its title
    "示范废物管理条例": {"waste 1", "waste 2", "waste 3"},
    "示范声响防治法 罚款": {"noise 3", "noise 3-1"},
}


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_exactly_these_articles(library, query):
    assert set(found(library, query)) == QUERIES[query]
    assert library.search(query).total == len(QUERIES[query])


@pytest.mark.parametrize("query", ["第二条", "第2条", "2条", "2", "第２条", "第二条第一款", "二条"])
def test_articles_of_the_number_come_before_those_that_mention_it(library, query):
    hits = library.search(query).hits
    assert [hit.is_exact for hit in hits] == sorted((hit.is_exact for hit in hits), reverse=True)
    assert {str(hit.citation) for hit in hits if hit.is_exact} == {
        "shifan-noise-law-2020:2",
        "shifan-waste-regulation-2022:2",
    }


def test_the_registry_is_asked_for_usual_names(library):
    assert found(library, "老声法3条", titles=Nicknames()) == ["noise 3"]
    assert set(found(library, "老声法 夜间", titles=Nicknames())) == {"noise 2", "noise 3"}


def test_only_the_instruments_asked_for_are_searched(library):
    assert found(library, "夜间", instruments={WASTE.instrument}) == ["waste 2"]
    assert found(library, "夜间", instruments=set()) == []


def test_what_is_in_force_comes_first_when_asked(library):
    assert found(library, "夜间", in_force={WASTE.instrument})[0] == "waste 2"
    assert found(library, "夜间", in_force={NOISE.instrument})[-1] == "waste 2"


def test_an_article_looked_for_by_number_comes_first_even_if_repealed(library):
    hits = library.search("声响法第二条", Scope(in_force={WASTE.instrument})).hits
    assert str(hits[0].citation) == "shifan-noise-law-2020:2"


def test_what_is_not_in_force_is_left_out_when_asked(library):
    assert found(library, "夜间", in_force={WASTE.instrument}, only_in_force=True) == ["waste 2"]
    assert found(library, "夜间", only_in_force=True) == []


@pytest.mark.parametrize(
    ("on", "total"),
    [(date(2019, 1, 1), 0), (date(2020, 1, 1), 1), (None, 0), (date(2024, 7, 1), 0)],
)
def test_of_every_instrument_the_version_of_the_day_is_searched(library, on, total):
    library.add(
        replace(NOISE, effective=date(2024, 7, 1), articles=(make_article(1, "改写的条文。"),))
    )
    results = library.search("声响", Scope(on=on))
    assert results.total == total
    assert [hit.effective for hit in results.hits] == [date(2020, 1, 1)] * total


def test_pages_follow_each_other_and_the_total_is_that_of_all(library):
    whole = library.search("示范")
    pages = [library.search("示范", start=start, count=2) for start in range(0, 8, 2)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {whole.total} == {len(whole.hits)}


@pytest.mark.parametrize(("start", "count"), [(10**30, 20), (-5, 20), (0, 0), (0, -1), (3, 10**30)])
def test_pages_that_do_not_exist_are_empty_or_cut(library, start, count):
    results = library.search("夜间", start=start, count=count)
    assert results.total == 3
    assert len(results.hits) <= 3


HARMLESS = [
    "",
    "   ",
    "，。、“”",
    '"',
    "* - NEAR ( )",
    '夜间" OR "废物',
    "pairs : 夜间",
    "marks:a3",
    "夜间*",
    "NOT AND OR",
    "'; DROP TABLE words; --",
    "\x00夜间",
    "\ue000\ue001",
    "\ud800",
    "0",
    "第〇条",
    "第千百十条",
    "9" * 5000,
    "夜间" * 5000,
    "夜间 " * 5000,
    "、".join("示范声响防治夜间作业" * 300),
    "，".join(["废物"] * 3000),
]


@pytest.mark.parametrize("query", HARMLESS, ids=lambda query: repr(query[:20]))
def test_whatever_is_typed_is_harmless(library, query):
    results = library.search(query)
    assert results.total >= len(results.hits) >= 0


def test_signs_of_query_languages_are_not_read_as_such(library):
    assert library.search("夜间*").total == library.search("夜间").total
    assert library.search("NOT").total == 0


def test_nothing_was_asked_where_no_term_is_left(library):
    assert library.search("，。 ！").terms == ()
    assert library.search("夜间， 罚款").terms == ("夜间，", "罚款")


def test_a_library_without_texts_finds_nothing(tmp_path):
    assert Library.open(tmp_path / "none").search("夜间") == Results()
    assert not (tmp_path / "none").exists()


WORDS = st.text("甲乙，。 丙一二十百零2０5.％%\n（）“Ａa《", min_size=1, max_size=40)


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_every_phrase_cut_from_an_article_finds_it(tmp_path_factory, texts, data):
    library = Library.open(tmp_path_factory.mktemp("cut"))
    articles = [make_article(number, text) for number, text in enumerate(texts, 1)]
    library.add(make_instrument(*articles))
    chosen = data.draw(st.sampled_from(articles))
    lines = article_lines(chosen)
    start = data.draw(st.integers(0, len(lines) - 1))
    phrase = lines[start : data.draw(st.integers(start + 1, len(lines)))]
    if fold(phrase):
        citations = [hit.citation.article for hit in library.search(phrase).hits]
        assert chosen.number in citations


@given(st.lists(st.text("甲乙丙丁", min_size=1, max_size=12), min_size=1, max_size=5), st.data())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_a_word_finds_the_articles_that_hold_it_and_no_others(tmp_path_factory, texts, data):
    library = Library.open(tmp_path_factory.mktemp("word"))
    library.add(make_instrument(*texts))
    word = data.draw(st.text("甲乙丙丁", min_size=1, max_size=4))
    holding = {number for number, text in enumerate(texts, 1) if word in text}
    assert {hit.citation.article for hit in library.search(word).hits} == holding
