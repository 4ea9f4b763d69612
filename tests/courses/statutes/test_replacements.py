"""What an old article turned into, with the penalties on both sides."""

import pytest

from courses.statutes.citation import parse_citation
from courses.statutes.law import Law
from courses.statutes.replacements import replacements

LAW = Law.embedded()


def found(text):
    return replacements(parse_citation(f"air-pollution-law-2018:{text}"), LAW)


def test_an_article_split_up_leads_to_every_article_of_the_code():
    assert [one.succession.new.article for one in found("99")] == [1102, 1107, 1108]


def test_an_item_leads_only_to_the_article_that_took_it_over():
    (only,) = found("99.1.2")
    assert only.succession.new.article == 1107
    assert [one.penalty.conduct_id for one in only.comparisons] == ["exceed-standard"]


def test_both_fines_are_given():
    (only,) = found("98")
    (comparison,) = only.comparisons
    assert comparison.penalty.old.fine.label() == "2万–20万元"
    assert comparison.penalty.new.fine.label() == "5万–20万元"


def test_every_degree_of_a_conduct_is_given():
    (only,) = found("118.3")
    assert [one.penalty.new.fine.label() for one in only.comparisons] == [
        "500–5000元",
        "5000元–2万元",
    ]


def test_other_old_rules_on_the_same_conduct_are_named():
    (only,) = found("99.1.1")
    beside = [row.old.citation.whole_article for row in only.comparisons[0].beside]
    assert parse_citation("pollutant-discharge-permit-regulation-2021:33") in beside


def test_a_duty_has_no_penalties():
    assert {one.comparisons for one in found("24")} == {()}


def test_a_dropped_article_has_nothing_after_it():
    (only,) = found("42")
    assert only.succession.new is None


@pytest.mark.parametrize("number", range(1, 130))
def test_every_article_of_the_air_law_is_answered_for(number):
    assert found(str(number))


def test_no_penalty_of_the_air_law_is_lost():
    shown = {
        one.penalty.id for n in range(1, 130) for row in found(str(n)) for one in row.comparisons
    }
    known = {
        row.id
        for row in LAW.penalties
        if row.old is not None and row.old.citation.instrument == "air-pollution-law-2018"
    }
    assert shown == known
