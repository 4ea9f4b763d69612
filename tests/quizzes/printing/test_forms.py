"""Every kind of question has a form on paper."""

import pytest
from builders.questions import (
    EVERY_KIND,
    make_figure,
    make_matching,
    make_multiple,
    make_ordering,
    make_single,
    make_term,
    make_true_false,
)

from quizzes.kinds import KINDS, kind_of
from quizzes.printing.forms import BRACKETS, FORMS, RULE

QUESTIONS = [make() for make, _name, _points in EVERY_KIND]


def lines(question, *order):
    return FORMS[question.kind].lines(question, order)


def short(question, *order):
    return FORMS[question.kind].short_answer(question, order)


def marking(question):
    return FORMS[question.kind].marking(question)


def stem(question):
    return FORMS[question.kind].stem(question)


def test_there_is_a_form_for_every_kind():
    assert set(FORMS) == set(KINDS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_question_says_where_its_answer_is_written(question):
    form = FORMS[question.kind]
    order = kind_of(question).option_order(question)
    printed = "".join([form.stem(question), form.blank, *form.lines(question, order)])
    assert BRACKETS in printed or RULE in printed or form.rules(question.points)
    assert form.direction.endswith("。")
    assert form.short_answer(question, order)


def test_options_take_the_letters_of_their_places():
    question = make_single()
    assert lines(question, "D", "B", "A", "C")[:2] == ("A. 示范选项D", "B. 示范选项B")
    assert short(question, "D", "B", "A", "C") == "B"
    assert short(make_multiple(), "C", "D", "B", "A") == "AD"


def test_a_statement_is_ticked_or_crossed():
    assert short(make_true_false(), "true", "false") == "×"
    right = make_true_false(key=True, mistakes={"false": "示范"})
    assert short(right, "true", "false") == "√"


def test_a_blank_is_wide_enough_to_write_in():
    assert stem(make_figure()) == f"示范填空题：示范罚款最低{RULE}万元。"
    assert stem(make_term(stem="应当告知什么？")) == f"应当告知什么？　{RULE}"


def test_the_unit_is_told_once():
    assert stem(make_figure(stem="最低是____。")) == f"最低是{RULE}。（单位：万元）"
    assert stem(make_figure(stem="最低是多少？")) == f"最低是多少？　{RULE}万元"


def test_a_marker_learns_what_else_is_right():
    also = FORMS["fill_in"].also_right
    assert also(make_term()) == "也算对：申请听证"
    assert also(make_term(accepted=("听证",))) == ""
    assert "数值相等" in also(make_figure())
    assert "1万元" in also(make_figure(answer={"value": "20万元", "tolerance": "1万元"}))


def test_the_right_order_is_told_in_printed_letters():
    question = make_ordering()
    assert lines(question, "C", "B", "A", "D")[0] == "A. 示范步骤C"
    assert short(question, "C", "B", "A", "D") == "ACDB"
    assert short(question, *question.key) == "ABCD"


def test_pairs_are_told_in_printed_numbers_in_the_order_of_the_left():
    question = make_matching()
    assert "1. 示范右项3" in lines(question, "3", "1", "2")
    assert short(question, "3", "1", "2") == "1 2 1"


@pytest.mark.parametrize("make", [make_multiple, make_ordering, make_matching])
def test_part_marks_are_told(make):
    assert marking(make(policy="part_marks")) != marking(make())
