"""Citations are read, written and shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.citation import Citation, MalformedCitationError, parse_citation
from courses.statutes.registry import Registry, UnknownInstrumentError

NUMBERS = st.integers(1, 9999)
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
SECTIONS = st.builds(lambda slug, number: Citation(slug, section=number), SLUGS, NUMBERS)
ARTICLES = st.builds(Citation, SLUGS, NUMBERS)
PARAGRAPHS = st.builds(Citation, SLUGS, NUMBERS, NUMBERS)
ITEMS = st.builds(Citation, SLUGS, NUMBERS, NUMBERS, NUMBERS)
INSERTS = st.builds(
    lambda slug, article, insert, paragraph: Citation(slug, article, paragraph, insert=insert),
    SLUGS,
    NUMBERS,
    NUMBERS,
    st.none() | NUMBERS,
)

LABELS = {
    "ecological-environment-code:1102.1.2": "《生态环境法典》第一千一百零二条第一款第（二）项",
    "ecological-environment-code:1060.1": "《生态环境法典》第一千零六十条第一款",
    "ecological-environment-code:120-1.2": "《生态环境法典》第一百二十条之一第二款",
    "ee-administrative-penalty-measures-2023:18": "《生态环境行政处罚办法》第十八条",
    "rule-of-law-government-outline-2021-2025:s34": (
        "《法治政府建设实施纲要（2021－2025年）》第（三十四）项"
    ),
}


@given(SECTIONS | ARTICLES | PARAGRAPHS | ITEMS | INSERTS)
def test_reading_what_was_written_gives_the_citation_back(citation: Citation) -> None:
    assert parse_citation(str(citation)) == citation


@given(st.text(alphabet="ab-1s.:0 ", max_size=12))
def test_a_text_is_read_only_when_it_is_the_one_way_to_write_the_citation(text: str) -> None:
    try:
        citation = parse_citation(text)
    except MalformedCitationError as error:
        assert error.given == text
    else:
        assert str(citation) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ecological-environment-code",
        "ecological-environment-code:",
        "ecological-environment-code:0",
        "ecological-environment-code:01",
        "ecological-environment-code:120-",
        "ecological-environment-code:120-0",
        "ecological-environment-code:s34-1",
        "ecological-environment-code:1102.",
        "ecological-environment-code:1.2.3.4",
        "ecological-environment-code:s34.1",
        "ecological-environment-code:10000",
        "ecological-environment-code:第十八条",
        "Ecological-Environment-Code:1",
        "../secret:1",
        " ecological-environment-code:1",
        "ecological-environment-code:1\n",
        "ecological-environment-code:１",
    ],
)
def test_a_malformed_citation_is_refused_with_the_right_form(text: str) -> None:
    with pytest.raises(MalformedCitationError, match="请写成") as caught:
        parse_citation(text)
    assert caught.value.given == text


@pytest.mark.parametrize(
    "places",
    [
        {},
        {"paragraph": 1},
        {"article": 1, "item": 1},
        {"article": 1, "section": 1},
        {"section": 3, "item": 1},
        {"article": 0},
    ],
)
def test_a_citation_with_a_gap_cannot_be_made(places: dict[str, int]) -> None:
    with pytest.raises(MalformedCitationError):
        Citation("ecological-environment-code", **places)


@pytest.mark.parametrize(("text", "label"), LABELS.items())
def test_a_label_names_title_and_place_in_chinese(text: str, label: str) -> None:
    assert parse_citation(text).label(Registry.embedded()) == label


def test_a_label_of_an_unknown_instrument_is_refused() -> None:
    with pytest.raises(UnknownInstrumentError, match="no-such-law"):
        parse_citation("no-such-law:1").label(Registry.embedded())


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("law:5", "law:5"),
        ("law:5", "law:5.2"),
        ("law:5", "law:5.2.3"),
        ("law:5.2", "law:5.2.3"),
        ("law:5-1", "law:5-1.2"),
        ("law:s5", "law:s5"),
    ],
)
def test_a_place_covers_itself_and_what_is_inside_it(wide: str, narrow: str) -> None:
    outer, inner = parse_citation(wide), parse_citation(narrow)
    assert outer.covers(inner)
    assert inner.covers(outer) == (wide == narrow)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("law:5", "law:6"),
        ("law:5", "law:5-1"),
        ("law:5", "law:s5"),
        ("law:5", "other-law:5"),
        ("law:5.1", "law:5.2.1"),
        ("law:5.1.2", "law:5.2.2"),
    ],
)
def test_a_place_covers_nothing_beside_it(one: str, other: str) -> None:
    assert not parse_citation(one).covers(parse_citation(other))
    assert not parse_citation(other).covers(parse_citation(one))
