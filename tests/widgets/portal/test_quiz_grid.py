"""The quick quiz of a session for staff: results, and the grid for answers on paper."""

import re

import pytest
from builders.proofs import MULTIPART, PDF, form_with_file
from builders.server import Visitor, wait_until
from builders.training_portal import open_session

import courses.catalogue
import quizzes.content
from courses.catalogue import read_catalogue
from quizzes.content import read_quizzes
from quizzes.draw import draw_variants
from quizzes.printing.sheet import lay_out

QUIZ = "session-noise"


@pytest.fixture(scope="module")
def content():
    catalogue, _ = read_catalogue([courses.catalogue.PACKAGE_FOLDER])
    return read_quizzes(catalogue, [quizzes.content.PACKAGE_FOLDER])


@pytest.fixture(scope="module")
def manager(newcomer) -> Visitor:
    return newcomer("manager")


@pytest.fixture(scope="module")
def session(portal, manager, content):
    return open_session(portal, manager.login_name, content.shelf.all(), paper_id=QUIZ)


def key_of(content, letter):
    paper = content.shelf.paper(QUIZ)
    variant = draw_variants(paper, content.bank)["ABC".index(letter)]
    sections = lay_out(paper, variant).sections
    return [one.short_answer for section in sections for one in section.questions]


def row(person, letter, answers, **more):
    fields = [("row", person), (f"letter-{person}", letter)]
    fields += [(f"answer-{person}", one) for one in answers]
    return [*fields, *((f"{name}-{person}", value) for name, value in more.items())]


def send(visitor, session, fields, file=PDF):
    xsrf = ("_xsrf", visitor.cookie("_xsrf").value)
    body = form_with_file([xsrf, *fields], file, "答卷.pdf" if file else "")
    return visitor.ask(f"/training/{session.id}/grid", "POST", body=body, headers=MULTIPART)


def test_staff_alone_see_results_and_the_grid(session, newcomer):
    for role in ("officer", "leader", "trainee"):
        visitor = newcomer(role)
        for address in ("quiz", "grid"):
            assert visitor.ask(f"/training/{session.id}/{address}").status == 403
        assert visitor.ask(f"/training/{session.id}/pass-code", "POST").status == 403
        assert visitor.ask(f"/training/{session.id}/grid", "POST").status == 403
    assert newcomer("instructor").ask(f"/training/{session.id}/quiz").status == 200


def test_the_grid_keeps_good_rows_and_gives_faulty_ones_back(session, manager, content):
    for name in ("示范学员甲", "示范学员乙"):
        session.sign_in(name)
    first, second = (str(session.person_of(f"示范学员{word}")) for word in "甲乙")
    good, faulty = row(first, "a", key_of(content, "A")), row(second, "B", ["<q>", "A"])
    manager.ask(f"/training/{session.id}/grid")
    without = send(manager, session, [*good, *faulty], file=b"")
    assert (without.status, "扫描件" in without.text, "&lt;q&gt;" in without.text) == (
        400,
        True,
        True,
    )
    answer = send(manager, session, [*good, *faulty])
    assert answer.status == 400
    assert "第 1 题" in answer.text
    assert f'name="row" value="{first}"' not in answer.text
    right = row(second, "B", key_of(content, "B"))
    done = send(manager, session, [*right, ("same_scan", "yes")], file=b"")
    assert done.headers["Location"] == f"/training/{session.id}/grid?entered=1"
    page = f"/training/{session.id}/quiz"
    wait_until(lambda: manager.ask(page).text.count("通过</span>") == 2)
    assert "纸质" in manager.ask(page).text
    again = manager.ask(f"/training/{session.id}/grid").text
    assert "都有答卷了" in again


def test_an_entry_is_corrected_by_another(session, manager, content):
    session.sign_in("示范学员丙")
    person = str(session.person_of("示范学员丙"))
    send(manager, session, row(person, "C", key_of(content, "C")))
    grid = f"/training/{session.id}/grid?show=all"
    page = manager.ask(grid).text
    last = re.search(rf'name="last-{person}" value="(\w+)"', page)[1]
    corrected = row(person, "C", ["A"], last=last, how="correct")
    assert send(manager, session, corrected).status == 303
    assert send(manager, session, corrected).status == 400
    shown = f"/training/{session.id}/quiz"
    wait_until(lambda: "没有通过" in manager.ask(shown).text)
    assert 'href="/paper/' not in manager.ask(shown).text


def test_a_session_without_a_quiz_says_so(portal, manager, content):
    plain = open_session(portal, manager.login_name, content.shelf.all(), topic="示范无测验")
    page = manager.ask(f"/training/{plain.id}/quiz")
    assert (page.status, "没有随堂测验" in page.text) == (200, True)
    grid = manager.ask(f"/training/{plain.id}/grid")
    assert grid.headers["Location"] == f"/training/{plain.id}/quiz"


def test_rows_of_people_no_longer_signed_in_and_odd_numbers_are_no_crash(session, manager, content):
    session.sign_in("示范学员丁")
    person = session.person_of("示范学员丁")
    sign_in = next(
        one for one in session.desk.sign_ins.of_session(session.id) if one.person_id == person
    )
    withdrawn = f"/training/{session.id}/withdraw/{sign_in.id}"
    assert manager.ask(withdrawn, "POST", form={"reason": "示范原因"}).status == 302
    answer = send(manager, session, row(str(person), "A", key_of(content, "A")))
    assert (answer.status, "没有这一期的签到记录" in answer.text) == (400, True)
    huge = "9" * 5000
    assert manager.ask(f"/training/{session.id}/grid?entered={huge}").status == 200
    assert send(manager, session, row(huge, "A", ["A"])).status == 303
