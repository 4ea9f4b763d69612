"""What a unit has to hold follows from its category and its common processes."""

import pytest

from courses.statutes.law import Law
from courses.statutes.permits.common_processes import Management, Process, conclude, heaviest
from courses.statutes.tables.permit_catalogue import embedded_permit_catalogue

CATALOGUE = {one.number: one for one in embedded_permit_catalogue()}
BY_PROCESS, OWN_COLUMNS, LISTED_IS_KEY = 83, 62, 35


def management(number: int, *processes: Process, listed: bool | None = False):
    return conclude(CATALOGUE[number], processes, is_listed=listed).management


@pytest.mark.parametrize("process", Process)
def test_a_process_of_a_listed_unit_is_under_key_management(process: Process) -> None:
    assert heaviest([process], is_listed=True) == (Management.KEY, True)


@pytest.mark.parametrize("process", Process)
def test_the_management_of_a_process_stands_in_its_column(process: Process) -> None:
    category = CATALOGUE[process.category]
    column = {
        Management.SIMPLIFIED: category.simplified_management,
        Management.REGISTRATION: category.registration_management,
    }
    assert column[process.unlisted] != "/"
    assert category.key_management == "纳入重点排污单位名录的"


def test_the_heaviest_process_counts() -> None:
    both = [Process.SMALL_BOILER, Process.LARGE_WATER]
    assert heaviest(both, is_listed=False) == (Management.SIMPLIFIED, True)


def test_nothing_is_settled_before_the_list_was_looked_at() -> None:
    assert heaviest([Process.LARGE_BOILER], is_listed=None) == (None, False)
    assert heaviest([], is_listed=None) == (None, True)
    found = conclude(CATALOGUE[BY_PROCESS], [Process.LARGE_BOILER], is_listed=None)
    assert found.management is None
    assert "重点排污单位名录" in found.answer
    assert found.reasons == ("列入了，通用工序是重点管理；没有列入，是简化管理。",)


def test_an_industry_that_follows_its_processes_applies_for_them_alone() -> None:
    found = conclude(CATALOGUE[BY_PROCESS], [Process.OTHER_FURNACE], is_listed=False)
    assert found.management is Management.SIMPLIFIED
    assert "只就涉及的通用工序" in found.answer


def test_without_a_heavy_process_it_only_fills_in_the_form() -> None:
    assert management(BY_PROCESS) is Management.REGISTRATION
    assert management(BY_PROCESS, Process.SMALL_BOILER) is Management.REGISTRATION
    assert management(BY_PROCESS, listed=True) is Management.REGISTRATION


def test_other_industries_are_looked_at_by_their_processes() -> None:
    assert management(108, Process.LARGE_BOILER) is Management.SIMPLIFIED
    assert management(108, Process.SMALL_BOILER) is Management.REGISTRATION
    assert management(108, listed=True) is Management.KEY
    assert "通用工序" not in conclude(CATALOGUE[108], [], is_listed=True).answer
    assert management(108) is None


def test_an_industry_with_columns_of_its_own_is_compared_with_them() -> None:
    assert management(OWN_COLUMNS, Process.SMALL_BOILER) is None
    assert management(LISTED_IS_KEY, listed=True) is Management.KEY


def test_a_process_is_no_industry() -> None:
    assert "不是行业" in conclude(CATALOGUE[109], [], is_listed=False).answer


@pytest.mark.parametrize("number", CATALOGUE)
def test_whatever_is_concluded_rests_on_articles_that_exist(number: int) -> None:
    registry = Law.embedded().registry
    for listed in (None, True, False):
        for processes in ([], [Process.SMALL_BOILER], [Process.LARGE_BOILER]):
            found = conclude(CATALOGUE[number], processes, is_listed=listed)
            assert found.citations
            assert all(registry.resolve(one) for one in found.citations)
