"""Words, numbers and codes find the categories of the permit catalogue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.permits.catalogue_search import search_catalogue
from courses.statutes.tables.permit_catalogue import embedded_permit_catalogue

CATALOGUE = embedded_permit_catalogue()


def numbers(words: str) -> list[int]:
    return [one.number for one in search_catalogue(words, CATALOGUE).found]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("塑料制品", 62),
        ("热力生产", 96),
        ("废塑料", 93),
        ("加油站", 100),
        ("牲畜 规模化", 1),
        ("第108类", 108),
        ("１０９", 109),
        ("031", 1),
        ("2922", 62),
    ],
)
def test_what_is_meant_stands_first(words: str, first: int) -> None:
    assert numbers(words)[0] == first


def test_categories_of_that_name_stand_before_those_that_mention_it() -> None:
    found = numbers("锅炉")
    assert found.index(109) < found.index(96)


def test_everyday_words_are_read_as_the_catalogue_writes_and_that_is_told() -> None:
    search = search_catalogue("养猪", CATALOGUE)
    assert [one.number for one in search.found] == [1]
    assert search.read_as == (("养猪", "牲畜饲养"),)


@pytest.mark.parametrize("words", ["", "  ", "、，", "棉花", "113类"])
def test_nothing_is_found_for_no_word_or_an_unknown_one(words: str) -> None:
    assert numbers(words) == []


@pytest.mark.parametrize("category", CATALOGUE, ids=lambda one: str(one.number))
def test_every_category_is_found_by_its_number_and_by_its_industry(category) -> None:
    assert numbers(str(category.number)) == [category.number]
    assert category.number in numbers(category.industry)


@given(st.text())
def test_anything_may_be_looked_for(words: str) -> None:
    assert len(numbers(words)) <= len(CATALOGUE)
