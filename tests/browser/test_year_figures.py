"""Every figure on the pages of the assessment against pandas on the tables of the demo bureau."""

from collections import Counter
from fractions import Fraction

import pytest
from builders.assessed_in_pandas import Expected, expected_year
from builders.assessment_pages import ShownPolicy, YearOnPage, policies_on_page, year_on_page
from builders.server import Visitor

pytestmark = pytest.mark.browser

YEAR = 2026
PAGE = f"/assessment/{YEAR}"
STANDINGS = ("meets", "not_yet", "exempt")
A_DAY = f"{YEAR}-09-15"
AUDIENCES = ("officer", "leader")


def written(amount: Fraction) -> str:
    """Write an amount as pages do: two decimals, none that say nothing."""
    if amount.denominator == 1:
        return str(amount)
    return f"{float(amount):.2f}".rstrip("0")


def check_everybody(page: YearOnPage, expected: dict[tuple[str, str], Expected]) -> None:
    assert page.rows.keys() == expected.keys()
    counts = Counter(one.standing for one in expected.values())
    assert page.totals == {standing: counts[standing] for standing in STANDINGS}
    departments = {one.department or "（未分部门）" for one in expected.values()}
    by_department = Counter(
        (one.department or "（未分部门）", one.standing) for one in expected.values()
    )
    assert page.departments == {
        name: tuple(by_department[name, standing] for standing in STANDINGS) for name in departments
    }
    for key, one in expected.items():
        row = page.rows[key]
        assert (row.department, row.standing) == (one.department or "（未分部门）", one.standing)
        assert row.band == one.band
        exempt = one.standing == "exempt"
        assert row.progress == (f"在岗 {one.days_in_post} 天" if exempt else f"{one.percent}%")
        missing = [needed - had for needed, had in one.requirements if had < needed]
        shown = missing[:2] if one.standing == "not_yet" else []
        assert row.missing == tuple(map(written, shown))


def check_person(page: ShownPolicy, one: Expected) -> None:
    assert (page.standing, page.band) == (one.standing, one.band)
    assert page.points == (written(one.points) if one.band else None)
    part = one.days_in_post if one.days_in_post < 365 else None
    assert page.days_in_post == part
    assert len(page.requirements) == len(one.requirements)
    for shown, (needed, had) in zip(page.requirements, one.requirements, strict=True):
        assert (shown.needed, shown.had) == (written(needed), written(had))
        assert shown.missing == (written(needed - had) if had < needed else None)


def check_lines(page: ShownPolicy) -> None:
    """What a figure of hours, lessons or sessions says is the sum of the records below it."""
    for one in page.requirements:
        is_best = one.counted and float(one.had) == max(one.counted)
        rounding = 0.005 * (len(one.counted) + 1)
        assert is_best or abs(sum(one.counted) - float(one.had)) <= rounding


def test_every_figure_of_the_demo_bureaus_year_is_the_one_that_pandas_works_out(portal, home):
    manager = Visitor(portal.address).log_in("manager")
    page = year_on_page(manager.ask(PAGE).text)
    expected = expected_year(home.root, YEAR, page.as_of)
    assert {one.standing for one in expected.values()} == set(STANDINGS)
    assert any(60 <= one.days_in_post < 365 for one in expected.values())
    check_everybody(page, expected)
    for learner_id in dict.fromkeys(learner_id for learner_id, _ in expected):
        mine = [expected[key] for key in ((learner_id, of) for of in AUDIENCES) if key in expected]
        shown = policies_on_page(manager.ask(f"{PAGE}/{learner_id}").text)
        for of_policy, one in zip(shown, mine, strict=True):
            check_person(of_policy, one)
            check_lines(of_policy)
    then = year_on_page(manager.ask(f"{PAGE}?as_of={A_DAY}").text)
    check_everybody(then, expected_year(home.root, YEAR, A_DAY))
    assert then != page
