"""The registry of instruments."""

from datetime import date

import pytest

from courses.statutes.citation import parse_citation
from courses.statutes.registry import (
    Registry,
    Standing,
    UnknownArticleError,
    UnknownInstrumentError,
)

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


def test_the_status_says_what_repealed_a_law() -> None:
    before = REGISTRY.status("noise-pollution-law-2021", date(2026, 8, 14))
    after = REGISTRY.status("noise-pollution-law-2021", CODE_DAY)
    assert str(before) == "现行有效"
    assert after.successor == "生态环境法典"
    assert str(after) == "已废止（由《生态环境法典》废止）"


def test_the_code_is_not_in_force_before_its_first_day() -> None:
    assert str(REGISTRY.status("ecological-environment-code", date(2026, 8, 14))) == "尚未施行"
    assert str(REGISTRY.status("ecological-environment-code", CODE_DAY)) == "现行有效"


def test_a_document_without_a_known_first_day_is_never_called_in_force() -> None:
    opinion = REGISTRY.get_instrument("ee-enforcement-reform-opinion-2018")
    assert opinion.effective is None
    assert not opinion.in_force(CODE_DAY)
    assert opinion.standing(CODE_DAY) is Standing.UNKNOWN


def test_every_repealed_instrument_names_a_known_article() -> None:
    repealed = [instrument for instrument in REGISTRY if instrument.repealed is not None]
    assert len(repealed) >= 10
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

    ours = {
        one.id: (one.title, one.kind, day(one.effective), day(one.repealed), one.article_count)
        for one in REGISTRY
    }
    reference = {
        row["slug"]: (
            row["title"],
            row["kind"],
            row["effective"],
            row["repealed"],
            int(row["article_count"]),
        )
        for row in index_rows
    }
    assert ours == reference
