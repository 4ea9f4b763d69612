import pytest

from courses.checking.amounts import amounts, stated_figures

TABLE = """
当天不计，五个工作日                        | 5个工作日
换一个人，看最后一天，差一个工作日          |
一日内处理，罚一百元                        | 1日 100元
过一分钟再来                                |
10月8日是第4天，14日是第9天                 |
10月8日收到，15日内提出                     | 15日
10月8日起15日                               | 15日
10月8日收到，延长15日                       | 15日
10月8日收到，期限是5日                      | 5日
期限是5日，10日                             | 5日 10日
9月28日至30日放假，30日也不算               |
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_the_figures_that_a_text_states_as_facts_are(line):
    text, _, expected = line.partition("|")
    assert [figure.written() for figure in stated_figures(text.strip())] == expected.split()


def test_days_named_after_a_date_of_the_case_are_dates():
    assert list(stated_figures("17日、18日是第1、2天", "2026年9月16日收到，9月23日申请")) == []


def test_working_days_and_days_amount_to_the_same():
    assert amounts(stated_figures("五个工作日")) == amounts(stated_figures("5日"))
    assert amounts(stated_figures("20万元")) == amounts(stated_figures("200,000元"))
    assert amounts(stated_figures("5日")) != amounts(stated_figures("5年"))
