"""What holds of every plan, whatever was planned and studied in which order."""

from datetime import UTC, date, datetime
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from grading.hours.model import FileKind, GroupStudy, StoredFile, StudyForm
from grading.leadership.model import PlanItem
from grading.leadership.plan_progress import PlanState, last_day, study_plan

YEAR, TODAY = 2026, date(2026, 7, 15)
AT = datetime(2026, 1, 5, tzinfo=UTC)
LAWS = st.frozensets(st.sampled_from(["law-a", "law-b", "law-c"]), max_size=2).map(sorted)


def make_item(number, laws, month, links, withdrawn):
    return PlanItem(
        id=number,
        year=YEAR,
        topic=f"示范主题{number}",
        cites=tuple(laws),
        form=StudyForm.LECTURE,
        month=month,
        who="领导班子成员",
        added_by="示范管理人员",
        at=AT,
        withdrawn="示范理由" if withdrawn else None,
        links=frozenset(links),
    )


def make_study(number, laws, day):
    return GroupStudy(
        id=number,
        form=StudyForm.LECTURE,
        on=date(YEAR, 1, 1).replace(month=day // 28 + 1, day=day % 28 + 1),
        host="示范主持人",
        topic=f"示范主题{number}",
        cites=tuple(f"{law}:{number}" for law in laws),
        hours=Fraction(2),
        minutes=StoredFile("0" * 64, FileKind.PDF, 1, "纪要.pdf"),
        recorded_by="示范管理人员",
        at=AT,
        attendees=(),
        attendee_ids=(),
    )


ITEMS = st.lists(
    st.tuples(LAWS, st.integers(1, 12), st.sets(st.integers(1, 4), max_size=1), st.booleans()),
    max_size=4,
).map(lambda made: [make_item(number, *one) for number, one in enumerate(made, start=1)])
STUDIES = st.lists(st.tuples(LAWS, st.integers(0, 181)), max_size=4).map(
    lambda made: [make_study(number, *one) for number, one in enumerate(made, start=1)]
)


def plan(items, studies):
    return study_plan(YEAR, items, studies, None, TODAY)


@settings(max_examples=60, deadline=None)
@given(items=ITEMS, studies=STUDIES, more=st.tuples(LAWS, st.integers(0, 181)), data=st.data())
def test_order_never_matters_and_more_study_never_undoes_an_item(items, studies, more, data):
    before = plan(items, studies)
    assert plan(items, data.draw(st.permutations(studies))) == before
    after = plan(items, [*studies, make_study(99, *more)])
    for old, new in zip(before.lines, after.lines, strict=True):
        assert old.state is not PlanState.DONE or new.state is PlanState.DONE
        assert old.done_on is None or new.done_on <= old.done_on


@settings(max_examples=60, deadline=None)
@given(items=ITEMS, studies=STUDIES)
def test_every_item_has_one_state_that_its_days_explain(items, studies):
    found = plan(items, studies)
    assert sum(found.count(state) for state in PlanState) == len(items)
    assert found.done <= found.planned
    assert 0 <= found.percent <= 100
    assert sum(len(found.due_in(month)) for month in range(1, 13)) == found.planned
    for line in found.lines:
        assert (line.done_on is not None) == (line.state is PlanState.DONE)
        if line.state is PlanState.OVERDUE:
            assert last_day(line.item) < TODAY
        if line.done_on:
            assert line.done_on in {study.on for study in line.studies}
