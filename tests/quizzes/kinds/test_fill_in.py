"""How what is typed into a blank is read."""

import pytest
from builders.questions import make_figure, make_term

from quizzes.errors import MalformedAnswerError
from quizzes.kinds import kind_of


def is_right(question, typed):
    kind = kind_of(question)
    return kind.mark(question, kind.parse_answer(question, typed), 2).is_full


@pytest.mark.parametrize(
    "typed",
    ["20万元", "20", "二十", "二十万元", "20万", "二十万", "200000元", "200,000元", "２０万元",
     " 20 万元 ", "0.2百万元"],
)  # fmt: skip
def test_a_sum_is_right_however_it_is_written(typed):
    assert is_right(make_figure(), typed)


@pytest.mark.parametrize("typed", ["2", "200000", "20元", "20日", "5千", "20%"])
def test_another_sum_is_wrong(typed):
    assert not is_right(make_figure(), typed)


@pytest.mark.parametrize(
    "typed",
    ["", "很多", "万元", "20至50万元", "约20万元", "20万元左右", "-20万元", "20万元。", "20 30"],
)
def test_what_is_not_one_figure_is_told_and_not_marked(typed):
    with pytest.raises(MalformedAnswerError, match=r"请只填写一个数（单位万元）|请填写答案"):
        kind_of(make_figure()).parse_answer(make_figure(), typed)


def test_a_bare_number_is_told_where_the_question_names_no_unit():
    question = make_figure(unit=None)
    with pytest.raises(MalformedAnswerError, match="和单位"):
        kind_of(question).parse_answer(question, "20")
    assert is_right(question, "20万元")


@pytest.mark.parametrize(
    ("value", "same"), [("1年", "十二个月"), ("50%", "二分之一"), ("1.5小时", "90分钟")]
)
def test_a_figure_in_other_words_is_the_same(value, same):
    assert is_right(make_figure(answer={"value": value}, unit=None), same)


def test_working_days_are_not_days():
    question = make_figure(answer={"value": "5个工作日"}, unit=None)
    assert is_right(question, "五个工作日")
    assert not is_right(question, "5日")


@pytest.mark.parametrize(
    ("typed", "expected"), [("19.9", True), ("20.1", True), ("20.11", False), ("19", False)]
)
def test_a_figure_may_be_off_by_the_tolerance(typed, expected):
    question = make_figure(answer={"value": "20万元", "tolerance": "1000元"})
    assert is_right(question, typed) is expected


@pytest.mark.parametrize("typed", ["听证", "“听证”", "申请 听证", "听证。", "申请听证"])
def test_spaces_and_punctuation_make_no_difference_to_a_term(typed):
    assert is_right(make_term(), typed)


def test_width_and_case_make_no_difference_to_a_term():
    assert is_right(make_term(accepted=("PM2.5",)), "ｐｍ2.5")


def test_part_of_a_term_is_wrong():
    assert not is_right(make_term(), "听")


def test_a_known_mistake_is_told_however_it_is_written():
    question = make_figure()
    assert kind_of(question).mistakes(question, (), "五十万") == ["把上限当成下限"]
    assert kind_of(question).mistakes(question, (), "30") == []


def test_an_answer_is_said_with_its_unit():
    question = make_figure()
    assert kind_of(question).answer_text(question, (), "二十") == "二十万元"
    assert kind_of(question).answer_text(question, (), "200000元") == "200000元"
