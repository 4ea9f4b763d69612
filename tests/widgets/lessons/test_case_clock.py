"""The case clock: inputs in, deadlines out, and never a traceback."""

from datetime import date

import ipywidgets as ipw
import pytest

from courses.statutes.deadlines.excluded_time import ExcludedKind
from courses.statutes.deadlines.workdays import WorkCalendar
from widgets.lessons import calculator, case_clock
from widgets.lessons.case_clock import CaseClock
from widgets.lessons.excluded_rows import NOTHING
from widgets.lessons.inputs import UNEXPECTED

# What the portal's websocket lets a browser change.
EDITABLE = {"value", "index"}


@pytest.fixture
def clock() -> CaseClock:
    return CaseClock(WorkCalendar.embedded())


def test_an_empty_clock_asks_for_a_date(clock: CaseClock) -> None:
    assert "请至少填一个日子" in clock.output.value
    assert "<ol" not in clock.output.value


def test_a_found_date_gives_the_filing_deadline_and_says_it_was_put_off(clock: CaseClock) -> None:
    clock.found_on.value = date(2026, 9, 16)
    assert '<time datetime="2026-10-08">2026年10月8日</time>' in clock.output.value
    assert "周四" in clock.output.value
    assert "期满日2026年10月1日（周四）是国庆节假期，已经顺延" in clock.output.value
    assert "clock-rolled" in clock.output.value


def test_a_rule_links_to_its_article(clock: CaseClock) -> None:
    clock.registered_on.value = date(2026, 9, 17)
    address = "/statute/ee-administrative-penalty-measures-2023:33"
    assert f'href="{address}">《生态环境行政处罚办法》第三十三条</a>' in clock.output.value


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("registered_on", date(2026, 9, 17), "2026-09-28"),
        ("filed_on", date(2026, 9, 18), "2026-12-17"),
        ("filed_on", date(2026, 7, 6), "2026-10-08"),
        ("informed_on", date(2026, 9, 23), "2026-10-08"),
        ("decided_on", date(2026, 9, 18), "2026-09-29"),
    ],
)
def test_one_date_alone_gives_its_deadline(
    clock: CaseClock, name: str, given: date, expected: str
) -> None:
    getattr(clock, name).value = given
    assert f'datetime="{expected}"' in clock.output.value


def test_every_input_recomputes_when_it_changes(clock: CaseClock) -> None:
    clock.filed_on.value = date(2026, 3, 16)
    assert 'datetime="2026-06-15"' in clock.output.value
    clock.extended.value = True
    assert 'datetime="2026-07-14"' in clock.output.value
    clock.second_extension.value = 10
    assert 'datetime="2026-07-24"' in clock.output.value
    row = clock.excluded.rows[0]
    row.first.value = date(2026, 4, 1)
    row.last.value = date(2026, 4, 10)
    row.kind.value = ExcludedKind.MONITORING.value
    assert 'datetime="2026-08-03"' in clock.output.value


def test_clearing_the_dates_asks_again(clock: CaseClock) -> None:
    clock.filed_on.value = date(2026, 3, 16)
    clock.filed_on.value = None
    assert "请至少填一个日子" in clock.output.value


def test_deadlines_are_listed_by_date_and_those_without_one_last(clock: CaseClock) -> None:
    clock.found_on.value = date(2026, 9, 16)
    clock.filed_on.value = date(2026, 9, 18)
    clock.extended.value = True
    text = clock.output.value
    assert text.index("2026-10-08") < text.index("2026-12-17") < text.index("没有算出日期")
    assert "共3个期限，算出2个日期，1个有提醒" in text


def test_a_year_without_a_calendar_gives_a_warning_and_no_date(clock: CaseClock) -> None:
    clock.found_on.value = date(2026, 12, 20)
    assert "没有2027年的放假安排" in clock.output.value
    assert "<time" not in clock.output.value


def test_dates_in_an_impossible_order_are_explained(clock: CaseClock) -> None:
    clock.found_on.value = date(2026, 9, 16)
    clock.filed_on.value = date(2026, 9, 15)
    assert "立案日是2026年9月15日（周二），早于发现日" in clock.output.value
    assert "请改成" in clock.output.value


def test_a_second_extension_alone_says_what_to_tick(clock: CaseClock) -> None:
    clock.filed_on.value = date(2026, 3, 16)
    clock.second_extension.value = 5
    assert "请先勾选“负责人批准延长”" in clock.output.value


def test_half_a_span_says_what_is_missing(clock: CaseClock) -> None:
    clock.filed_on.value = date(2026, 3, 16)
    row = clock.excluded.rows[0]
    row.kind.value = ExcludedKind.HEARING.value
    assert "还请填开始日" in clock.output.value
    row.kind.value = NOTHING
    row.first.value = date(2026, 4, 1)
    assert "还请选原因" in clock.output.value


def test_a_row_shows_that_nothing_is_chosen_at_first(clock: CaseClock) -> None:
    for row in clock.excluded.rows:
        # A value of None would leave the browser's list blank.
        assert [text for text, value in row.kind.options if value is None] == []
        assert (row.kind.index, row.reason) == (0, None)


def test_a_span_without_an_end_says_so(clock: CaseClock) -> None:
    clock.filed_on.value = date(2026, 3, 16)
    row = clock.excluded.rows[0]
    row.kind.value = ExcludedKind.SUSPENSION.value
    row.first.value = date(2026, 4, 1)
    assert "中止还没有结束日期" in clock.output.value


def test_a_further_row_appears_when_the_one_before_it_is_used(clock: CaseClock) -> None:
    hidden = [row.box.layout.display == "none" for row in clock.excluded.rows]
    assert hidden == [False, True, True, True]
    clock.excluded.rows[0].kind.value = ExcludedKind.HEARING.value
    hidden = [row.box.layout.display == "none" for row in clock.excluded.rows]
    assert hidden == [False, False, True, True]


def test_a_deadline_shows_its_months_with_numbered_workdays(clock: CaseClock) -> None:
    clock.registered_on.value = date(2026, 9, 17)
    text = clock.output.value
    assert "<caption>2026年9月</caption>" in text
    assert '<span class="clock-day">17</span> <span class="clock-mark">起</span>' in text
    assert '<span class="clock-day">20</span> <span class="clock-mark">班</span>' in text
    assert '<span class="clock-mark">第2</span>' in text
    assert '<span class="clock-day">25</span> <span class="clock-mark">休</span>' in text
    assert '<span class="clock-day">28</span> <span class="clock-mark">截止</span>' in text


def test_a_remark_about_the_calendar_stays_above_the_result() -> None:
    clock = CaseClock(WorkCalendar.embedded(), "缺一年的放假安排。<b>")
    assert "缺一年的放假安排。&lt;b&gt;" in clock.output.value
    clock.filed_on.value = date(2026, 3, 16)
    assert clock.output.value.index("缺一年") < clock.output.value.index("<ol")


def test_a_date_beyond_the_calendar_of_the_computer_ends_in_a_sentence(clock: CaseClock) -> None:
    clock.found_on.value = date(9999, 12, 31)
    assert UNEXPECTED in clock.output.value
    clock.found_on.value = date(2026, 9, 16)
    assert 'datetime="2026-10-08"' in clock.output.value


def test_every_input_is_changed_through_a_trait_that_the_portal_lets_through(
    clock: CaseClock,
) -> None:
    for one in clock.inputs:
        assert EDITABLE & set(one.keys), type(one)
        assert one.description


def test_showing_puts_the_clock_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XUEFA_API", raising=False)
    shown: list[object] = []
    monkeypatch.setattr(calculator, "display", shown.append)
    case_clock.show()
    assert len(shown) == 1
    assert isinstance(shown[0], ipw.VBox)
