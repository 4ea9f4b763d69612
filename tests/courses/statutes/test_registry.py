"""The registry of instruments."""

from collections import Counter
from datetime import date

import pytest

from courses.statutes.citation import Citation, parse_citation
from courses.statutes.instrument import Version, normalized_title
from courses.statutes.registry import (
    Registry,
    UnknownArticleError,
    UnknownInstrumentError,
    UnknownPlaceError,
)
from courses.statutes.tables.structure import embedded_structure

REGISTRY = Registry.embedded()
CODE_DAY = date(2026, 8, 15)


def test_the_embedded_registry_is_read_once() -> None:
    assert Registry.embedded() is REGISTRY


def test_an_instrument_is_found_by_its_id() -> None:
    measures = REGISTRY.get_instrument("ee-administrative-penalty-measures-2023")
    assert measures.title == "生态环境行政处罚办法"
    assert measures.article_count == 92
    assert measures.effective == date(2023, 7, 1)


def test_the_short_title_leaves_out_the_name_of_the_state() -> None:
    assert REGISTRY.short_title("administrative-penalty-law-2021") == "行政处罚法"
    assert not [i.id for i in REGISTRY if i.short_title.startswith("中华人民共和国")]


def test_an_unknown_instrument_is_refused_with_its_id() -> None:
    with pytest.raises(UnknownInstrumentError, match="no-such-law") as caught:
        REGISTRY.get_instrument("no-such-law")
    assert caught.value.instrument_id == "no-such-law"


def test_the_last_article_resolves_and_the_next_does_not() -> None:
    last = parse_citation("ecological-environment-code:1242")
    assert REGISTRY.resolve(last).id == "ecological-environment-code"
    beyond = parse_citation("ecological-environment-code:1243")
    with pytest.raises(UnknownArticleError, match="只有1242条") as caught:
        REGISTRY.resolve(beyond)
    assert caught.value.citation == beyond


def test_a_document_without_articles_is_cited_by_section_only() -> None:
    section = parse_citation("rule-of-law-government-outline-2021-2025:s34")
    assert REGISTRY.resolve(section).article_count == 0
    with pytest.raises(UnknownArticleError, match="没有条"):
        REGISTRY.resolve(parse_citation("rule-of-law-government-outline-2021-2025:34"))


def test_an_instrument_with_articles_is_not_cited_by_section() -> None:
    with pytest.raises(UnknownArticleError, match="有条"):
        REGISTRY.resolve(parse_citation("ecological-environment-code:s3"))


def test_a_law_is_in_force_until_the_day_before_its_repeal() -> None:
    noise = REGISTRY.get_instrument("noise-pollution-law-2021")
    assert noise.in_force(date(2026, 8, 14))
    assert not noise.in_force(CODE_DAY)
    assert not noise.in_force(date(2022, 6, 4))
    assert noise.in_force(date(2022, 6, 5))


def test_a_document_without_a_known_first_day_is_never_called_in_force() -> None:
    opinion = REGISTRY.get_instrument("ee-enforcement-reform-opinion-2018")
    assert opinion.effective is None
    assert not opinion.in_force(CODE_DAY)


def test_every_repealed_instrument_names_a_known_article() -> None:
    repealed = [instrument for instrument in REGISTRY if instrument.repealed is not None]
    assert len([one for one in repealed if one.repealed == CODE_DAY]) == 10
    for instrument in repealed:
        assert instrument.repealed_by is not None, instrument.id
        REGISTRY.resolve(instrument.repealed_by)


def test_membership_is_asked_by_id() -> None:
    assert "ecological-environment-code" in REGISTRY
    assert "no-such-law" not in REGISTRY


def test_every_instrument_agrees_with_the_reference_index(
    index_rows: list[dict[str, str]],
) -> None:
    def day(value: date | None) -> str:
        return "" if value is None else value.isoformat()

    def cited(citation: Citation | None) -> str:
        return str(citation or "").replace(":", "#art-")

    ours = {
        one.id: {
            "slug": one.id,
            "title": one.title,
            "kind": one.kind,
            "issuer": one.issuer,
            "document_number": one.number,
            "adopted": day(one.adopted),
            "effective": day(one.effective),
            "repealed": day(one.repealed),
            "repealed_by": cited(one.repealed_by),
            "article_count": str(one.article_count),
        }
        for one in REGISTRY
        if one.has_text
    }
    reference = {
        row["slug"]: {column: cell for column, cell in row.items() if column != "sha256"}
        for row in index_rows
    }
    assert ours == reference


def test_every_instrument_agrees_with_the_head_of_its_reference_text(
    front_matter: dict[str, dict[str, str]],
) -> None:
    for instrument_id, head in front_matter.items():
        instrument = REGISTRY.get_instrument(instrument_id)
        first = head.get("first_effective") or head["effective"].replace("null", "")
        assert str(instrument.first_effective or "") == first, instrument_id
        assert REGISTRY.find_by_title(head["short_title"].split("（2010，")[0]) is instrument


def test_the_last_article_or_section_is_the_last_one_of_the_table_of_structure() -> None:
    structure = embedded_structure()
    for one in REGISTRY:
        if one.has_text:
            last = one.article_count or one.section_count
            places = [
                Citation(one.id, number) if one.article_count else Citation(one.id, section=number)
                for number in range(1, last + 2)
            ]
            known = [structure.article(place, one.effective) is not None for place in places]
            assert known == [True] * last + [False], one.id


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pollutant-discharge-permit-regulation-2021:34.1.3", "第一款只有2项"),
        ("pollutant-discharge-permit-regulation-2021:34.2", "只有1款"),
        ("pollutant-discharge-permit-regulation-2021:39.1.1", "没有分项"),
    ],
)
def test_a_paragraph_or_item_that_is_not_there_is_refused(text: str, told: str) -> None:
    with pytest.raises(UnknownPlaceError, match=told) as caught:
        REGISTRY.resolve(parse_citation(text))
    assert caught.value.citation == parse_citation(text)


def test_no_two_instruments_share_a_name() -> None:
    names = Counter(
        name for one in REGISTRY for name in {normalized_title(given) for given in one.names}
    )
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "instrument_id"),
    [
        ("中华人民共和国大气污染防治法", "air-pollution-law-2018"),
        ("《大气污染防治法》", "air-pollution-law-2018"),
        ("大气法", "air-pollution-law-2018"),
        ("大气污染防治法(2018修正)", "air-pollution-law-2018"),
        ("大气污染防治法（２０１８）", "air-pollution-law-2018"),
        ("法典", "ecological-environment-code"),
        ("生态环境法典", "ecological-environment-code"),
        ("条例", "pollutant-discharge-permit-regulation-2021"),
        ("处罚办法", "ee-administrative-penalty-measures-2023"),
        ("环境行政处罚办法", "environmental-penalty-measures-2010"),
        ("查封扣押办法", "seizure-measures-2014"),
        ("固定污染源排污许可分类管理名录(2019 年版)", "pollutant-discharge-permit-catalogue-2019"),
        ("法治政府建设实施纲要（2021—2025年）", "rule-of-law-government-outline-2021-2025"),
        ("gb12523-2025", "gb-12523-2025"),
        ("第一责任人规定", "first-responsible-person-provisions-2016"),
    ],
)
def test_an_instrument_is_found_by_any_of_its_names(name: str, instrument_id: str) -> None:
    found = REGISTRY.find_by_title(name)
    assert found is not None
    assert found.id == instrument_id


@pytest.mark.parametrize("name", ["", "没有这部法", "大气污染防治法（2015）", "中华人民共和国"])
def test_a_name_that_nothing_has_finds_nothing(name: str) -> None:
    assert REGISTRY.find_by_title(name) is None
    assert REGISTRY.find_all_by_title(name) == ()


def test_every_place_of_an_instrument_without_text_resolves_but_it_tells_so() -> None:
    law = REGISTRY.resolve(parse_citation("legislation-law:99"))
    assert not law.has_text
    assert law.doubt
    with pytest.raises(UnknownArticleError, match="只有29条"):
        REGISTRY.resolve(parse_citation("environmental-protection-tax-law:30"))


def test_a_section_beyond_the_last_is_refused() -> None:
    outline = "rule-of-law-government-outline-2021-2025"
    assert REGISTRY.resolve(parse_citation(f"{outline}:s35"))
    with pytest.raises(UnknownArticleError, match="只有35项"):
        REGISTRY.resolve(parse_citation(f"{outline}:s36"))


def test_an_article_that_was_never_put_in_is_refused() -> None:
    with pytest.raises(UnknownArticleError, match="没有第一百二十条之一"):
        REGISTRY.resolve(parse_citation("ecological-environment-code:120-1"))


def test_earlier_versions_come_before_the_registered_one() -> None:
    air = REGISTRY.get_instrument("air-pollution-law-2018")
    assert [one.adopted for one in air.versions] == sorted(one.adopted for one in air.versions)
    assert air.versions[-1].effective == air.effective
    assert Version(date(2016, 1, 1), date(2015, 8, 29)) in air.versions


def test_every_instrument_knows_its_own_version() -> None:
    for one in REGISTRY:
        assert one.versions[-1] == Version(one.effective, one.adopted, one.article_count or None)
