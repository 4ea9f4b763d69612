"""The table of structure: how articles are built, on any machine, without their words."""

from datetime import date

import pytest
from builders.statutes import make_article, make_instrument

from courses.statutes.citation import parse_citation
from courses.statutes.figures import FigureKind
from courses.statutes.registry import Registry
from courses.statutes.tables.reading import FaultyTableError
from courses.statutes.tables.structure import (
    ArticleStructure,
    embedded_structure,
    figure_faults,
    read_structure,
    structure_of,
)
from courses.statutes.tables.structure_maker import structure_table

HEADER = "instrument,effective,article,items,figures\n"
ARTICLE = make_article(
    1, "示范二万元以上五万元以下，五日内。", ("情形：", "未满十四周岁；", "三倍以上。")
)


def test_an_article_is_described_by_paragraphs_items_and_figures():
    assert structure_of(ARTICLE) == ArticleStructure(
        items=(0, 2), figures=(("20000元", "50000元", "5日"), ("14周岁", "3倍"))
    )


def test_what_the_maker_writes_is_read_back():
    text = make_instrument(ARTICLE, make_article(1, "示范。", insert=1), "示范。")
    table = read_structure(structure_table([text]))
    assert table.article(parse_citation("shifan-law-2020:1")) == structure_of(ARTICLE)
    assert table.article(parse_citation("shifan-law-2020:1-1.1")).items == (0,)
    assert table.article(parse_citation("shifan-law-2020:9")) is None
    assert len(table) == 3


def test_the_newest_version_is_meant_unless_a_day_is_given():
    table = read_structure(HEADER + "a,2010-01-01,1,0,\na,2020-01-01,1,0/0,\n")
    citation = parse_citation("a:1")
    assert table.article(citation).paragraph_count == 2
    assert table.article(citation, date(2010, 1, 1)).paragraph_count == 1
    assert table.article(citation, date(2015, 1, 1)) is None
    assert table.knows("a", date(2010, 1, 1))
    assert not table.knows("a", None)


def test_figures_of_an_article_are_given_with_their_kinds():
    table = read_structure(HEADER + "a,,s3,0/0,20000元 5日/5日\n")
    found = table.figures_of(parse_citation("a:s3"))
    assert [(one.kind, one.value) for one in found] == [
        (FigureKind.MONEY, 20000),
        (FigureKind.DAYS, 5),
    ]
    assert table.figures_of(parse_citation("a:s4")) is None


@pytest.mark.parametrize(
    ("place", "has_it"),
    [("a:1", True), ("a:1.2", True), ("a:1.3", False), ("a:1.2.3", True), ("a:1.2.4", False)],
)
def test_it_knows_whether_there_is_a_paragraph_or_an_item(place, has_it):
    structure = read_structure(HEADER + "a,,1,0/3,\n").article(parse_citation("a:1"))
    assert structure.has_place(parse_citation(place)) is has_it


def test_every_faulty_row_is_told_at_once():
    rows = "a,,x,0,\na,2020-13-01,1,0,\na,,1,甲,\na,,1,0/0,5日\na,,1\n"
    with pytest.raises(FaultyTableError) as caught:
        read_structure(HEADER + rows)
    assert len(caught.value.faults) == 5


def test_the_shipped_table_fits_the_registry_and_its_figures_can_be_read():
    table, registry = embedded_structure(), Registry.embedded()
    for instrument in registry:
        last = instrument.article_count or instrument.section_count
        if not instrument.has_text or not last:
            continue
        mark = "" if instrument.article_count else "s"
        for number in range(1, last + 1):
            article = table.article(
                parse_citation(f"{instrument.id}:{mark}{number}"), instrument.effective
            )
            assert article is not None, f"{instrument.id}:{number}"
            assert figure_faults(article) == []


def test_the_shipped_table_knows_the_figures_of_a_fine():
    found = embedded_structure().figures_of(parse_citation("ecological-environment-code:1102"))
    assert {"20000元", "200000元", "1000000元"} <= {one.written() for one in found}
