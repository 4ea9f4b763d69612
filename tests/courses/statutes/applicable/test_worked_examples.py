"""The worked examples of the course come out as the course tells them, with their steps."""

from datetime import date

import pytest

from courses.statutes.applicable import Fact, Result, Severity, Span
from tests.courses.statutes.applicable.cases import (
    FIRST_NEW_DAY,
    find,
    law,
    numbers,
    quoted,
    texts,
)

JUNE = Span(date(2026, 6, 1), date(2026, 6, 30))


def test_refusing_an_inspection_before_the_code_is_punished_by_the_milder_old_law():
    finding = find("refuse-inspection", date(2026, 7, 10))
    assert finding.result is Result.OLD
    assert quoted(finding) == ["air-pollution-law-2018:98"]
    assert finding.conclusion(law().registry) == "用《大气污染防治法》第九十八条"
    assert numbers(finding) == [1, 4, 6, 6, 6, 6, 7, 8]
    told = texts(finding)
    assert "罚款2万–20万元" in told[1] and "责任人员罚款5000元–5万元" in told[1]
    assert told[2:6] == [
        "罚款上限：旧20万元，法典20万元，一样。",
        "罚款下限：旧2万元，法典5万元，旧法轻。",
        "对责任人员的罚款上限：旧0元，法典5万元，旧法轻。",
        "旧法轻，用旧法。",
    ]


def test_refusing_an_inspection_since_the_code_is_punished_by_the_code():
    finding = find("refuse-inspection", date(2026, 8, 20))
    assert finding.result is Result.NEW
    assert quoted(finding) == ["ecological-environment-code:1229"]
    assert numbers(finding) == [1, 2, 7, 8]


def test_exceeding_the_permit_is_punished_by_the_code_that_is_milder():
    finding = find("exceed-permit", date(2026, 6, 5))
    assert finding.result is Result.NEW
    assert quoted(finding) == ["ecological-environment-code:1103"]
    told = texts(finding)
    assert "罚款上限：旧100万元，法典100万元，一样。" in told
    assert "罚款下限：旧20万元，法典10万元，法典轻。" in told
    assert any("第三十四条" in one and "上位法优先" in one for one in finding.cautions)


def test_a_severe_case_of_exceeding_the_permit_may_cost_the_licence_on_both_sides():
    finding = find("exceed-permit", date(2026, 6, 5), severity=Severity.SEVERE)
    assert finding.result is Result.NEW
    assert "吊销许可证或者资质：旧应当，法典应当，一样。" in texts(finding)


def test_exceeding_the_permit_since_the_code_names_the_regulation_that_gives_way():
    finding = find("exceed-permit", FIRST_NEW_DAY)
    assert quoted(finding) == ["ecological-environment-code:1103"]
    bases = {str(place) for step in finding.steps for place in step.basis}
    assert {"pollutant-discharge-permit-regulation-2021:34.1.1", "legislation-law:99"} <= bases


@pytest.mark.parametrize(
    ("investment", "old", "result", "quote"),
    [
        (6_000_000, (60_000, 300_000), Result.OLD, "eia-law-2018:31.1"),
        (9_999_999, (100_000, 499_999), Result.OLD, "eia-law-2018:31.1"),
        (10_000_000, (100_000, 500_000), Result.OLD, "eia-law-2018:31.1"),
        (10_000_100, (100_001, 500_005), Result.NEW, "ecological-environment-code:1095.1"),
        (20_000_000, (200_000, 1_000_000), Result.NEW, "ecological-environment-code:1095.1"),
    ],
)
def test_building_without_an_approved_form_has_to_be_reckoned(investment, old, result, quote):
    finding = find("unbuilt-eia-form", JUNE, investment_yuan=investment, severity=Severity.ORDINARY)
    assert finding.result is result
    assert quoted(finding) == [quote]
    assert [(one.amount.low, one.amount.high) for one in finding.old] == [old]
    assert [(one.amount.low, one.amount.high) for one in finding.new] == [(100_000, 500_000)]


@pytest.mark.parametrize(
    ("investment", "result", "reason"),
    [
        (19_999_900, Result.OLD, "旧法轻，用旧法。"),
        (20_000_000, Result.OLD, "一样重，从旧，用旧法。"),
        (20_000_100, Result.NEW, "法典轻，用法典。"),
    ],
)
def test_for_a_report_the_break_even_point_is_twenty_million(investment, result, reason):
    finding = find(
        "unbuilt-eia-report", JUNE, investment_yuan=investment, severity=Severity.ORDINARY
    )
    assert (finding.result, finding.reason) == (result, reason)


def test_a_case_that_the_code_would_call_severe_may_come_out_the_other_way():
    plain = find("unbuilt-eia-form", JUNE, investment_yuan=20_000_000)
    assert plain.result is Result.OPEN
    assert plain.missing == (Fact.SEVERITY,)
    severe = find("unbuilt-eia-form", JUNE, investment_yuan=20_000_000, severity=Severity.SEVERE)
    assert severe.result is Result.OLD
    assert (severe.new[0].amount.low, severe.new[0].amount.high) == (500_000, 5_000_000)


def test_a_barbecue_is_punished_by_the_code_unless_the_order_to_stop_was_refused():
    finding = find("barbecue", refused_to_correct=False)
    assert finding.result is Result.NEW
    assert quoted(finding) == ["ecological-environment-code:1132.3"]
    assert "罚款上限：旧2万元，法典5000元，法典轻。" in texts(finding)
    refused = find("barbecue", refused_to_correct=True)
    assert refused.result is Result.OLD
    assert "罚款下限：旧500元，法典5000元，旧法轻。" in texts(refused)
    open_case = find("barbecue")
    assert open_case.result is Result.OPEN
    assert open_case.missing == (Fact.REFUSED,)


def test_industrial_noise_is_punished_alike_so_that_the_old_law_applies():
    finding = find("exceed-standard-noise")
    assert finding.result is Result.OLD
    assert finding.reason == "一样重，从旧，用旧法。"
    assert quoted(finding) == ["noise-pollution-law-2021:75"]
