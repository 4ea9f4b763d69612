"""Phones at a training session: signing in, what a pass opens, and what it does not."""

import re

import pytest
from builders.addresses import ADDRESSES, PUBLIC
from builders.server import Visitor, wait_until
from builders.training_portal import FIRM, open_session, ticket_of

import courses.catalogue
import quizzes.content
from courses.catalogue import read_catalogue
from grading.training.errors import ExpiredCodeError, ExpiredTicketError, ExpiredTokenError
from quizzes.content import read_quizzes
from quizzes.kinds import kind_of

QUIZ = "session-permit"


@pytest.fixture(scope="module")
def content():
    catalogue, _ = read_catalogue([courses.catalogue.PACKAGE_FOLDER])
    return read_quizzes(catalogue, [quizzes.content.PACKAGE_FOLDER])


@pytest.fixture(scope="module")
def instructor(newcomer) -> Visitor:
    return newcomer("instructor")


@pytest.fixture(scope="module")
def session(portal, instructor, content):
    papers = content.shelf.all()
    return open_session(portal, instructor.login_name, papers, paper_id=QUIZ)


def take_quiz(phone, session, bank, *, right):
    """Take the quiz to its result on a phone and return its address."""
    begun = phone.ask(f"/pass/{session.id}/quiz", "POST").headers["Location"]
    page, attempt = phone.ask(begun), begun.rpartition("/")[2]
    asked = re.findall(r'data-question="([^"]+)"', page.text)
    for question in (bank.question(one) for one in asked):
        kind = kind_of(question)
        answer = kind.right_answer(question) if right else next(iter(kind.wrong_answers(question)))
        saved = phone.ask(
            f"/api/attempts/{attempt}/answers/{question.id}", "PUT", content={"answer": answer}
        )
        assert saved.status == 200, saved.text
    result = phone.ask(f"{begun}/hand-in", "POST").headers["Location"]
    state = f"/api/attempts/{attempt}"
    wait_until(lambda: phone.ask(state).json["state"] == "scored")
    return result


def test_from_the_qr_code_to_the_certificate_on_a_pass_alone(session, content):
    phone = session.sign_in("示范学员甲")
    page = phone.ask(f"/pass/{session.id}").text
    assert "示范学员甲" in page
    assert FIRM in page
    failed = phone.ask(take_quiz(phone, session, content.bank, right=False)).text
    assert "不合格" in failed
    assert "/statute/" not in failed
    assert phone.ask(f"/pass/{session.id}/certificate.pdf").status == 400
    take_quiz(phone, session, content.bank, right=True)
    assert "已通过" in phone.ask(f"/pass/{session.id}").text
    certificate = phone.ask(f"/pass/{session.id}/certificate.pdf")
    assert certificate.body.startswith(b"%PDF-")
    assert phone.ask("/pass").headers["Location"] == f"/pass/{session.id}"


REFUSED = sorted(one for one in set(ADDRESSES) - PUBLIC if not one.startswith("/pass/"))


def test_a_pass_opens_nothing_else_on_any_route(session):
    """The holder is a stranger to every other address, whatever it is asked for."""
    phone = session.sign_in("示范学员乙")
    for address in REFUSED:
        answer = phone.ask(address)
        if answer.status == 302:
            assert answer.headers["Location"].startswith(("/pass", "/login")), address
        else:
            assert answer.status in {401, 403, 404}, address
        assert phone.ask(address, "POST").status in {302, 401, 403, 404, 405}, address
    assert phone.ask(f"/pass/{session.id}").status == 200


def test_a_pass_is_for_its_own_session_and_attempts(portal, session, instructor, content):
    other = open_session(
        portal, instructor.login_name, content.shelf.all(), paper_id=QUIZ, topic="示范另一期"
    )
    theirs = other.sign_in("示范学员丙")
    attempt = theirs.ask(f"/pass/{other.id}/quiz", "POST").headers["Location"].rpartition("/")[2]
    phone = session.sign_in("示范学员丙")
    assert phone.ask(f"/pass/{other.id}").status == 404
    assert phone.ask(f"/pass/{other.id}/quiz", "POST").status == 404
    for address in (f"/exam/attempt/{attempt}", f"/result/{attempt}", f"/api/attempts/{attempt}"):
        assert phone.ask(address).status == 403
    assert phone.ask(f"/exam/attempt/{attempt}/hand-in", "POST").status == 403
    answers = f"/api/attempts/{attempt}/answers/permit-who-001"
    assert phone.ask(answers, "PUT", content={"answer": "A"}).status == 403


def test_a_code_that_does_not_hold_is_told_with_what_to_do(session):
    phone = session.phone()
    wrong = f"{(int(session.shown.digits) + 1) % 10**6:06d}"
    answer = phone.ask("/t", "POST", form={"code": wrong})
    assert (answer.status, str(ExpiredCodeError()) in answer.text) == (400, True)
    assert wrong in answer.text
    expired = phone.ask(f"/t/{session.id}?k=of-an-earlier-minute")
    assert (expired.status, str(ExpiredTokenError()) in expired.text) == (400, True)
    forged = phone.ask(f"/t/{session.id}", "POST", form={"ticket": "1.qr.9.x.y"})
    assert (forged.status, str(ExpiredTicketError()) in forged.text) == (400, True)
    by_code = phone.ask("/t", "POST", form={"code": session.shown.digits})
    assert by_code.headers["Location"].startswith(f"/t/{session.id}?ticket=")


def test_a_form_sent_twice_signs_in_once_and_gives_the_pass_again(session):
    phone = session.phone()
    ticket = ticket_of(phone.ask(session.scan(phone)).text)
    typed = {"ticket": ticket, "name": "示范学员庚", "enterprise": FIRM}
    for _ in range(2):
        assert phone.ask(f"/t/{session.id}", "POST", form=typed).status == 303
        assert phone.ask(f"/pass/{session.id}").status == 200
        phone.cookies.clear("127.0.0.1", "/", "xuefa-pass")  # the answer was lost on the way
    names = [one.name for one in session.desk.sign_ins.of_session(session.id)]
    assert names.count("示范学员庚") == 1
    other = typed | {"name": "示范学员辛"}
    assert phone.ask(f"/t/{session.id}", "POST", form=other).status == 400


def test_a_session_that_takes_no_sign_ins_says_why(portal, instructor, content):
    papers = content.shelf.all()
    full = open_session(portal, instructor.login_name, papers, capacity="1", topic="示范满员")
    late = full.phone()
    ticket = ticket_of(late.ask(full.scan(late)).text)
    full.sign_in("示范学员壬")
    typed = {"ticket": ticket, "name": "示范学员癸", "enterprise": FIRM}
    assert "名额 1 人已满" in late.ask(f"/t/{full.id}", "POST", form=typed).text
    scanned = full.scanned
    instructor.ask(f"/training/{full.id}/close", "POST")
    closed = late.ask(scanned)
    assert (closed.status, "签到已经结束" in closed.text) == (400, True)
    assert late.ask("/t/999999?k=x").status == 404


def test_a_refused_form_keeps_what_was_typed_escaped(session):
    phone = session.phone()
    ticket = ticket_of(phone.ask(session.scan(phone)).text)
    typed = {"ticket": ticket, "name": "甲", "enterprise": "<示范>"}
    page = phone.ask(f"/t/{session.id}", "POST", form=typed)
    assert (page.status, "&lt;示范&gt;" in page.text, "<示范>" in page.text) == (400, True, False)
    assert ticket_of(page.text) == ticket


def test_a_form_that_is_passed_on_opens_nothing_on_another_phone(session):
    phone, other = session.phone(), session.phone()
    by_code = phone.ask("/t", "POST", form={"code": session.shown.digits}).headers["Location"]
    for address in (session.scan(phone), by_code):
        ticket = ticket_of(phone.ask(address).text)
        passed_on = other.ask(address)
        assert (passed_on.status, str(ExpiredTicketError()) in passed_on.text) == (400, True)
        typed = {"ticket": ticket, "name": f"示范转发{len(address)}", "enterprise": FIRM}
        assert phone.ask(f"/t/{session.id}", "POST", form=typed).status == 303
        assert other.ask(f"/t/{session.id}", "POST", form=typed).status == 400
        assert other.ask("/pass").status == 200
        phone.ask("/pass/end", "POST")


def test_another_phone_gets_the_pass_by_a_code_from_the_staff(session, instructor):
    first = session.sign_in("示范学员丁")
    second = session.phone()
    ticket = ticket_of(second.ask(session.scan(second)).text)
    typed = {"ticket": ticket, "name": "示范学员丁", "enterprise": FIRM}
    refused = second.ask(f"/t/{session.id}", "POST", form=typed)
    assert (refused.status, "凭证码" in refused.text) == (400, True)
    sign_in = next(
        one for one in session.desk.sign_ins.of_session(session.id) if one.name == "示范学员丁"
    )
    issued = instructor.ask(
        f"/training/{session.id}/pass-code", "POST", form={"sign_in": str(sign_in.id)}
    )
    code = re.search(r'class="pass-code">([\w-]+)<', issued.text)[1]
    assert f'value="{code}"' in second.ask(f"/pass/code?code={code}").text
    wrong = second.ask("/pass/code", "POST", form={"code": "wrong"})
    assert (wrong.status, "wrong" in wrong.text) == (400, True)
    moved = second.ask("/pass/code", "POST", form={"code": code})
    assert moved.headers["Location"] == f"/pass/{session.id}"
    assert second.ask(f"/pass/{session.id}").status == 200
    begun = second.ask(f"/pass/{session.id}/quiz", "POST").headers["Location"]
    assert "data-pass" in second.ask(begun).text
    answer = first.ask(f"/api/attempts/{begun.rpartition('/')[2]}")
    assert (answer.status, "凭证码" in answer.json["message"]) == (401, True)
    assert first.ask(f"/pass/{session.id}").headers["Location"].startswith("/pass?")
    assert "凭证码" in first.ask("/pass").text


def test_a_phone_can_be_handed_to_a_colleague(session):
    phone = session.sign_in("示范学员戊")
    assert phone.ask("/pass/end", "POST").headers["Location"] == "/t"
    assert phone.ask(f"/pass/{session.id}").status == 302
    session.sign_in("示范学员己", phone=phone)
    page = phone.ask(f"/pass/{session.id}").text
    assert "示范学员己" in page
    assert "示范学员戊" not in page
    assert phone.ask("/logout", "POST").headers["Location"] == "/t"
    assert phone.ask(f"/pass/{session.id}").status == 302


def test_people_of_the_bureau_sign_in_by_one_button_and_keep_their_login(session, newcomer):
    officer = newcomer()
    page = officer.ask(session.scan(officer)).text
    assert 'name="name"' not in page
    answer = officer.ask(f"/t/{session.id}", "POST", form={"ticket": ticket_of(page)})
    assert answer.headers["Location"] == f"/pass/{session.id}"
    assert "已签到" in officer.ask(f"/pass/{session.id}").text
    assert officer.cookie("xuefa-pass") is None
    assert officer.ask("/record").status == 200
    assert officer.ask("/pass").headers["Location"] == f"/pass/{session.id}"


def test_quick_quizzes_are_no_exams_of_courses(session, newcomer):
    officer = newcomer()
    assert QUIZ not in officer.ask("/course/permit_management").text
    assert "签到" in officer.ask(f"/exam/{QUIZ}").text
    assert officer.ask(f"/exam/{QUIZ}", "POST").status == 400
