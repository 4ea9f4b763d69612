"""Both dashboards as a manager, on a desk and on a phone, against pandas on the tables."""

import re
from fractions import Fraction

import pytest
from builders.assessed_in_pandas import Expected, expected_year
from builders.browser import DESK, PHONE, Size
from builders.html_table import Table
from builders.leadership_in_pandas import ExpectedLeadership, expected_leadership
from builders.server import Visitor
from builders.studying import KERNEL_PATIENCE
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

YEAR = 2026
OFFICERS, LEADERS = "/dashboard/officer-training", "/dashboard/leadership-study"
STANDINGS = {"meets": "已达标", "not_yet": "尚未达标", "exempt": "免考核"}


def written(amount: Fraction) -> str:
    if amount.denominator == 1:
        return str(amount)
    return f"{float(amount):.2f}".rstrip("0").rstrip(".")


def open_dashboard(page: Page, address: str, charts: int) -> None:
    page.goto(address, wait_until="commit")
    expect(page.locator(".figure-cards")).to_be_visible(timeout=KERNEL_PATIENCE)
    expect(page.locator(".picture .main-svg:first-child")).to_have_count(
        charts, timeout=KERNEL_PATIENCE
    )


def resize(page: Page, size: Size) -> None:
    """Look at an open page at another size; nothing of it may stand beside the screen."""
    page.set_viewport_size({"width": size.width, "height": size.height})
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    for chart in page.locator(".picture .js-plotly-plot").all():
        expect(chart).to_be_visible()


def table(page: Page, name: str) -> Table:
    """Read a table, also one that is folded away below its picture."""
    return Table(page.locator(f".wide-table[aria-label='{name}']").evaluate("one => one.outerHTML"))


def cards(page: Page) -> list[str]:
    return page.locator(".figure-card dd").all_inner_texts()


def check_people(page: Page, expected: dict[str, Expected]) -> None:
    shown = table(page, "人员进度")
    rows = {
        address.rpartition("/")[2]: shown.row(number)
        for number, address in enumerate(shown.links, start=1)
    }
    assert rows.keys() == expected.keys()
    for learner_id, one in expected.items():
        row, (needed, had) = rows[learner_id], one.requirements[0]
        assert (row["应学学时"], row["已计学时"]) == (written(needed), written(had))
        assert row["还差学时"] == written(max(needed - had, Fraction(0)))
        assert row["考核状态"].partition("（")[0] == STANDINGS[one.standing]
        assert int(row["完成度（%）"]) == one.percent
        unmet = sum(had < needed for needed, had in one.requirements)
        told = f"{unmet} 项" if unmet and one.standing != "exempt" else "—"
        assert row["没有达到"] == told


def check_means(page: Page, expected: dict[str, Expected]) -> None:
    """Departments, months and the figures at the top are means of those who are assessed."""
    asked = [one for one in expected.values() if one.standing != "exempt"]
    hours = [one.requirements[0] for one in asked]
    needed, had = (sum(column, Fraction(0)) / len(hours) for column in zip(*hours, strict=True))
    met = sum(one.standing == "meets" for one in asked)
    first, second, _, last = cards(page)
    assert (first, second) == (f"{len(asked)} 人", f"{met} 人")
    assert last == f"{written(had)} / {written(needed)}"
    assert table(page, "学时进度").column("人均已计学时")[-1] == written(had)
    departments = table(page, "各部门人均学时")
    for number, name in enumerate(departments.column("部门"), start=1):
        own = [o.requirements[0][1] for o in asked if (o.department or "（未分部门）") == name]
        row = departments.row(number)
        assert int(row["人数"]) == len(own)
        mean = sum(own, Fraction(0)) / len(own) if own else Fraction(0)
        assert row["人均已计学时"] == written(mean)
    lacking = table(page, "各项要求").column("没有达到")
    assert lacking == [
        str(sum(had < needed for needed, had in column))
        for column in zip(*(one.requirements for one in asked), strict=True)
    ]


def check_evidence(page: Page, one: Expected) -> None:
    """The lines of one person add up to what counts."""
    page.get_by_label("查看").select_option(index=1)
    detail = page.locator(".officer-detail")
    expect(detail).to_be_visible(timeout=KERNEL_PATIENCE)
    needed, had = one.requirements[0]
    state = detail.locator(".asked-state").first.inner_text()
    assert state.startswith(f"{written(had)} / {written(needed)} 学时")
    if had:
        lines = table(page, "全年学时").column("计入")
        counted = [Fraction(re.match(r"[\d.]+", line)[0]) for line in lines]
        assert abs(sum(counted) - had) <= Fraction(len(counted), 200)


def check_leadership(page: Page, expected: ExpectedLeadership) -> None:
    done, _, studies, *_ = cards(page)
    assert done == f"{expected.done} / {expected.planned} 项"
    assert studies == f"{expected.studies} 次"
    shown = table(page, "参加集体学习")
    named = {name.partition("（")[0]: shown.row(n) for n, name in enumerate(shown.column(), 1)}
    assert {name: int(row["参加"]) for name, row in named.items()} == {
        name: expected.attended.get(name, 0) for name in named
    }
    duties = page.locator(".picture .wide-table").last.evaluate("one => one.outerHTML")
    counts = [sum(map(int, row[1:])) for row in Table(duties).rows[1:]]
    assert tuple(counts) == expected.evidence


def test_every_figure_of_the_officers_is_the_one_that_pandas_works_out(open_page, home):
    page, watch = open_page("manager", DESK)
    open_dashboard(page, OFFICERS, charts=4)
    as_of = re.search(r"按 (\S+) 为止", page.locator(".figures-note").first.inner_text())[1]
    every = expected_year(home.root, YEAR, as_of)
    expected = {learner: one for (learner, of), one in every.items() if of == "officer"}
    first = table(page, "人员进度").links[0].rpartition("/")[2]
    check_evidence(page, expected[first])
    for size in (DESK, PHONE):
        resize(page, size)
        check_people(page, expected)
        check_means(page, expected)
    assert watch.complaints == []


def test_every_figure_of_the_leaders_is_the_one_that_pandas_works_out(open_page, home):
    page, watch = open_page("manager", PHONE)
    expected = expected_leadership(home.root, YEAR)
    assert expected.done and expected.studies and any(expected.evidence)
    open_dashboard(page, LEADERS, charts=3)
    for size in (PHONE, DESK):
        resize(page, size)
        check_leadership(page, expected)
    assert watch.complaints == []


def test_an_officer_is_refused_both_dashboards(portal):
    officer = Visitor(portal.address).log_in("officer01")
    assert [officer.ask(address).status for address in (OFFICERS, LEADERS)] == [403, 403]
