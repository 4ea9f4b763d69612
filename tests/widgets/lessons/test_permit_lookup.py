"""The lookup of the permit catalogue shows the three columns and what the processes mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.statutes.permits.common_processes import Process
from courses.statutes.tables.permit_catalogue import embedded_permit_catalogue
from widgets.lessons import permit_lookup
from widgets.lessons.inputs import UNEXPECTED
from widgets.lessons.permit_lookup import PermitLookup


@pytest.fixture
def lookup() -> PermitLookup:
    return PermitLookup(embedded_permit_catalogue())


def test_an_empty_lookup_asks_for_an_industry(lookup: PermitLookup) -> None:
    assert "请填行业的名称" in lookup.output.value


def test_the_three_columns_of_what_was_found_are_shown(lookup: PermitLookup) -> None:
    lookup.words.value = "塑料制品业292"
    assert lookup.category.value == 62
    assert "塑料人造革、合成革制造2925" in lookup.output.value
    assert "年产1万吨及以上" in lookup.output.value
    assert "先按这一类自己的三栏定档" in lookup.output.value


def test_several_categories_can_be_looked_through(lookup: PermitLookup) -> None:
    lookup.words.value = "锅炉"
    numbers = [number for _, number in lookup.category.options]
    assert {83, 96, 109} <= set(numbers)
    lookup.category.value = 96
    assert "（14兆瓦）" in lookup.output.value


def test_the_processes_change_the_conclusion(lookup: PermitLookup) -> None:
    lookup.words.value = "其他通用设备制造业"
    assert "登记管理：不用申请许可证" in lookup.output.value
    lookup.processes[109].value = Process.LARGE_BOILER
    assert "还定不下来" in lookup.output.value
    lookup.is_listed.value = False
    assert "简化管理：只就涉及的通用工序" in lookup.output.value
    lookup.is_listed.value = True
    assert "重点管理：只就涉及的通用工序" in lookup.output.value
    assert 'href="/statute/pollutant-discharge-permit-catalogue-2019:6"' in lookup.output.value


def test_everyday_words_are_told_as_they_were_read(lookup: PermitLookup) -> None:
    lookup.words.value = "养猪"
    assert "“养猪”按名录里的“牲畜饲养”查" in lookup.output.value


def test_what_is_not_found_is_said_with_what_to_do_next(lookup: PermitLookup) -> None:
    lookup.words.value = "<b>棉花</b>"
    assert "没有找到“&lt;b&gt;棉花&lt;/b&gt;”" in lookup.output.value
    assert "第108类" in lookup.output.value


def test_after_a_search_in_vain_the_next_one_finds_again(lookup: PermitLookup) -> None:
    for words, number in [("棉花", 0), ("108", 108), ("", 0), ("养猪", 1), ("锅炉", 83)]:
        lookup.words.value = words
        assert lookup.category.value == number
        assert lookup.category.index == 0
        assert ("结论" in lookup.output.value) == bool(number)


def test_no_list_is_ever_blank(lookup: PermitLookup) -> None:
    lists = (lookup.category, lookup.is_listed, *lookup.processes.values())
    assert [one.index for one in lists] == [0] * len(lists)
    lookup.is_listed.index = 1
    assert lookup.is_listed.value is True
    lookup.is_listed.index = 0
    assert lookup.is_listed.value is None
    assert lookup.is_listed.index == 0
    lookup.is_listed.value = False
    assert lookup.is_listed.index == 2


@pytest.mark.parametrize("words", ["", "棉花", "108", "热力生产"])
def test_it_always_says_that_a_newer_catalogue_has_to_be_looked_for(
    lookup: PermitLookup, words: str
) -> None:
    lookup.words.value = words
    assert "有没有新版没有查到" in lookup.output.value


@settings(max_examples=60)
@given(
    st.text() | st.integers(0, 120).map(str),
    st.sampled_from([None, True, False]),
    st.none() | st.sampled_from([one for one in Process if one.category == 110]),
)
def test_it_answers_to_anything(words: str, listed: bool | None, furnace: Process | None) -> None:
    lookup = PermitLookup(embedded_permit_catalogue())
    lookup.words.value = words
    lookup.is_listed.value = listed
    lookup.processes[110].value = furnace
    for _, number in lookup.category.options:
        lookup.category.value = number
        assert UNEXPECTED not in lookup.output.value


def test_a_lesson_shows_one(capsys: pytest.CaptureFixture[str]) -> None:
    permit_lookup.show()
    assert "VBox" in capsys.readouterr().out
