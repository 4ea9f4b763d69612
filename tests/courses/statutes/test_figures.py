from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.figures import Figure, FigureKind, NotAFigureError, find_figures, read_figure
from courses.statutes.numerals import chinese_numeral

TABLE = """
五万元以上二十万元以下            | 50000元 200000元
5万–20万元                        | 50000元 200000元
5万元至20万元                     | 50000元 200000元
5千–5万元                         | 5000元 50000元
5–20万元                          | 50000元 200000元
500–5千元                         | 500元 5000元
500元—2万元                       | 500元 20000元
二百元以上二千元以下              | 200元 2000元
50,000元                          | 50000元
５０００元                        | 5000元
5000 元                           | 5000元
1.5万元                           | 15000元
二万五千元                        | 25000元
2万5千元                          | 25000元
2千万元                           | 20000000元
一亿二千万元                      | 120000000元
一百二十万元                      | 1200000元
一百零五元                        | 105元
几十万元、数万元                  |
五日内                            | 5日
15日                              | 15日
十五天                            | 15日
九十日                            | 90日
三十个自然日                      | 30日
五个工作日                        | 5个工作日
7 个工作日                        | 7个工作日
十日以上十五日以下                | 10日 15日
5–10日                            | 5日 10日
8月15日15日内                     | 15日
10月8日、15日内                   | 15日
三日、五日、七日                  | 3日 5日 7日
六个月                            | 6个月
一至三个月                        | 1个月 3个月
五年                              | 5年
五年或者十年                      | 5年 10年
三至五年                          | 3年 5年
二十四小时                        | 24小时
8小时                             | 8小时
三分钟                            | 3分钟
百分之三                          | 3%
百分之一以上百分之五以下          | 1% 5%
百分之二点五                      | 2.5%
百分之百                          | 100%
1%–5%                             | 1% 5%
1–5%                              | 1% 5%
3.5％                             | 3.5%
千分之五                          | 0.5%
万分之五                          | 0.05%
三分之二以上                      | 3分之2
一倍以上三倍以下                  | 1倍 3倍
1–5倍                             | 1倍 5倍
0.1倍                             | 0.1倍
十四周岁                          | 14周岁
18岁                              | 18周岁
不得少于两人                      | 2人
一至二人                          | 1人 2人
三名以上                          | 3人
一个人                            | 1人
2026年8月15日                     |
2026年                            |
二〇二六年八月十五日              |
8月                               |
10月8日、9日、10日                |
9月24、28、29、30日和10月8日      |
9月28日至30日                     |
24日至9月3日                      |
10日（星期六）                    |
2024—2026年                       |
第十五日、第3天、第4到第6天       |
第1、2天                          |
第三人、第一年                    |
第五十七条第一款                  |
第五十七条第一款九十日            | 90日
同一日、另一人、统一年            |
同一名称、一名称                  |
二人民法院                        |
三五日                            |
二元素                            |
2026-08-15                        |
（三）                            |
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_the_figures_of_a_text_are(line):
    text, _, expected = line.partition("|")
    assert [figure.written() for figure in find_figures(text.strip())] == expected.split()


def test_a_figure_knows_where_it_stands():
    text = "处5万–20万元罚款"
    low, high = find_figures(text)
    assert text[low.start : low.end] == "5万"
    assert text[high.start : high.end] == "20万元"
    assert high == Figure(FigureKind.MONEY, Fraction(200_000), 4, 8)


UNITS = sorted(set(FigureKind) - {FigureKind.SHARE, FigureKind.PERCENT, FigureKind.YEARS})


@given(st.integers(1, 9999), st.sampled_from(UNITS))
def test_chinese_and_arabic_numerals_give_the_same_figure(number, kind):
    for written in (f"{number}{kind}", f"{number:,}{kind}", f"{chinese_numeral(number)}{kind}"):
        (figure,) = find_figures(f"处{written}。")
        assert (figure.kind, figure.value) == (kind, number)


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_tens_of_thousands_multiply(low, high):
    texts = (
        f"{low}万元以上{high}万元以下",
        f"{chinese_numeral(low)}万至{chinese_numeral(high)}万元",
    )
    for text in texts:
        assert [figure.value for figure in find_figures(text)] == [low * 10_000, high * 10_000]


LETTERS = (
    "第〇零一二两三十百千万亿点分之几同元日天年个月工作小时钟倍周岁人名以上至–、0123456789.,% "
)


@given(st.text(LETTERS, max_size=40))
def test_any_text_gives_figures_in_order_that_are_read_again_from_their_written_form(text):
    place = 0
    for figure in find_figures(text):
        assert place <= figure.start < figure.end <= len(text)
        place = figure.end
        again = read_figure(figure.written())
        assert (again.kind, again.value) == (figure.kind, figure.value)


@pytest.mark.parametrize("text", ["", "8", "8万", "5日内", "5日 6日", "8月15日", "第5日"])
def test_what_is_not_exactly_one_figure_is_refused(text):
    with pytest.raises(NotAFigureError) as caught:
        read_figure(text)
    assert caught.value.given == text
