"""Citations are read as lawyers write them, and refused where they say too little or too much."""

from dataclasses import replace

import pytest
from builders.citation_forms import read_forms

from courses.statutes.citation import parse_citation
from courses.statutes.registry import Registry, UnknownInstrumentError
from courses.statutes.tables.structure import ArticleStructure
from courses.statutes.wording.errors import AmbiguousCitationError, UnreadableCitationError
from courses.statutes.wording.reading import read_citations

FORMS = read_forms()
READ = [form for form in FORMS if form.expected]
REFUSED = [form for form in FORMS if not form.expected]


class Built:
    """Articles that are all built the same way."""

    def __init__(self, *items):
        self._items = items

    def article(self, _citation):
        return ArticleStructure(self._items, ((),) * len(self._items)) if self._items else None


def test_the_table_has_forms_enough():
    assert len(READ) >= 80
    assert len({form.given for form in FORMS if form.within is form.at is None}) >= 80


@pytest.mark.parametrize("form", READ, ids=lambda form: form.title)
def test_a_form_is_read(form):
    found = read_citations(form.given, Registry.embedded(), form.within, at=form.at)
    assert found == form.expected


@pytest.mark.parametrize("form", REFUSED, ids=lambda form: form.title)
def test_a_form_is_refused_with_the_part_that_was_not_understood(form):
    with pytest.raises(UnreadableCitationError) as caught:
        read_citations(form.given, Registry.embedded(), form.within, at=form.at)
    assert form.refusal in str(caught.value)
    assert str(caught.value).startswith(f"看不懂引用“{form.given}”里的“{caught.value.part.strip()}")


@pytest.mark.parametrize(
    ("items", "read"),
    [
        ((), "99.1.2"),
        ((3,), "99.1.2"),
        ((0, 3), "99.2.2"),
        ((0, 0, 2, 0), "99.3.2"),
        ((1, 3), "99.2.2"),
    ],
)
def test_an_item_without_its_paragraph_is_that_of_the_only_paragraph_that_has_it(items, read):
    found = read_citations("大气法第99条第（二）项", Registry.embedded(), structures=Built(*items))
    assert found == (parse_citation(f"air-pollution-law-2018:{read}"),)


def test_an_item_that_several_paragraphs_have_is_not_guessed():
    with pytest.raises(AmbiguousCitationError, match="第1款、第3款都有这一项") as caught:
        read_citations("大气法第99条第（二）项", Registry.embedded(), structures=Built(2, 0, 4))
    assert caught.value.part == "第99条第（二）项"


def test_an_item_that_no_paragraph_has_is_refused():
    with pytest.raises(UnreadableCitationError, match="没有第5项"):
        read_citations("大气法第99条第（五）项", Registry.embedded(), structures=Built(2, 4))


def test_a_name_that_two_instruments_have_is_not_guessed():
    known = Registry.embedded().get_instrument("air-pollution-law-2018")
    other = replace(known, id="air-pollution-rules", title="示范县大气条例", short_title="大气条例")
    registry = Registry([known, other])
    with pytest.raises(AmbiguousCitationError, match="air-pollution-rules"):
        read_citations("大气法第99条", registry)
    assert [str(one) for one in read_citations("大气条例第9条", registry)] == [
        "air-pollution-rules:9"
    ]


def test_an_instrument_of_a_bureau_is_read_by_its_name_and_with_its_inserted_articles():
    known = Registry.embedded().get_instrument("air-pollution-law-2018")
    own = replace(known, id="own", title="示范规定", short_title="示范规定", inserts=("2-1",))
    found = read_citations("示范规定第一条至第三条", Registry([replace(own, aliases=())]))
    assert [str(one) for one in found] == ["own:1", "own:2", "own:2-1", "own:3"]


def test_an_unknown_instrument_in_which_a_text_stands_is_an_error():
    with pytest.raises(UnknownInstrumentError, match="no-such-law"):
        read_citations("第五条", Registry.embedded(), "no-such-law")
