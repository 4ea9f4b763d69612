"""An exam over HTTP from its beginning to its result; the key stays on the server until then."""

import json
import re
import tomllib
from html import unescape
from types import SimpleNamespace

import pytest
from builders.exams import right_answer, wrong_answer
from builders.kernel_page import open_page
from builders.portal_home import ESSAYS, PAPER, PAPER_TOML
from builders.server import Visitor, wait_until
from builders.sitting import Sitting, kept_of, sit_down

from courses.catalogue import Catalogue
from quizzes.paper import Paper
from widgets.portal.pages.exam import exam_crumbs

NO_JSON = [
    b"",
    b"no JSON",
    b"[]",
    b'"text"',
    b"\xff\xfe",
    b"[" * 50_000,
    b'{"answer": "A"',
    b'{"answer": "\\ud800"}',
]
POINTS = 24


@pytest.fixture
def sitting(officer: Visitor, bank) -> Sitting:
    return sit_down(officer, bank)


@pytest.fixture(scope="module")
def open_sitting(newcomer, bank) -> Sitting:
    """An attempt for tests in which nothing is to be saved."""
    return sit_down(newcomer(), bank)


def test_an_exam_goes_from_its_beginning_to_its_result(sitting, portal):
    sitting.fill_in(wrong=1)
    asked = sitting.questions
    handed_in = sitting.hand_in()
    assert handed_in.headers["Location"] == f"/result/{sitting.attempt}"
    text = sitting.result()
    assert all(question.explanation in text for question in asked)
    kept = kept_of(portal.home, sitting.attempt)
    assert (kept.hand_ins, kept.results, kept.submissions) == (1, 1, 1)
    assert 0 < kept.points < POINTS
    assert f"/result/{sitting.attempt}" in sitting.visitor.ask("/record").text


def test_beginning_again_leads_to_the_open_attempt(sitting):
    assert sit_down(sitting.visitor, sitting.bank).attempt == sitting.attempt


def test_an_answer_is_saved_at_once_and_shown_after_a_reload(sitting):
    first = sitting.questions[0]
    reply = sitting.save(first.id, wrong_answer(first))
    assert reply.status == 200
    assert reply.json["seconds_left"] > 0
    assert sitting.state["answers"] == {first.id: wrong_answer(first)}
    assert sitting.page.text.count(" checked") == 1


def test_an_answer_can_be_taken_back(sitting):
    first = sitting.questions[0]
    sitting.save(first.id, right_answer(first))
    assert sitting.save(first.id, None).status == 200
    assert sitting.state["answers"] == {}


def test_what_a_slower_tab_sends_late_changes_nothing(sitting):
    first = sitting.questions[0]
    sitting.save(first.id, right_answer(first), sequence=2)
    assert sitting.save(first.id, wrong_answer(first), sequence=1).status == 200
    assert sitting.state["answers"] == {first.id: right_answer(first)}


@pytest.mark.parametrize(
    "answer",
    ["", "Z", "AB", "a", "Ａ", 1, 0, 1.5, [], ["A", "A"], ["A", "B"], [["A"]], {"A": 1}],
)
def test_an_answer_in_a_form_that_a_question_does_not_take_is_sent_back(open_sitting, answer):
    first = open_sitting.questions[0]
    assert first.kind == "single_choice"
    refused = open_sitting.save(first.id, answer)
    assert refused.status == 422
    assert "答案格式不对" in refused.json["message"]
    assert open_sitting.state["answers"] == {}


def test_every_kind_sends_back_what_it_does_not_take(open_sitting):
    for question in open_sitting.questions:
        for answer in ("no answer", ["A", "no option"], {"answer": True}, 7):
            assert open_sitting.save(question.id, answer).status == 422
    assert open_sitting.state["answers"] == {}


def test_a_question_of_another_paper_is_unknown(open_sitting):
    here = {question.id for question in open_sitting.questions}
    other = next(question for question in open_sitting.bank if question.id not in here)
    assert open_sitting.save(other.id, right_answer(other)).status == 404
    assert open_sitting.save("nothing", "A").status == 404


@pytest.mark.parametrize("body", NO_JSON, ids=range(len(NO_JSON)))
def test_what_is_no_json_object_is_refused(open_sitting, body):
    first = open_sitting.questions[0]
    path = f"/api/attempts/{open_sitting.attempt}/answers/{first.id}"
    answer = open_sitting.visitor.ask(path, "PUT", body=body)
    assert answer.status == 400
    assert "读不懂" in answer.json["message"]


def test_too_much_is_refused(open_sitting):
    answer = open_sitting.save(open_sitting.questions[0].id, "A" * 100_000)
    assert answer.status == 413
    assert "太大" in answer.json["message"]


@pytest.mark.parametrize("sequence", [-1, 2**70, "2", 1.5, True, None, [1]])
def test_any_sequence_is_taken_for_something(sitting, sequence):
    first = sitting.questions[0]
    assert sitting.save(first.id, right_answer(first), sequence=sequence).status == 200


def test_handing_in_twice_gives_one_result(sitting, portal):
    sitting.fill_in()
    for _ in range(3):
        assert sitting.hand_in().status == 302
    sitting.result()
    assert sitting.hand_in().status == 302
    kept = kept_of(portal.home, sitting.attempt)
    assert (kept.hand_ins, kept.results, kept.submissions, kept.points) == (1, 1, 1, POINTS)


def test_after_the_hand_in_nothing_is_saved(sitting, portal):
    sitting.fill_in()
    first = sitting.questions[0]
    sitting.hand_in()
    refused = sitting.save(first.id, wrong_answer(first))
    assert refused.status == 409
    assert "已经交卷" in refused.json["message"]
    sitting.result()
    assert sitting.save(first.id, None).status == 409
    assert kept_of(portal.home, sitting.attempt).points == POINTS


def test_a_finished_attempt_leads_to_its_result(sitting):
    sitting.hand_in()
    assert sitting.page.headers["Location"] == f"/result/{sitting.attempt}"
    assert "没有作答" in sitting.result()


def test_while_markers_read_essays_no_page_tells_points_or_keys(officer, bank, question_texts):
    begun = officer.ask(f"/exam/{ESSAYS}", "POST")
    sitting = Sitting(officer, begun.headers["Location"].rpartition("/")[2], bank)
    sitting.fill_in()
    sitting.hand_in()
    wait_until(lambda: sitting.state["state"] == "marking")
    assert sitting.state["answers"] == {}
    assert sitting.page.headers["Location"] == f"/result/{sitting.attempt}"
    for path in (f"/result/{sitting.attempt}", "/record", f"/exam/{ESSAYS}"):
        page = officer.ask(path).text
        assert "待阅卷" in page
        assert not re.search(r"\d / 18", page)
        assert not [text for text in question_texts if text in page]


def test_an_open_attempt_has_no_result_page(open_sitting):
    answer = open_sitting.visitor.ask(f"/result/{open_sitting.attempt}")
    assert answer.headers["Location"] == f"/exam/attempt/{open_sitting.attempt}"


def test_a_result_does_not_need_its_course():
    """A course may be taken away, or be left out for a fault, after somebody was examined on it."""
    page = SimpleNamespace(services=SimpleNamespace(catalogue=Catalogue(())))
    paper = Paper.model_validate(tomllib.loads(PAPER_TOML))
    assert [crumb.title for crumb in exam_crumbs(page, paper, last="成绩")] == ["课程", "成绩"]


def test_no_more_attempts_than_the_paper_allows(officer, bank):
    for _ in range(3):
        sit_down(officer, bank).hand_in()
    refused = officer.ask(f"/exam/{PAPER}", "POST")
    assert refused.status == 400
    assert "次" in refused.text


def test_no_key_is_in_any_page_before_the_hand_in(open_sitting, question_texts):
    visitor = open_sitting.visitor
    pages = [open_sitting.page.text, json.dumps(open_sitting.state, ensure_ascii=False)]
    pages += [visitor.ask(path).text for path in ("/", "/record", f"/exam/{PAPER}")]
    pages += [visitor.ask("/api/practice/penalty-1-3").text, open_page(visitor).text]
    first = open_sitting.questions[0]
    pages.append(open_sitting.save(first.id, "Z").text)
    for page in pages:
        assert not [text for text in question_texts if text in page]
        assert not re.search(r"\bkey\b|\bexplanation\b", without_scripts(page))


def without_scripts(page: str) -> str:
    """Leave out what Voila writes for itself, and the marks by which practice.js swaps parts."""
    page = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    return re.sub(r'data-key="[^"]*"|map-key', "", page)


def read_out(page: str) -> str:
    """Return the words of a page; articles named in an explanation are links."""
    return unescape(re.sub(r"<[^>]+>", "", page))


def test_practice_shows_key_and_explanation_after_the_answer_only(officer, bank, question_texts):
    before = officer.ask("/api/practice/penalty-1-3").text
    place, question_id = re.search(r'data-place="(\d)" data-question-id="([^"]+)"', before).groups()
    question = bank.question(question_id)
    assert question.explanation not in before + read_out(before)
    content = {"question_id": question_id, "answer": wrong_answer(question)}
    answered = officer.ask(f"/api/practice/penalty-1-3/{place}", "POST", content=content)
    after = answered.text + read_out(answered.text)
    assert question.explanation in after
    others = {text for text in question_texts if text in after}
    assert others <= {question.explanation, *question.mistakes.values()}


def test_a_practice_answer_is_checked_like_any_other(officer, bank):
    page = officer.ask("/api/practice/penalty-1-3").text
    place, question_id = re.search(r'data-place="(\d)" data-question-id="([^"]+)"', page).groups()
    path = f"/api/practice/penalty-1-3/{place}"
    right = right_answer(bank.question(question_id))
    for answer in ("no answer", 5, {}):
        content = {"question_id": question_id, "answer": answer}
        assert officer.ask(path, "POST", content=content).status == 422
    stale = officer.ask(path, "POST", content={"question_id": "other", "answer": right})
    assert stale.status == 409
    content = {"question_id": question_id, "answer": right}
    assert officer.ask(path, "POST", content=content).status == 200
    assert officer.ask(path, "POST", content=content).status == 409
    assert wait_until(lambda: "答对 1 /" in officer.ask("/api/practice/penalty-1-3").text)
