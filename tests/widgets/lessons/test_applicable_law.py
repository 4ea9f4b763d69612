"""The calculator of the applicable law asks for what the conduct needs and shows both sides."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.statutes.applicable import Fact, Severity
from courses.statutes.law import Law
from courses.statutes.tables.penalties import by_conduct, embedded_penalties
from widgets.lessons import applicable_law
from widgets.lessons.applicable_law import ApplicableLaw
from widgets.lessons.inputs import UNEXPECTED

CONDUCTS = sorted(by_conduct(embedded_penalties()))
DAYS = st.none() | st.dates(date(2014, 1, 1), date(2028, 1, 1))


@pytest.fixture
def calculator() -> ApplicableLaw:
    return ApplicableLaw(Law.embedded())


def fill(calculator: ApplicableLaw, conduct: str, act: date = date(2026, 7, 10)) -> str:
    """Fill in a case that is decided after the Code took effect; return what is shown."""
    calculator.conduct.value = conduct
    calculator.start.value = act
    calculator.decided_on.value = date(2026, 11, 25)
    return str(calculator.output.value)


def answer(calculator: ApplicableLaw) -> str:
    """Return what the page concludes."""
    after = str(calculator.output.value).partition('结论：<strong class="plan-answer">')[2]
    return after.partition("<")[0]


def labels(calculator: ApplicableLaw) -> list[str]:
    """Return the names of the facts that are asked for."""
    return [
        one.description for part in calculator.asked.children for one in part.children[1].children
    ]


def test_an_empty_calculator_asks_for_the_conduct(calculator: ApplicableLaw) -> None:
    assert "请选择行为" in calculator.output.value
    calculator.conduct.value = "refuse-inspection"
    assert "请填行为日期和决定日期" in calculator.output.value


def test_every_conduct_can_be_chosen_by_a_name_of_its_own(calculator: ApplicableLaw) -> None:
    names = [name for name, _ in calculator.conduct.options]
    assert len(set(names)) == len(names) == len(CONDUCTS) + 1


def test_only_the_facts_that_the_conduct_needs_are_asked_for(calculator: ApplicableLaw) -> None:
    assert labels(calculator) == []
    calculator.conduct.value = "unbuilt-eia-form"
    assert labels(calculator) == ["情节", "总投资额（元，0是没有查清）"]
    calculator.conduct.value = "refuse-inspection"
    assert labels(calculator) == []


def test_both_sides_the_steps_and_the_links_are_shown(calculator: ApplicableLaw) -> None:
    page = fill(calculator, "refuse-inspection")
    assert answer(calculator) == "用《大气污染防治法》第九十八条"
    assert 'href="/statute/air-pollution-law-2018:98"' in page
    assert 'href="/statute/ecological-environment-code:1229"' in page
    assert "第4步" in page and "第6步" in page
    assert "罚款下限：旧2万元，法典5万元，旧法轻。" in page


def test_the_result_follows_the_facts(calculator: ApplicableLaw) -> None:
    fill(calculator, "unbuilt-eia-form")
    assert answer(calculator) == "存疑"
    assert "总投资额" in calculator.output.value
    calculator.facts[Fact.SEVERITY].value = Severity.ORDINARY
    calculator.facts[Fact.INVESTMENT].value = 6_000_000
    assert answer(calculator) == "用《环境影响评价法》第三十一条第一款"
    calculator.facts[Fact.INVESTMENT].value = 20_000_000
    assert answer(calculator) == "用《生态环境法典》第一千零九十五条第一款"


def test_a_fact_of_another_conduct_is_forgotten(calculator: ApplicableLaw) -> None:
    fill(calculator, "unbuilt-eia-form")
    calculator.facts[Fact.INVESTMENT].value = -5
    assert "不能是-5" in calculator.output.value
    fill(calculator, "refuse-inspection")
    assert answer(calculator) == "用《大气污染防治法》第九十八条"


def test_an_act_since_the_code_shows_one_side_only(calculator: ApplicableLaw) -> None:
    page = fill(calculator, "refuse-inspection", date(2026, 8, 20))
    assert answer(calculator) == "用《生态环境法典》第一千二百二十九条"
    assert ">旧法<" not in page


def test_days_that_cannot_be_are_told(calculator: ApplicableLaw) -> None:
    fill(calculator, "refuse-inspection", date(2026, 12, 1))
    assert "早于行为终了的日期" in calculator.output.value
    calculator.end.value = date(2026, 11, 1)
    assert "起止日期颠倒" in calculator.output.value


def test_an_act_across_the_first_day_is_open(calculator: ApplicableLaw) -> None:
    fill(calculator, "exceed-standard", date(2026, 8, 1))
    calculator.end.value = date(2026, 9, 1)
    assert answer(calculator) == "存疑"
    assert "第9步" in calculator.output.value


def test_a_lesson_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[object] = []
    monkeypatch.setattr(applicable_law, "display", shown.append)
    applicable_law.show()
    assert len(shown) == 1


@settings(max_examples=60)
@given(
    st.sampled_from(CONDUCTS),
    st.tuples(DAYS, DAYS, DAYS),
    st.sampled_from([-1, 0, 2**53]),
    st.data(),
)
def test_the_calculator_answers_to_anything(
    conduct: str, days: tuple[date | None, ...], amount: int, data: st.DataObject
) -> None:
    calculator = ApplicableLaw(Law.embedded())
    calculator.conduct.value = conduct
    places = (calculator.start, calculator.end, calculator.decided_on)
    for one, day in zip(places, days, strict=True):
        one.value = day
    for one in calculator.facts.values():
        if hasattr(one, "options"):
            one.value = data.draw(st.sampled_from([value for _, value in one.options]))
        else:
            one.value = amount
        assert UNEXPECTED not in calculator.output.value
