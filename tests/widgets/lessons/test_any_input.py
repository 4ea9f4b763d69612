"""Whatever is filled in, the page answers with a date or a sentence, never with a failure."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from courses.statutes.deadlines.excluded_time import ExcludedKind
from courses.statutes.deadlines.proposed_penalty import Party, PenaltyKind
from courses.statutes.deadlines.workdays import WorkCalendar
from widgets.lessons.case_clock import CaseClock
from widgets.lessons.excluded_rows import NOTHING
from widgets.lessons.hearing_planner import HearingPlanner
from widgets.lessons.inputs import UNEXPECTED

CALENDAR = WorkCalendar.embedded()
DAYS = st.none() | st.dates(date(2024, 11, 1), date(2027, 3, 1))
REASONS = st.sampled_from([NOTHING, *(kind.value for kind in ExcludedKind)])
AMOUNTS = st.sampled_from([-1, 0, 4_999, 5_000, 200_000, 500_000, 2**53])


@settings(max_examples=60)
@given(st.lists(DAYS, min_size=8, max_size=8), REASONS, st.booleans(), st.integers(0, 30))
def test_the_clock_answers_to_any_dates(
    days: list[date | None], reason: str, extended: bool, more: int
) -> None:
    clock = CaseClock(CALENDAR)
    row = clock.excluded.rows[0]
    inputs = (
        clock.found_on,
        clock.registered_on,
        clock.filed_on,
        clock.informed_on,
        clock.hearing_on,
        clock.decided_on,
        row.first,
        row.last,
    )
    for one, day in zip(inputs, days, strict=True):
        one.value = day
        assert clock.output.value.startswith("<p")
        assert UNEXPECTED not in clock.output.value
    row.kind.value = reason
    clock.extended.value = extended
    clock.second_extension.value = more
    assert UNEXPECTED not in clock.output.value


@settings(max_examples=60)
@given(
    st.sampled_from(Party),
    st.lists(AMOUNTS, min_size=5, max_size=5),
    st.frozensets(st.sampled_from(PenaltyKind)),
    st.text(),
    st.tuples(DAYS, DAYS),
)
def test_the_planner_answers_to_any_penalty(
    party: Party,
    amounts: list[int],
    kinds: frozenset[PenaltyKind],
    basis: str,
    days: tuple[date | None, date | None],
) -> None:
    planner = HearingPlanner(CALENDAR)
    planner.party.value = party
    fields = (
        planner.fine,
        planner.confiscated_income,
        planner.confiscated_goods,
        planner.local_hearing.yuan,
        planner.local_discussion.yuan,
    )
    for one, amount in zip(fields, amounts, strict=True):
        one.value = amount
    planner.local_hearing.basis.value = basis
    for kind in kinds:
        planner.kinds[kind].value = True
    planner.informed_on.value, planner.hearing_on.value = days
    assert planner.output.value.startswith("<")
    assert UNEXPECTED not in planner.output.value
