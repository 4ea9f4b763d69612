"""Where a provision stands on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders.statutes import make_article, make_instrument
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.citation import Citation, parse_citation
from courses.statutes.instrument import Instrument, Version
from courses.statutes.law import Law
from courses.statutes.registry import Registry, UnknownArticleError, UnknownInstrumentError
from courses.statutes.status import Standing, Status, instrument_status, status

LAW = Law.embedded()
CODE = "ecological-environment-code"
CODE_DAY = date(2026, 8, 15)
DAY_BEFORE = date(2026, 8, 14)
PERMIT = "pollutant-discharge-permit-regulation-2021"

WITH_TEXT = [one for one in LAW.registry if one.has_text]
REPEALED_BY_THE_CODE = [one.id for one in WITH_TEXT if one.repealed == CODE_DAY]
DAYS = st.dates(date(1975, 1, 1), date(2032, 12, 31))


def stands(text: str, on: date) -> Status:
    return status(parse_citation(text), on, LAW)


def standing(text: str, on: date) -> Standing:
    return stands(text, on).standing


def last_place(instrument: Instrument) -> Citation:
    if instrument.article_count:
        return Citation(instrument.id, instrument.article_count)
    return Citation(instrument.id, section=instrument.section_count or 1)


def cited(texts: tuple[Citation, ...]) -> list[str]:
    return [str(one) for one in texts]


@st.composite
def places(draw: st.DrawFn) -> Citation:
    """Any article or section of any instrument, with its paragraphs and items."""
    one = draw(st.sampled_from(list(LAW.registry)))
    if one.section_count:
        return Citation(one.id, section=draw(st.integers(1, one.section_count)))
    article = Citation(one.id, draw(st.integers(1, one.article_count or 99)))
    built = LAW.structure.article(article, one.effective)
    if built is None or draw(st.booleans()):
        return article
    paragraph = draw(st.integers(1, built.paragraph_count))
    items = built.items[paragraph - 1]
    item = draw(st.none() | st.integers(1, items)) if items else None
    return replace(article, paragraph=paragraph, item=item)


def test_the_code_begins_on_its_day() -> None:
    before, first = stands(f"{CODE}:1103", DAY_BEFORE), stands(f"{CODE}:1103", CODE_DAY)
    assert before.standing is Standing.NOT_YET
    assert "2026年8月15日起施行，在2026年8月14日还没有施行" in before.reason
    assert first.standing is Standing.IN_FORCE
    assert first.since == CODE_DAY


@pytest.mark.parametrize("instrument_id", REPEALED_BY_THE_CODE)
def test_the_ten_laws_end_on_the_day_of_the_code(instrument_id: str) -> None:
    last, after = stands(f"{instrument_id}:1", DAY_BEFORE), stands(f"{instrument_id}:1", CODE_DAY)
    assert last.standing is Standing.IN_FORCE
    assert "2026年8月15日起由《生态环境法典》第一千二百四十二条废止" in last.reason
    assert after.standing is Standing.REPEALED
    assert after.since == CODE_DAY
    assert cited(after.by) == [f"{CODE}:1242"]


def test_there_are_ten_of_them() -> None:
    assert len(REPEALED_BY_THE_CODE) == 10


def test_a_repealed_article_names_the_articles_after_it() -> None:
    found = stands("air-pollution-law-2018:99", CODE_DAY)
    assert cited(found.successors) == [f"{CODE}:{number}" for number in (1102, 1107, 1108)]
    assert found.reason.endswith(
        "同一内容现在看《生态环境法典》第一千一百零二条、第一千一百零七条、第一千一百零八条。"
    )


def test_a_repealed_item_names_the_article_after_that_item() -> None:
    found = stands("air-pollution-law-2018:99.1.1", CODE_DAY)
    assert cited(found.successors) == [f"{CODE}:1102"]


def test_a_repealed_article_with_nothing_after_it_says_so() -> None:
    found = stands("air-pollution-law-2018:57", CODE_DAY)
    assert found.successors == ()
    assert "没有对应的条文" in found.reason


def test_article_34_of_the_permit_regulation_gives_way_to_article_1103_of_the_code() -> None:
    before = stands(f"{PERMIT}:34.1.1", DAY_BEFORE)
    after = stands(f"{PERMIT}:34.1.1", CODE_DAY)
    assert before.standing is Standing.IN_FORCE
    assert after.standing is Standing.OVERRIDDEN
    assert after.since == CODE_DAY
    assert cited(after.by) == cited(after.successors) == [f"{CODE}:1103"]
    assert "适用上位法《生态环境法典》第一千一百零三条" in after.reason
    assert cited(stands(f"{PERMIT}:34", CODE_DAY).by) == [f"{CODE}:1103", f"{CODE}:1108"]


def test_an_overridden_article_is_overridden_in_its_paragraphs_and_items() -> None:
    for place in ("33.1.2", "34.1", "39.1", "44.1.2"):
        assert standing(f"{PERMIT}:{place}", CODE_DAY) is Standing.OVERRIDDEN


@pytest.mark.parametrize("place", ["36", "36.1", "37"])
def test_a_citation_that_takes_in_what_no_longer_applies_must_be_narrowed(place: str) -> None:
    found = stands(f"{PERMIT}:{place}", CODE_DAY)
    assert found.standing is Standing.UNSURE
    assert "引用请写到款、项" in found.reason
    assert standing(f"{PERMIT}:{place}", DAY_BEFORE) is Standing.IN_FORCE


@pytest.mark.parametrize("place", ["22", "35", "35.1.2", "36.1.2", "36.1.9", "37.1.3", "41"])
def test_what_only_the_regulation_rules_stays_in_force(place: str) -> None:
    assert standing(f"{PERMIT}:{place}", CODE_DAY) is Standing.IN_FORCE


@pytest.mark.parametrize("place", ["36.1.8", "37.1.2", "37.1.4", "40", "42"])
def test_what_the_table_leaves_open_is_unsure_and_not_before_the_code(place: str) -> None:
    assert standing(f"{PERMIT}:{place}", CODE_DAY) is Standing.UNSURE
    assert standing(f"{PERMIT}:{place}", DAY_BEFORE) is Standing.IN_FORCE


def test_a_rule_beside_the_code_is_in_force_with_a_remark() -> None:
    found = stands("monitoring-regulation-2025:44", CODE_DAY)
    assert found.standing is Standing.IN_FORCE
    assert "《生态环境法典》第一千零八十八条" in found.remark
    whole = stands("construction-project-environment-regulation-2017:23", CODE_DAY)
    assert whole.standing is Standing.IN_FORCE
    assert "第一千一百条" in whole.remark


def test_an_act_of_2017_is_not_judged_by_the_text_of_2018() -> None:
    found = stands("air-pollution-law-2018:99", date(2017, 5, 1))
    assert found.standing is Standing.NOT_HELD
    assert "2015年8月29日通过或者修改，2016年1月1日起施行" in found.reason
    assert standing("air-pollution-law-2018:99", date(2018, 10, 25)) is Standing.NOT_HELD
    assert standing("air-pollution-law-2018:99", date(2018, 10, 26)) is Standing.IN_FORCE


def test_before_the_first_version_of_a_law_there_is_none() -> None:
    found = stands("air-pollution-law-2018:99", date(1987, 9, 4))
    assert found.standing is Standing.NOT_YET
    assert "还没有制定" in found.reason


def test_a_law_without_earlier_versions_is_not_yet_in_force_before_its_day() -> None:
    assert standing("noise-pollution-law-2021:1", date(2022, 6, 4)) is Standing.NOT_YET
    assert standing("noise-pollution-law-2021:1", date(2022, 6, 5)) is Standing.IN_FORCE


@pytest.mark.parametrize(
    "instrument_id",
    [
        "daily-penalty-measures-2014",
        "seizure-measures-2014",
        "production-restriction-measures-2014",
        "administrative-detention-transfer-measures-2014",
        "eia-registration-form-measures-2016",
    ],
)
def test_measures_made_under_a_repealed_law_stand_with_a_doubt(instrument_id: str) -> None:
    found = stands(f"{instrument_id}:1", CODE_DAY)
    assert found.standing is Standing.IN_FORCE
    assert "待核对" in found.remark


def test_the_catalogue_of_2019_stands_and_says_that_a_newer_one_was_not_found() -> None:
    found = stands("pollutant-discharge-permit-catalogue-2019:3", CODE_DAY)
    assert found.standing is Standing.IN_FORCE
    assert "有无新版没有查到" in found.remark


@pytest.mark.parametrize(
    "text", ["ee-penalty-discretion-guidance-2019:s3", "ee-enforcement-reform-opinion-2018:s1"]
)
def test_a_document_without_a_known_first_day_is_unsure(text: str) -> None:
    found = stands(text, CODE_DAY)
    assert found.standing is Standing.UNSURE
    assert "施行日期没有核对清楚" in found.reason


def test_an_instrument_without_text_is_unsure_until_it_is_known_to_be_repealed() -> None:
    assert standing("legislation-law:99", CODE_DAY) is Standing.UNSURE
    assert standing("environmental-noise-pollution-law:1", date(2022, 6, 4)) is Standing.UNSURE
    assert standing("environmental-noise-pollution-law:1", date(2022, 6, 5)) is Standing.REPEALED


def test_a_rule_that_was_repealed_by_another_rule_names_it() -> None:
    found = stands("environmental-penalty-measures-2010:1", date(2023, 7, 1))
    assert found.standing is Standing.REPEALED
    assert cited(found.by) == ["ee-administrative-penalty-measures-2023:92"]
    assert standing("environmental-penalty-measures-2010:1", date(2023, 6, 30)) is Standing.IN_FORCE


def test_a_citation_that_points_nowhere_has_no_standing() -> None:
    with pytest.raises(UnknownInstrumentError):
        stands("no-such-law:1", CODE_DAY)
    with pytest.raises(UnknownArticleError):
        stands(f"{CODE}:1243", CODE_DAY)


def test_an_instrument_as_a_whole_stands_where_its_untouched_articles_do() -> None:
    assert instrument_status(PERMIT, CODE_DAY, LAW).standing is Standing.IN_FORCE
    assert instrument_status(CODE, DAY_BEFORE, LAW).standing is Standing.NOT_YET
    repealed = instrument_status("noise-pollution-law-2021", CODE_DAY, LAW)
    assert repealed.reason == "2026年8月15日起由《生态环境法典》第一千二百四十二条废止。"


def test_a_bureau_s_own_rule_begins_and_ends_on_its_days() -> None:
    own = Instrument(
        id="shifan-rule-2025",
        title="示范规则",
        short_title="示范规则",
        kind="规范性文件",
        issuer="示范局",
        effective=date(2025, 3, 1),
        repealed=date(2027, 1, 1),
        repealed_by=parse_citation(f"{CODE}:1242"),
        article_count=3,
        versions=(Version(date(2025, 3, 1), None, 3),),
    )
    law = replace(LAW, registry=Registry([*LAW.registry, own]))
    rule = parse_citation("shifan-rule-2025:2")
    found = [
        status(rule, day, law).standing
        for day in (date(2025, 2, 28), date(2025, 3, 1), date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert found == [Standing.NOT_YET, Standing.IN_FORCE, Standing.IN_FORCE, Standing.REPEALED]


ORDER = {
    Standing.NOT_YET: 0,
    Standing.NOT_HELD: 1,
    Standing.IN_FORCE: 2,
    Standing.OVERRIDDEN: 3,
    Standing.REPEALED: 4,
}


@given(places(), DAYS, DAYS)
def test_law_only_goes_forward(place: Citation, one: date, other: date) -> None:
    """Not yet, older version, in force, overridden, repealed: never back."""
    early, late = sorted((one, other))
    found = [status(place, day, LAW).standing for day in (early, late)]
    known = [ORDER[one] for one in found if one in ORDER]
    assert known == sorted(known)


@given(places(), DAYS)
def test_every_status_explains_itself(place: Citation, on: date) -> None:
    found = status(place, on, LAW)
    assert found.reason.endswith("。")
    assert found.remark == "" or found.remark.endswith("。")
    assert found.since is None or found.since <= on
    for citation in (*found.by, *found.successors):
        LAW.registry.resolve(citation)


@given(places(), DAYS)
def test_nothing_is_in_force_outside_the_days_of_its_instrument(place: Citation, on: date) -> None:
    instrument = LAW.registry.get_instrument(place.instrument)
    if status(place, on, LAW).standing is Standing.IN_FORCE:
        assert instrument.in_force(on)
        assert instrument.has_text


@given(places(), DAYS)
def test_what_holds_of_an_article_holds_of_its_places_unless_the_table_goes_deeper(
    place: Citation, on: date
) -> None:
    deeper = any(place.whole_article.covers(row.lower) for row in LAW.overrides)
    if not deeper:
        of_article = status(place.whole_article, on, LAW)
        assert status(place, on, LAW).standing is of_article.standing


@pytest.mark.parametrize("instrument", WITH_TEXT, ids=lambda one: one.id)
def test_standing_changes_exactly_on_the_known_days(instrument: Instrument) -> None:
    place, step = last_place(instrument), timedelta(days=1)
    if instrument.effective is not None:
        before = status(place, instrument.effective - step, LAW).standing
        assert before in {Standing.NOT_YET, Standing.NOT_HELD}
        assert status(place, instrument.effective, LAW).standing is Standing.IN_FORCE
    if instrument.repealed is not None:
        assert status(place, instrument.repealed - step, LAW).standing is Standing.IN_FORCE
        assert status(place, instrument.repealed, LAW).standing is Standing.REPEALED


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2004, 1, 15), "已经通过，还没有施行"),
        (date(2003, 8, 26), "还没有制定"),
        (date(2004, 6, 30), "已经通过，还没有施行"),
    ],
)
def test_between_adoption_and_its_first_day_a_law_is_adopted(on, said):
    found = stands("administrative-licensing-law-2019:1", on)
    assert found.standing is Standing.NOT_YET
    assert said in found.reason


class TestImportedVersions:
    """An older version that a bureau imported is held, and answers for its days."""

    ARTICLE = "air-pollution-law-2018:99"

    def law(self, folder, *effective: date) -> Law:
        law, problems = Law.with_own(folder)
        assert problems == []
        assert law.library is not None
        texts = [
            make_instrument(
                make_article(99, "示范条文。"), instrument="air-pollution-law-2018", effective=day
            )
            for day in effective
        ]
        law.library.add_all(texts)
        return law

    def found(self, law: Law, on: date) -> Status:
        return status(parse_citation(self.ARTICLE), on, law)

    def test_a_day_of_an_older_version_is_not_held_before_the_import(self, tmp_path):
        assert self.found(self.law(tmp_path), date(2017, 6, 1)).standing is Standing.NOT_HELD

    def test_the_imported_version_is_in_force_on_its_days(self, tmp_path):
        law = self.law(tmp_path, date(2016, 1, 1))
        found = self.found(law, date(2017, 6, 1))
        assert (found.standing, found.since) == (Standing.IN_FORCE, date(2016, 1, 1))
        assert "2018年10月26日起看后来的版本" in found.reason
        assert self.found(law, date(2016, 1, 1)).standing is Standing.IN_FORCE
        assert self.found(law, date(2015, 12, 31)).standing is Standing.NOT_HELD

    def test_an_older_version_does_not_answer_for_days_of_a_later_one(self, tmp_path):
        law = self.law(tmp_path, date(2000, 9, 1))
        assert self.found(law, date(2017, 6, 1)).standing is Standing.NOT_HELD

    def test_the_registered_version_stays_what_it_is(self, tmp_path):
        law = self.law(tmp_path, date(2016, 1, 1), date(2018, 10, 26))
        assert self.found(law, date(2019, 1, 1)) == stands(self.ARTICLE, date(2019, 1, 1))
        assert self.found(law, CODE_DAY).standing is Standing.REPEALED
