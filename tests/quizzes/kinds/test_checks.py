"""What an author is told about a choice question that cannot be used."""

import pytest
from builders.questions import make_multiple, make_single, make_true_false

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
    ],
)
def test_a_fault_is_told_with_what_is_allowed(question, told):
    assert any(told in fault for fault in faults(question))


def test_all_faults_of_a_question_are_told_at_once():
    question = make_single(key=("A", "E"), mistakes={"B": "乙", "C": "丙"})
    assert len(faults(question)) == 3
