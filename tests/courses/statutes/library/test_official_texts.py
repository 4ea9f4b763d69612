"""Searching and comparing the official texts, when they are at hand."""

import random
from pathlib import Path

import pytest

from courses.statutes.citation import parse_citation
from courses.statutes.figures import find_figures
from courses.statutes.importing.importer import import_files
from courses.statutes.library.comparison import Kind, compare
from courses.statutes.library.folding import fold
from courses.statutes.library.narrowing import article_lines
from courses.statutes.library.search import Scope
from courses.statutes.library.store import Library
from courses.statutes.registry import Registry
from courses.statutes.tables.structure import embedded_structure

STATUTES = Path(__file__).resolve().parents[5] / "shared" / "statutes"
CODE = "ecological-environment-code"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    if not STATUTES.is_dir():
        pytest.skip("the reference texts are not at hand")
    library = Library.open(tmp_path_factory.mktemp("official"))
    import_files([STATUTES], library, Registry.embedded(), embedded_structure())
    return library


@pytest.fixture(scope="module")
def articles(library):
    texts = [library.find_text(version.instrument) for version in library.held()]
    return [
        (str(text.citation_of(article)), article_lines(article))
        for text in texts
        for article in text.sections or text.articles
    ]


def test_every_phrase_cut_from_an_article_finds_it(library, articles):
    chance = random.Random(1102)
    for _ in range(200):
        citation, lines = chance.choice(articles)
        start = chance.randrange(len(lines))
        phrase = lines[start : start + chance.randrange(1, 200)]
        if fold(phrase):
            instruments = {citation.partition(":")[0]}
            hits = library.search(phrase, Scope(instruments=instruments), count=5000).hits
            assert citation in {str(hit.citation) for hit in hits}, phrase


def test_a_word_of_two_characters_finds_what_a_look_at_every_article_finds(library, articles):
    folded = [fold(lines) for _, lines in articles]
    chance = random.Random(2026)
    for _ in range(100):
        lines = chance.choice(folded)
        start = chance.randrange(len(lines) - 1)
        word = lines[start : start + 2]
        if fold(word) == word and not set(word) & set("零〇一二两三四五六七八九十百千0123456789"):
            assert library.search(word).total == sum(word in one for one in folded), word


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("法典1102条", f"{CODE}:1102"),
        ("生态环境法典第一千一百零二条", f"{CODE}:1102"),
        ("《生态环境法典》第１１０２条第一款", f"{CODE}:1102"),
        ("1102", f"{CODE}:1102"),
        ("噪声法 82", "noise-pollution-law-2021:82"),
        ("大气法第九十九条", "air-pollution-law-2018:99"),
        ("第三十四项 学时", "rule-of-law-government-outline-2021-2025:s34"),
        ("60学时", "rule-of-law-government-outline-2021-2025:s34"),
    ],
)
def test_what_a_lawyer_types_finds_the_article_meant(library, query, first):
    hits = library.search(query, Scope(titles=Registry.embedded())).hits
    assert str(hits[0].citation) == first


def test_old_and_new_articles_are_compared_whole_and_without_cutting_figures(
    library, succession_rows
):
    pairs = [
        (library.text_of(parse_citation(f"{row['old_law']}:{row['old_article']}")),
         library.text_of(parse_citation(f"{CODE}:{row['code_article']}")))
        for row in succession_rows
        if row["old_article"].isdecimal() and row["code_article"].isdecimal()
    ]  # fmt: skip
    assert len(pairs) > 300
    for old, new in pairs:
        pieces = compare(old, new)
        check_side(old, [piece.text for piece in pieces if piece.kind is not Kind.ADDED])
        check_side(new, [piece.text for piece in pieces if piece.kind is not Kind.REMOVED])


def check_side(text, pieces):
    assert "".join(pieces) == text
    edges = {len("".join(pieces[:number])) for number in range(len(pieces))}
    for figure in find_figures(text):
        assert not edges & set(range(figure.start + 1, figure.end))
