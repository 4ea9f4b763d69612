"""Within a side the higher fine prevails; between the sides whole rules are weighed."""

from datetime import date

import pytest

from courses.statutes.applicable import Fact, Party, Result, Severity, Span, facts_needed
from courses.statutes.applicable.case import FACT_NAMES, Facts
from courses.statutes.tables.penalties import Tier
from tests.courses.statutes.applicable.cases import (
    DECIDED,
    FIRST_NEW_DAY,
    JULY,
    PLAIN,
    find,
    law,
    numbers,
    quoted,
    texts,
)

SEPTEMBER = date(2026, 9, 1)


def test_of_two_old_rules_the_one_with_the_higher_fine_is_compared():
    finding = find("no-permit", **PLAIN)
    assert finding.result is Result.OLD
    assert quoted(finding) == ["pollutant-discharge-permit-regulation-2021:33"]
    chosen = {str(one.citation): one.is_chosen for one in finding.old}
    assert chosen == {
        "air-pollution-law-2018:99.1.1": False,
        "pollutant-discharge-permit-regulation-2021:33": True,
    }
    assert numbers(finding).index(5) < numbers(finding).index(6)
    assert "罚款：两边都是20万–100万元，一样。" in texts(finding)


def test_of_two_old_rules_that_fine_alike_both_are_quoted():
    finding = find("no-self-monitoring", **{**PLAIN, "is_permit_holder": True})
    assert quoted(finding) == [
        "air-pollution-law-2018:100.1.2",
        "pollutant-discharge-permit-regulation-2021:36.1.5",
    ]


def test_a_rule_for_permit_holders_is_left_out_for_others():
    finding = find("no-self-monitoring", **PLAIN)
    assert quoted(finding) == ["air-pollution-law-2018:100.1.2"]


def test_an_optional_stop_of_production_is_milder_than_a_compulsory_one():
    finding = find("no-self-monitoring", **{**PLAIN, "refused_to_correct": True})
    assert finding.result is Result.NEW
    assert "限产、停产、停工、停业整治：旧应当，法典可以，法典轻。" in texts(finding)


@pytest.mark.parametrize("is_permit_holder", [True, False])
def test_kinds_that_point_in_opposite_directions_leave_the_case_open(is_permit_holder):
    finding = find("evade-supervision", **{**PLAIN, "is_permit_holder": is_permit_holder})
    assert finding.result is Result.OPEN
    assert "方向相反" in finding.reason
    assert "写清理由，交法制审核和集体讨论" in finding.reason
    assert finding.missing == () and finding.citations == ()


def test_what_is_ordered_besides_counts_with_the_rule():
    finding = find("evade-supervision", decided_on=JULY, **PLAIN)
    assert quoted(finding) == [
        "air-pollution-law-2018:99.1.3",
        "environmental-protection-law-2014:63.1.3",
    ]


def test_a_law_without_a_penalty_at_the_time_leaves_the_act_unpunished():
    finding = find("remove-treatment-facility")
    assert (finding.result, finding.is_punishable) == (Result.OLD, False)
    assert finding.citations == ()
    assert finding.conclusion(law().registry) == "不处罚"


def test_an_old_basis_that_was_not_looked_for_leaves_the_case_open():
    finding = find("access-list")
    assert finding.result is Result.OPEN
    assert "存疑" in finding.reason
    assert find("access-list", SEPTEMBER).result is Result.NEW


@pytest.mark.parametrize("conduct", ["permit-facility-operation", "permit-facility-ineffective"])
def test_an_unsure_old_rule_is_never_decided_on(conduct):
    assert find(conduct, **PLAIN).result is Result.OPEN
    assert find(conduct, decided_on=JULY, **PLAIN).result is Result.OPEN
    assert find(conduct, SEPTEMBER, **PLAIN).result is Result.NEW


@pytest.mark.parametrize("conduct", ["daily-penalty-dust", "technical-body-fraud"])
def test_an_unsure_new_rule_is_never_decided_on(conduct):
    assert find(conduct).result is Result.OPEN
    assert find(conduct, SEPTEMBER).result is Result.OPEN
    assert find(conduct, decided_on=JULY).result is Result.OLD


def test_an_act_that_the_two_describe_differently_asks_whether_both_forbid_it():
    assert find("straw-burning").missing == (Fact.UNLAWFUL_THEN, Fact.UNLAWFUL_NOW)
    both = find("straw-burning", unlawful_then=True, unlawful_now=True)
    assert quoted(both) == ["air-pollution-law-2018:119.1"]
    only_now = find("straw-burning", unlawful_then=False)
    assert (only_now.result, only_now.is_punishable) == (Result.OLD, False)
    only_then = find("straw-burning", unlawful_then=True, unlawful_now=False)
    assert (only_then.result, only_then.is_punishable) == (Result.NEW, False)


@pytest.mark.parametrize("conduct", ["seizure", "joint-liability", "double-penalty-principle"])
def test_what_is_no_penalty_is_not_chosen_by_weighing_penalties(conduct):
    finding = find(conduct)
    assert finding.result is Result.OPEN
    assert "不是行政处罚" in finding.reason


def test_a_fine_that_another_law_sets_cannot_be_compared():
    finding = find("modified-vehicle-noise")
    assert finding.result is Result.OPEN
    assert "别的法律" in finding.reason
    assert find("machinery-in-banned-area").missing == ()


@pytest.mark.parametrize(
    ("times", "result"), [(1, Result.OLD), (9, Result.OLD), (10, Result.OPEN), (11, Result.OPEN)]
)
def test_a_fine_for_every_time_depends_on_how_often(times, result):
    assert find("no-ledger", times=times, refused_to_correct=True).result is result


def test_ten_times_without_a_ledger_are_fined_more_mildly_by_the_code():
    assert find("no-ledger", times=9, **PLAIN).result is Result.OLD
    assert find("no-ledger", times=10, **PLAIN).result is Result.NEW
    assert find("no-ledger").missing == (Fact.TIMES,)


def test_a_rule_beside_the_code_goes_on():
    before = find("fugitive-emissions", severity=Severity.ORDINARY)
    assert before.result is Result.OLD and "继续用条例" in before.reason
    since = find("fugitive-emissions", FIRST_NEW_DAY, severity=Severity.ORDINARY)
    assert since.result is Result.NEW and "用条例" in since.reason
    for finding in (before, since):
        assert quoted(finding) == ["pollutant-discharge-permit-regulation-2021:35"]


@pytest.mark.parametrize(
    ("conduct", "article"),
    [("discharge-way", 36), ("execution-report", 37), ("forged-permit", 41)],
)
def test_other_rules_of_the_regulation_apply_since_the_code_too(conduct, article):
    finding = find(conduct, SEPTEMBER, times=1)
    assert [one.article for one in finding.citations] == [article]


def test_the_least_value_is_reckoned_with():
    finding = find("cheating-devices", SEPTEMBER, goods_value_yuan=10_000)
    assert (finding.new[0].amount.low, finding.new[0].amount.high) == (50_000, 250_000)


def test_a_missing_sum_is_named_without_making_a_certain_law_uncertain():
    finding = find("burn-poor-coal", SEPTEMBER)
    assert finding.result is Result.NEW
    assert finding.missing == (Fact.GOODS_VALUE,)
    assert any(FACT_NAMES[Fact.GOODS_VALUE] in one for one in finding.cautions)


def test_a_missing_sum_makes_the_comparison_open_and_is_named():
    finding = find("burn-poor-coal")
    assert (finding.result, finding.missing) == (Result.OPEN, (Fact.GOODS_VALUE,))
    assert "货值金额" in finding.reason


@pytest.mark.parametrize(
    ("loss", "grade", "result"),
    [
        (200_000, Tier.GENERAL, Result.OLD),
        (340_000, Tier.GENERAL, Result.NEW),
        (1_000_000, Tier.MAJOR, Result.OLD),
        (5_000_000, Tier.MAJOR, Result.OPEN),
    ],
)
def test_an_accident_is_reckoned_from_the_loss(loss, grade, result):
    assert find("pollution-accident", direct_loss_yuan=loss, grade=grade).result is result


def test_units_and_individuals_are_fined_differently():
    unit = find("burn-toxic-material", party=Party.UNIT)
    person = find("burn-toxic-material", party=Party.INDIVIDUAL)
    assert unit.old[0].amount.high == 100_000
    assert person.old[0].amount.high == 2_000


def test_a_fact_that_does_not_matter_is_supposed_and_told():
    finding = find("exceed-permit")
    assert finding.result is Result.NEW
    assert finding.supposed == "情节一般"
    assert finding.missing == ()


def test_the_facts_to_ask_for_are_those_of_the_conduct():
    assert facts_needed("unbuilt-eia-form", law()) == (Fact.SEVERITY, Fact.INVESTMENT)
    assert facts_needed("refuse-inspection", law()) == ()
    assert facts_needed("barbecue", law()) == (Fact.REFUSED,)


def test_no_fact_that_the_conduct_does_not_need_changes_anything():
    bare = find("refuse-inspection")
    stuffed = find(
        "refuse-inspection", investment_yuan=1, times=3, severity=Severity.SEVERE, vehicles=2
    )
    assert (bare.result, bare.steps) == (stuffed.result, stuffed.steps)


def test_steps_follow_the_order_of_the_rules():
    for act in (JULY, SEPTEMBER, Span(JULY, SEPTEMBER)):
        found = numbers(find("no-permit", act, DECIDED, **PLAIN))
        assert found == sorted(found)


def test_facts_are_unknown_unless_given():
    assert not any(Facts().is_known(fact) for fact in Fact)


def test_whether_anything_is_punished_at_all_is_a_fact_that_is_named():
    finding = find("restaurant-site")
    assert finding.is_punishable is None
    assert Fact.REFUSED in finding.missing
    refused = find("restaurant-site", refused_to_correct=True)
    assert (refused.is_punishable, Fact.REFUSED in refused.missing) == (True, False)
