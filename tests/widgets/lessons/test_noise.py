"""The judge of noise: what is filled in decides what the page says."""

from datetime import date, time

import ipywidgets as ipw
import pytest

from courses.statutes.noise.articles import Source
from courses.statutes.noise.judgement import Reason
from widgets.lessons import noise
from widgets.lessons.noise import NoiseJudge


@pytest.fixture
def judge() -> NoiseJudge:
    return NoiseJudge()


def fill(judge: NoiseJudge, source: Source, day: date = date(2026, 9, 1)) -> None:
    judge.heard_on.value = day
    judge.source.value = source


def answer(judge: NoiseJudge, question: str) -> str:
    """Return what the page answers to a question."""
    after = judge.output.value.partition(f'{question}：<strong class="plan-answer">')[2]
    return after.partition("<")[0]


def test_an_empty_judge_asks_for_day_and_source(judge: NoiseJudge) -> None:
    assert "请填哪一天" in judge.output.value
    assert "plan-steps" not in judge.output.value


def test_the_answer_follows_both_conditions(judge: NoiseJudge) -> None:
    fill(judge, Source.INDUSTRY)
    assert answer(judge, "是不是噪声污染") == "还要查"
    judge.unprotected.value = True
    judge.disturbs.value = True
    assert answer(judge, "是不是噪声污染") == "是"
    judge.disturbs.value = False
    assert answer(judge, "是不是噪声污染") == "不是"


def test_the_day_decides_which_articles_are_linked(judge: NoiseJudge) -> None:
    fill(judge, Source.LIFE, date(2026, 8, 14))
    assert "noise-pollution-law-2021:59" in judge.output.value
    judge.heard_on.value = date(2026, 8, 15)
    assert "ecological-environment-code:588" in judge.output.value
    assert "noise-pollution-law" not in judge.output.value


def test_only_a_building_site_is_asked_for_its_reason(judge: NoiseJudge) -> None:
    fill(judge, Source.INDUSTRY)
    assert judge.asked.children == ()
    judge.source.value = Source.CONSTRUCTION
    assert len(judge.asked.children) == 1


def test_a_site_at_night_without_certificate_is_forbidden(judge: NoiseJudge) -> None:
    fill(judge, Source.CONSTRUCTION)
    judge.begin.value, judge.end.value = time(22), time(2)
    judge.in_zone.value = True
    judge.reason.value = Reason.CONTINUOUS
    judge.has_certificate.value = False
    assert answer(judge, "夜间能不能施工") == "禁止"


def test_a_night_that_begins_later_is_used(judge: NoiseJudge) -> None:
    fill(judge, Source.INDUSTRY)
    judge.begin.value, judge.end.value = time(22), time(23)
    assert answer(judge, "是不是夜间") == "在夜间"
    judge.night.value = time(23)
    assert answer(judge, "是不是夜间") == "不在夜间"


def test_what_cannot_be_is_explained_beside_the_rest(judge: NoiseJudge) -> None:
    fill(judge, Source.INDUSTRY)
    judge.begin.value = judge.end.value = time(9)
    assert "看不出响了多久" in judge.output.value
    assert answer(judge, "哪一类噪声") == "工业噪声"
    judge.heard_on.value = date(2020, 1, 1)
    assert "2022年6月5日" in judge.output.value


def test_every_input_has_a_label_and_a_trait_that_the_portal_lets_through(
    judge: NoiseJudge,
) -> None:
    for one in judge.inputs:
        assert {"value", "index"} & set(one.keys), type(one)
        assert one.description


def test_showing_puts_the_judge_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[object] = []
    monkeypatch.setattr(noise, "display", shown.append)
    noise.show()
    assert isinstance(shown[0], ipw.VBox)
