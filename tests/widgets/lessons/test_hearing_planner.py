"""The hearing planner: what a proposed penalty needs, and by when."""

from datetime import date

import ipywidgets as ipw
import pytest

from courses.statutes.deadlines.proposed_penalty import Party, PenaltyKind
from courses.statutes.deadlines.workdays import WorkCalendar
from widgets.lessons import calculator, hearing_planner
from widgets.lessons.hearing_planner import HearingPlanner


@pytest.fixture
def planner() -> HearingPlanner:
    return HearingPlanner(WorkCalendar.embedded())


def answer(planner: HearingPlanner, step: str) -> str:
    """Return what the page answers to a step."""
    after = planner.output.value.partition(f'{step}：<strong class="plan-answer">')[2]
    return after.partition("<")[0]


def test_an_empty_planner_asks_for_a_penalty_and_a_date(planner: HearingPlanner) -> None:
    assert "请填拟罚款" in planner.output.value
    assert "填上告知日" in planner.output.value
    assert "plan-steps" not in planner.output.value


@pytest.mark.parametrize(
    ("party", "fine", "expected"),
    [
        (Party.ORGANISATION, 150_000, "不是必须"),
        (Party.ORGANISATION, 200_000, "应当"),
        (Party.CITIZEN, 8_000, "应当"),
        (Party.CITIZEN, 3_000, "不是必须"),
    ],
)
def test_the_right_to_a_hearing_follows_party_and_amount(
    planner: HearingPlanner, party: Party, fine: int, expected: str
) -> None:
    planner.party.value = party
    planner.fine.value = fine
    assert answer(planner, "告知听证权利") == expected


def test_stopping_production_needs_a_hearing_and_a_discussion(planner: HearingPlanner) -> None:
    planner.party.value = Party.ORGANISATION
    planner.kinds[PenaltyKind.STOP_TO_RECTIFY].value = True
    assert answer(planner, "告知听证权利") == "应当"
    assert answer(planner, "集体讨论") == "应当"


def test_half_a_million_changes_the_discussion_only(planner: HearingPlanner) -> None:
    planner.party.value = Party.ORGANISATION
    planner.fine.value = 300_000
    assert (answer(planner, "告知听证权利"), answer(planner, "集体讨论")) == ("应当", "不是必须")
    planner.fine.value = 500_000
    assert (answer(planner, "告知听证权利"), answer(planner, "集体讨论")) == ("应当", "应当")


def test_a_held_hearing_leaves_the_review_to_be_judged(planner: HearingPlanner) -> None:
    planner.fine.value = 300_000
    planner.heard.value = True
    assert answer(planner, "法制审核") == "要先判断"
    planner.major_rights.value = True
    assert answer(planner, "法制审核") == "应当"


def test_every_finding_shows_its_tone_in_words_and_links_its_article(
    planner: HearingPlanner,
) -> None:
    planner.fine.value = 300_000
    steps = planner.output.value.partition("</div>")[0]
    assert steps.count("<li>") == steps.count("clock-tag") == steps.count('href="/statute/')
    assert "存疑待查" in steps


def test_the_notice_gives_the_last_day_to_answer_and_to_ask(planner: HearingPlanner) -> None:
    planner.party.value = Party.ORGANISATION
    planner.fine.value = 300_000
    planner.informed_on.value = date(2026, 9, 16)
    assert planner.output.value.count('datetime="2026-09-22"') == 2
    assert "当事人要求听证" in planner.output.value


def test_the_hearing_gives_the_latest_day_for_its_notice(planner: HearingPlanner) -> None:
    planner.fine.value = 300_000
    planner.informed_on.value = date(2026, 9, 23)
    planner.hearing_on.value = date(2026, 10, 28)
    assert 'datetime="2026-10-19"' in planner.output.value
    assert "2026年10月16日（周五）" in planner.output.value


def test_without_a_right_to_a_hearing_only_the_statement_has_a_day(planner: HearingPlanner) -> None:
    planner.party.value = Party.ORGANISATION
    planner.fine.value = 10_000
    planner.informed_on.value = date(2026, 9, 16)
    planner.hearing_on.value = date(2026, 9, 1)
    assert planner.output.value.count("<time") == 1
    assert "不用告知听证权利" in planner.output.value


def test_a_hearing_before_the_notice_is_explained_beside_the_plan(planner: HearingPlanner) -> None:
    planner.fine.value = 300_000
    planner.informed_on.value = date(2026, 9, 16)
    planner.hearing_on.value = date(2026, 9, 1)
    assert "听证日是2026年9月1日（周二），早于告知日" in planner.output.value
    assert answer(planner, "告知听证权利") == "应当"


def test_a_year_without_a_calendar_gives_a_warning_and_no_date(planner: HearingPlanner) -> None:
    planner.fine.value = 300_000
    planner.informed_on.value = date(2026, 12, 30)
    assert "没有2027年的放假安排" in planner.output.value
    assert "<time" not in planner.output.value


def test_an_amount_below_zero_is_explained(planner: HearingPlanner) -> None:
    planner.fine.value = -1
    assert "罚款写了-1元" in planner.output.value
    assert "请填0或者更大的整数" in planner.output.value


def test_a_local_line_is_used_and_its_basis_is_escaped(planner: HearingPlanner) -> None:
    planner.party.value = Party.ORGANISATION
    planner.fine.value = 150_000
    planner.local_hearing.yuan.value = 100_000
    assert answer(planner, "告知听证权利") == "应当"
    assert "请写明依据" in planner.output.value
    planner.local_hearing.basis.value = "<script>示范条例</script>"
    assert "&lt;script&gt;示范条例" in planner.output.value
    assert "<script" not in planner.output.value


def test_every_input_has_a_label_and_a_trait_that_the_portal_lets_through(
    planner: HearingPlanner,
) -> None:
    for one in planner.inputs:
        assert {"value", "index"} & set(one.keys), type(one)
        assert one.description


def test_showing_puts_the_planner_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XUEFA_API", raising=False)
    shown: list[object] = []
    monkeypatch.setattr(calculator, "display", shown.append)
    hearing_planner.show()
    assert len(shown) == 1
    assert isinstance(shown[0], ipw.VBox)
