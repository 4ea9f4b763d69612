"""The book of mistakes over HTTP: one's own, and no key before an answer."""

import re
from datetime import timedelta

import pytest
from builders.exams import right_answer, wrong_answer
from builders.server import RunningPortal, Visitor

from courses.clock import system_clock
from grading.people.accounts import find_person
from grading.records.engine import RecordsDatabase
from grading.records.study import PutQuestion
from quizzes.bank import QuestionBank
from quizzes.model import Question

LESSON, COURSE = "penalty-1-3", "penalty_measures"


@pytest.fixture
def failed(portal, officer, bank) -> list[Question]:
    """Questions that the officer answered wrong yesterday, more than fit on a sheet."""
    questions = list(bank.for_practice(COURSE)[:7])
    fail_yesterday(portal, officer, questions)
    return questions


def fail_yesterday(portal: RunningPortal, visitor: Visitor, questions: list[Question]) -> None:
    yesterday = system_clock() - timedelta(days=1)
    database = RecordsDatabase(f"sqlite:///{portal.home / 'records.db'}")
    with database.begin() as records:
        person = find_person(records, visitor.login_name)
        round_id = records.study.begin_round(person.id, LESSON, 1, yesterday)
        for place, question in enumerate(questions, start=1):
            put = PutQuestion(
                round_id=round_id,
                place=place,
                turn=1,
                question_id=question.id,
                point=question.point,
                seed=place,
                put_at=yesterday,
            )
            records.study.put(put)
            at = yesterday + timedelta(seconds=place)
            records.study.answer(put, wrong_answer(question), is_right=False, at=at)
    database.close()


def put_in(page: str) -> list[str]:
    return re.findall(r'data-question-id="([^"]+)"', page)


def send(visitor: Visitor, question: Question, answer: object, turn: object = "1", **more):
    content = {"question_id": question.id, "turn": turn, "answer": answer}
    return visitor.ask(f"/api/mistakes/{question.id}", "POST", content=content, **more)


def test_the_page_is_in_the_navigation_and_its_book_is_empty_at_first(officer):
    assert 'href="/mistakes"' in officer.ask("/").text
    page = officer.ask("/mistakes")
    assert page.status == 200
    assert 'data-url="/api/mistakes"' in page.text
    assert "错题本是空的" in officer.ask("/api/mistakes").text


def test_the_first_sheet_holds_those_seen_longest_ago(officer, failed):
    page = officer.ask("/api/mistakes").text
    assert put_in(page) == [question.id for question in failed[:5]]
    assert "还剩 7 题" in page
    assert "已掌握 0 题" in page
    assert "已答对 0 / 2 次" in page


def test_two_right_answers_settle_a_mistake(officer, failed):
    question = failed[0]
    first = send(officer, question, right_answer(question)).text
    assert "答对了" in first
    assert "已答对 1 / 2 次" in first
    second = send(officer, question, right_answer(question), "2").text
    assert "已经掌握" in second
    assert "还剩 6 题" in second
    assert "已掌握 1 题" in second
    assert question.id not in put_in(officer.ask("/api/mistakes").text)


def test_keys_and_explanations_come_after_the_answer_only(officer, failed, question_texts):
    before = officer.ask("/api/mistakes").text
    assert not [text for text in question_texts if text in before]
    question = failed[0]
    after = send(officer, question, wrong_answer(question)).text
    assert "答错了" in after
    told = {text for text in question_texts if text in after}
    assert told <= {question.explanation, *question.mistakes.values()}
    assert "错在哪里" in after or not question.mistakes


def test_an_answer_counts_once_and_a_wrong_one_rests(officer, failed):
    question = failed[0]
    assert send(officer, question, wrong_answer(question)).status == 200
    assert send(officer, question, right_answer(question)).status == 409
    again = send(officer, question, right_answer(question), "2")
    assert again.status == 409
    assert "过一分钟" in again.json["message"]


@pytest.mark.parametrize("answer", ["no answer", 5, {}, None])
def test_a_malformed_answer_is_told_and_not_counted(officer, failed, answer):
    refused = send(officer, failed[0], answer)
    assert refused.status == 422
    assert "答案格式不对" in refused.json["message"]
    assert send(officer, failed[0], right_answer(failed[0])).status == 200


@pytest.mark.parametrize("turn", ["", "x", None, "-1", "²", "9" * 5000, [], 1.5])
def test_a_turn_that_is_no_number_is_refused(officer, failed, turn):
    assert send(officer, failed[0], "A", turn).status == 400


@pytest.mark.parametrize("body", [b"", b"[]", b"no JSON", b"\xff"])
def test_what_is_no_json_object_is_refused(officer, failed, body):
    answer = officer.ask(f"/api/mistakes/{failed[0].id}", "POST", body=body)
    assert answer.status == 400


def test_a_question_that_is_no_mistake_of_ones_own_is_unknown(officer, failed, newcomer, bank):
    for question in (failed[0], bank.for_practice(COURSE)[20]):
        refused = send(newcomer(), question, right_answer(question))
        assert refused.status == 404
        assert "您的错题本里没有这道题" in refused.json["message"]
    unknown = officer.ask("/api/mistakes/nothing", "POST", content={"turn": "1", "answer": "A"})
    assert unknown.status == 404


@pytest.mark.parametrize("role", ["officer", "administrator"])
def test_nobody_sees_the_mistakes_of_others(failed, newcomer, role):
    assert put_in(newcomer(role).ask("/api/mistakes").text) == []


def test_an_answer_needs_the_token_of_ones_own_page(officer, failed):
    question = failed[0]
    assert send(officer, question, right_answer(question), xsrf=False).status == 403
    forged = {"Origin": "http://evil.example"}
    assert send(officer, question, right_answer(question), headers=forged).status in {403, 404}
    assert "已答对 1" not in officer.ask("/api/mistakes").text


def test_a_stranger_gets_nothing(portal):
    stranger = Visitor(portal.address)
    assert stranger.ask("/mistakes").status == 302
    assert stranger.ask("/api/mistakes").status == 401


def test_questions_of_courses_closed_to_a_role_are_left_out(portal, newcomer, bank: QuestionBank):
    trainee = newcomer("trainee")
    question = bank.for_practice(COURSE)[0]
    fail_yesterday(portal, trainee, [question])
    assert put_in(trainee.ask("/api/mistakes").text) == []
    assert send(trainee, question, right_answer(question)).status == 404
