"""The contents of an instrument, and an article laid out for reading."""

from builders.statutes import make_article, make_instrument

from courses.statutes.citation import Citation, parse_citation
from courses.statutes.library.text import Heading, InstrumentText, Level
from widgets.portal.pages.statutes.outline import outline
from widgets.portal.pages.statutes.provision import provision

PART = Heading(Level.PART, 1, "示范编")
CHAPTER = Heading(Level.CHAPTER, 1, "示范章")
OTHER = Heading(Level.CHAPTER, 2, "另一章", lead=("示范引言",))
LAW = "shifan-law-2020"


def test_articles_stand_under_their_parts_and_chapters():
    text = make_instrument(
        make_article(1, "甲", headings=(PART, CHAPTER)),
        make_article(2, "乙", headings=(PART, CHAPTER)),
        make_article(3, "丙", headings=(PART, OTHER)),
    )
    (part,) = outline(text).branches
    assert (part.label, part.span, part.leaves) == ("第一编 示范编", "第1—3条", ())
    first, second = part.branches
    assert [leaf.place for leaf in first.leaves] == ["第一条", "第二条"]
    assert (second.label, second.span, second.lead) == ("第二章 另一章", "第3条", ("示范引言",))


def test_articles_before_any_chapter_stand_alone():
    text = make_instrument(make_article(1, "甲", headings=()), make_article(2, "乙"))
    found = outline(text)
    assert [leaf.place for leaf in found.leaves] == ["第一条"]
    assert [branch.label for branch in found.branches] == ["第一章 示范总则"]


def test_an_article_put_in_later_has_its_own_address():
    found = outline(make_instrument(make_article(120, "甲", insert=1, headings=())))
    assert (found.leaves[0].place, found.leaves[0].href) == (
        "第一百二十条之一",
        f"/statute/{LAW}:120-1",
    )


def test_sections_are_counted_as_such():
    topic = Heading(Level.TOPIC, 1, "示范要求")
    text = InstrumentText(
        "shifan-opinion", "示范意见", None, sections=(make_article(7, "甲", headings=(topic,)),)
    )
    (branch,) = outline(text).branches
    assert (branch.label, branch.span) == ("一、示范要求", "第7项")
    assert branch.leaves[0].href == "/statute/shifan-opinion:s7"


def test_only_the_beginning_of_a_long_article_is_shown():
    found = outline(make_instrument(make_article(1, "示范" * 100, headings=())))
    assert found.leaves[0].beginning.endswith("……")
    assert len(found.leaves[0].beginning) < 70


def test_the_cited_paragraph_is_marked_and_no_other():
    shown = provision(make_article(3, "甲", "乙", "丙"), parse_citation(f"{LAW}:3.2"))
    assert [one.is_cited for one in shown.paragraphs] == [False, True, False]
    assert [one.number for one in shown.paragraphs] == ["第一款", "第二款", "第三款"]
    assert [one.href for one in shown.paragraphs][2] == f"/statute/{LAW}:3.3"


def test_the_cited_item_is_marked_and_not_its_paragraph():
    shown = provision(make_article(3, ("甲", "子", "丑")), parse_citation(f"{LAW}:3.1.2"))
    (paragraph,) = shown.paragraphs
    assert not paragraph.is_cited
    assert [(item.number, item.is_cited) for item in paragraph.items] == [
        ("（一）", False),
        ("（二）", True),
    ]
    assert paragraph.items[0].href == f"/statute/{LAW}:3.1.1"


def test_a_whole_article_has_nothing_marked():
    shown = provision(make_article(3, "甲", ("乙", "子")), parse_citation(f"{LAW}:3"))
    assert not any(one.is_cited or any(i.is_cited for i in one.items) for one in shown.paragraphs)
    assert shown.trail == ("第一章 示范总则",)


def test_parts_of_a_section_have_no_address_of_their_own():
    section = make_article(7, ("甲", "子"), "乙")
    shown = provision(section, Citation("shifan-opinion", section=7))
    assert {one.href for one in shown.paragraphs} == {""}
    assert shown.paragraphs[0].items[0].href == ""
    assert not shown.has_several
