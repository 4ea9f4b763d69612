"""The table of succession."""

from collections import Counter

import pytest

from courses.statutes.citation import parse_citation
from courses.statutes.law import Law
from courses.statutes.successors import later_articles, predecessors, successors
from courses.statutes.tables.reading import FaultyTableError, embedded_text
from courses.statutes.tables.succession import (
    Relation,
    embedded_succession,
    read_succession,
)

LAW = Law.embedded()
HEAD = embedded_text("succession").splitlines()[0]


def read(*lines: str) -> None:
    read_succession("\n".join([HEAD, *lines]))


def new_articles(citation: str) -> list[str]:
    return [str(row.new) for row in successors(parse_citation(citation), LAW)]


def test_the_table_agrees_with_the_reference(succession_rows: list[dict[str, str]]) -> None:
    ours = [
        {
            "old_law": row.old.instrument,
            "old_article": str(row.old.article),
            "code_article": "" if row.new is None else str(row.new.article),
            "relation": row.relation.value,
            "old_fine": row.old_fine,
            "code_fine": row.new_fine,
            "note": row.note,
        }
        for row in embedded_succession()
    ]
    assert ours == succession_rows


def test_every_article_of_the_two_laws_and_of_the_regulation_has_a_row() -> None:
    for instrument_id in (
        "air-pollution-law-2018",
        "noise-pollution-law-2021",
        "pollutant-discharge-permit-regulation-2021",
    ):
        known = {r.old.article for r in embedded_succession() if r.old.instrument == instrument_id}
        count = LAW.registry.get_instrument(instrument_id).article_count
        assert known == set(range(1, count + 1))


def test_what_is_retained_is_not_repealed_and_what_is_carried_on_has_a_place() -> None:
    for row in embedded_succession():
        old = LAW.registry.get_instrument(row.old.instrument)
        if row.relation is Relation.RETAINED:
            assert old.repealed is None
        elif row.relation is not Relation.DROPPED:
            assert row.new is not None
            assert row.new.instrument == "ecological-environment-code"


def test_the_table_says_nothing_twice() -> None:
    pairs = Counter((row.old, row.new, row.relation) for row in embedded_succession())
    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_an_article_that_was_split_has_all_its_successors() -> None:
    assert new_articles("air-pollution-law-2018:99") == [
        f"ecological-environment-code:{number}" for number in (1102, 1107, 1108)
    ]


def test_an_item_has_its_own_successor_where_the_table_knows_it() -> None:
    assert new_articles("air-pollution-law-2018:99.1.2") == ["ecological-environment-code:1107"]
    assert new_articles("air-pollution-law-2018:99.1") == new_articles("air-pollution-law-2018:99")


def test_an_item_without_a_row_of_its_own_has_those_of_its_article() -> None:
    of_article = new_articles("noise-pollution-law-2021:76")
    assert new_articles("noise-pollution-law-2021:76.1.1") == of_article


def test_predecessors_are_successors_looked_at_from_the_other_side() -> None:
    for row in embedded_succession():
        if row.new is not None:
            assert row in predecessors(row.new, LAW)
            assert row in successors(row.old, LAW)


def test_what_nothing_came_after_has_no_later_article() -> None:
    assert later_articles(parse_citation("air-pollution-law-2018:42"), LAW) == ()


def test_the_penalties_tell_later_articles_where_the_table_does_not() -> None:
    later = later_articles(parse_citation("eia-law-2018:31"), LAW)
    assert [str(one) for one in later] == ["ecological-environment-code:1095"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("a,noise-pollution-law-2021:91,,,dropped,,,无,yes,源", "只有90条"),
        ("a,noise-pollution-law-2021:1,,,carried,,,无,yes,源", "要写明后来的条文"),
        (
            "a,noise-pollution-law-2021:1,,ecological-environment-code:1,retained,,,无,yes,源",
            "不写后来的条文",
        ),
        (
            "a,noise-pollution-law-2021:72,3,ecological-environment-code:1,carried,,,无,yes,源",
            "只有2款",
        ),
        (
            "a,noise-pollution-law-2021:1,,ecological-environment-code:1,unsure,,,无,yes,源",
            "要一致",
        ),
        ("a,noise-pollution-law-2021:1,,,dropped,,,,yes,源", "不能为空"),
    ],
)
def test_a_row_that_does_not_fit_is_refused(line: str, fault: str) -> None:
    with pytest.raises(FaultyTableError, match=fault):
        read(line)
