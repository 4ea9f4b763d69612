"""Which permit holders the training of a year has reached, computed again from what was put in."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from builders.certificates import Training, hold_session, sign_in
from openpyxl import load_workbook

from courses.clock import HOME_ZONE
from grading.people.states import EnterpriseState, PermitCategory
from grading.training.coverage import NO_INDUSTRY, TrainingCoverage
from grading.training.coverage_workbook import coverage_workbook
from grading.training.model import TrainingState

LONG_AGO = date(2024, 1, 1)
KEY, SIMPLIFIED = PermitCategory.KEY, PermitCategory.SIMPLIFIED
LAST_YEAR = datetime(2025, 5, 6, 2, 0, tzinfo=UTC)
NEW_YEAR = datetime(2025, 12, 31, 16, 30, tzinfo=UTC)
"""Half past midnight of 2026 in the home's zone."""


def state(name, industry="棉花加工", category=KEY, **more) -> EnterpriseState:
    usual = {"valid_from": LONG_AGO}
    return EnterpriseState(name=name, industry=industry, permit_category=category, **(usual | more))


class Bureau(Training):
    """Enterprises by name, and who of them came to which session."""

    def __init__(self, folder):
        super().__init__(folder)
        self.ids = self.know(
            state("示范甲"),
            state("示范乙"),
            state("示范丙", "水泥制造", SIMPLIFIED),
            state("示范丁", None, SIMPLIFIED),
            state("=示范戊", "水泥制造"),
            state("示范未分类", "水泥制造", None),
            state("示范停业"),
        )
        ended = state("示范停业", is_ended=True, valid_from=date(2026, 3, 1))
        with self.database.begin() as records:
            records.enterprises.hold([(self.ids["示范停业"], ended)], self.clock())
        march, june = (datetime(2026, month, 3, 2, 0, tzinfo=UTC) for month in (3, 6))
        self.hold(LAST_YEAR, "示范甲", "=示范戊")
        self.hold(NEW_YEAR, "示范甲", "示范停业")
        first = self.hold(march, "示范甲", "示范甲", "示范丙", invited=("示范甲", "示范乙"))
        self.hold(june, "示范未分类", None, invited=("示范乙",))
        self.withdrawn(first, "示范乙")
        cancelled = self.hold(june, "示范丁")
        with self.database.begin() as records:
            now = self.clock()
            records.training.move(cancelled, TrainingState.CANCELLED, "x", self.manager.id, now)
            hold_session(records, self.manager.id, now + timedelta(days=9))
        self.coverage = TrainingCoverage(self.database, self.clock, HOME_ZONE)

    def know(self, *states) -> dict[str, int]:
        with self.database.begin() as records:
            ids = records.enterprises.add_many(states)
            records.enterprises.hold(zip(ids, states, strict=True), self.clock())
        return {one.name: id_ for one, id_ in zip(states, ids, strict=True)}

    def hold(self, starts, *came, invited=()) -> int:
        people = [self.person() for _ in came]
        with self.database.begin() as records:
            held = hold_session(records, self.manager.id, starts)
            ids = [self.ids[name] for name in invited]
            records.training.invite(held, ids, invited=True, by=self.manager.id, at=starts)
            for person, name in zip(people, came, strict=True):
                sign_in(records, held, person.id, starts, self.ids[name] if name else None)
        return held

    def withdrawn(self, session, name) -> None:
        person = self.person()
        with self.database.begin() as records:
            now = self.clock()
            made = sign_in(records, session, person.id, now, self.ids[name])
            records.sign_ins.withdraw(made, "示范理由", self.manager.id, now)


@pytest.fixture(scope="module")
def bureau(tmp_path_factory):
    made = Bureau(tmp_path_factory.mktemp("coverage"))
    yield made
    made.database.close()


def test_reached_is_who_signed_in_this_year_and_counts(bureau):
    coverage = bureau.coverage.of_year(2026)
    assert coverage.day == date(2026, 9, 1)
    told = {
        one.name: (one.is_reached, one.people, one.invited, one.last_year)
        for one in coverage.enterprises
    }
    assert told == {
        "示范甲": (True, 3, 1, 2026),
        "示范乙": (False, 0, 2, None),
        "示范丙": (True, 1, 0, 2026),
        "示范丁": (False, 0, 0, None),
        "=示范戊": (False, 0, 0, 2025),
    }
    assert coverage.uncategorised == 1
    assert (coverage.total.reached, coverage.total.total, coverage.total.percent) == (2, 5, 40)
    industries = {one.label: (one.reached, one.total) for one in coverage.industries}
    assert industries == {"棉花加工": (1, 2), "水泥制造": (1, 2), NO_INDUSTRY: (0, 1)}
    categories = {one.label: (one.reached, one.total) for one in coverage.categories}
    assert categories == {"重点管理": (1, 3), "简化管理": (1, 2)}


def test_figures_count_everybody_of_sessions_that_were_held(bureau):
    figures = bureau.coverage.of_year(2026).figures
    assert (figures.sessions, figures.enterprises) == (3, 4)  # with the ended and the uncategorised
    assert (figures.people, figures.sign_ins) == (7, 7)


def test_an_earlier_year_stands_as_it_was_at_its_end(bureau):
    coverage = bureau.coverage.of_year(2025)
    assert coverage.day == date(2025, 12, 31)
    assert {one.name for one in coverage.enterprises if one.is_reached} == {"示范甲", "=示范戊"}
    assert "示范停业" in {one.name for one in coverage.enterprises}
    assert bureau.coverage.of_year(2022).enterprises == ()
    assert bureau.coverage.of_year(2022).total.percent == 0


def test_the_workbook_says_the_same_and_takes_no_name_for_a_formula(bureau):
    coverage = bureau.coverage.of_year(2026)
    book = load_workbook(io.BytesIO(coverage_workbook(coverage)))
    assert book.sheetnames == ["未培训", "已培训", "按行业", "按管理类别", "全年"]
    missing = [row[0].value for row in book["未培训"].iter_rows(min_row=2)]
    assert sorted(missing) == sorted(one.name for one in coverage.enterprises if not one.is_reached)
    assert all(cell.data_type != "f" for row in book["未培训"] for cell in row)
    sums = [[cell.value for cell in row] for row in book["按管理类别"].iter_rows(min_row=2)]
    assert sums == [["重点管理", 3, 1, 2, 33], ["简化管理", 2, 1, 1, 50], ["全部", 5, 2, 3, 40]]
    assert [cell.value for cell in book["全年"][2]] == [2026, "2026-09-01", 3, 4, 7, 7]
