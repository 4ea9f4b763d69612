"""What an author is told about a question that cannot be used."""

import pytest
from builders.questions import (
    make_figure,
    make_matching,
    make_multiple,
    make_ordering,
    make_single,
    make_term,
    make_true_false,
)

from quizzes.kinds import kind_of

FOUR = {letter: f"示范选项{letter}" for letter in "ABCD"}


def faults(question):
    return kind_of(question).check(question)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (make_single(key=("A", "B"), mistakes={"C": "丙", "D": "丁"}), "单选题只能有一个"),
        (make_single(key=("E",), mistakes=dict.fromkeys("ABCD", "错")), "没有选项 E"),
        (make_single(key=(), mistakes=dict.fromkeys("ABCD", "错")), "单选题只能有一个"),
        (make_single(mistakes={"A": "甲", "C": "丙"}), "没有写明选 D 错在哪里"),
        (make_single(mistakes=dict.fromkeys("ABCD", "错")), "B 不是错误选项"),
        (make_single(options=FOUR | {"D": "示范选项A"}), "文字相同"),
        (make_single(options={"A": "甲", "B": "乙"}, mistakes={"A": "甲"}), "3 到 6 个选项"),
        (
            make_single(options={"B": "乙", "A": "甲", "C": "丙"}, mistakes={"A": "甲", "C": "丙"}),
            "字母应依次为 A、B、C",
        ),
        (make_multiple(key=("A",), mistakes=dict.fromkeys("BCD", "错")), "至少有两个"),
        (make_multiple(key=("A", "A"), mistakes=dict.fromkeys("BCD", "错")), "字母重复"),
        (make_true_false(mistakes={"false": "错"}), "应当只写 true"),
        (make_true_false(mistakes={}), "应当只写 true"),
        (make_figure(stem="示范____和____。"), "只能有一个空"),
        (make_figure(answer=None), "要且只要写一样"),
        (make_figure(accepted=("二十万元",)), "要且只要写一样"),
        (make_figure(mistakes={}), "至少写一个"),
        (make_figure(mistakes={"200000元": "错"}), "200000元 是正确答案"),
        (make_figure(mistakes={"很多": "错"}), "只填写一个数"),
        (make_figure(unit="日"), "unit：日 与 20万元"),
        (make_figure(unit="辆"), "unit：辆 与 20万元"),
        (make_figure(answer={"value": "20万元", "tolerance": "1日"}), "tolerance"),
        (make_term(unit="元"), "填词的题没有单位"),
        (make_term(accepted=("听证", "听 证")), "只差标点或者空格"),
        (make_term(accepted=("，",)), "要有文字"),
        (make_term(mistakes={"“听证”": "错"}), "是正确答案"),
        (make_ordering(steps={"A": "甲", "B": "乙"}, key=("B", "A")), "3 到 7 个步骤"),
        (make_ordering(steps=FOUR | {"D": "示范选项A"}), "文字相同"),
        (make_ordering(steps={"B": "乙", "A": "甲", "C": "丙"}), "字母应依次为 A、B、C"),
        (make_ordering(key=("C", "A", "D")), "各写一次"),
        (make_ordering(key=("C", "A", "D", "D")), "各写一次"),
        (make_ordering(key=tuple("ABCD")), "请打乱"),
        (make_ordering(mistakes={}), "至少写一个"),
        (make_ordering(mistakes={"CB": "错"}), "CB 不是排错的先后"),
        (make_matching(left={"A": "甲"}, key=("A3",)), "left：应有 2 到 6 项"),
        (make_matching(right={"1": "一", "3": "三"}), "right：应依次编为 1、2"),
        (make_matching(right={"1": "一", "2": "一", "3": "三"}), "right：有两项文字相同"),
        (make_matching(key=("A3", "B1", "C9")), "C9 不是一对"),
        (make_matching(key=("A3", "B1")), "依次各配一次"),
        (make_matching(key=("A3", "A1", "B1")), "依次各配一次"),
        (make_matching(key=("A1", "B2", "C3")), "请打乱"),
        (make_matching(mistakes={}), "至少写一对"),
        (make_matching(mistakes={"A3": "错"}), "A3 不是配错的一对"),
    ],
)
def test_a_fault_is_told_with_what_is_allowed(question, told):
    assert any(told in fault for fault in faults(question))


def test_all_faults_of_a_question_are_told_at_once():
    question = make_single(key=("A", "E"), mistakes={"B": "乙", "C": "丙"})
    assert len(faults(question)) == 3
