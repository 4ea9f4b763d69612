"""Ids that nobody knows, and pages for other roles."""

import pytest
from builders.portal_home import PAPER
from builders.server import Visitor

UNKNOWN = {
    "/nothing": "没有这个页面",
    "/course/nothing": "没有这门课程",
    "/lesson/nothing": "没有这一课",
    "/exam/nothing": "没有这份试卷",
    "/exam/attempt/nothing": "没有这次作答",
    "/result/nothing": "没有这次作答",
    "/dashboard/nothing": "没有这个看板",
    "/download/nothing.xlsx": "没有这个看板",
    "/statute/nothing:1": "nothing",
    "/statute/administrative-penalty-law-2021:1.x": "administrative-penalty-law-2021:1.x",
    "/statute/nothing": "nothing",
    "/course/shifan": "没有这门课程",
}
UNKNOWN_TO_SCRIPTS = {
    "/api/attempts/nothing": "没有这次作答",
    "/api/practice/nothing": "没有这一课",
}
FOR_OFFICERS = ["/course/penalty_measures", "/lesson/penalty-1-3", f"/exam/{PAPER}"]


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_id_is_said_in_chinese(settled_officer, path):
    answer = settled_officer.ask(path)
    assert answer.status == 404
    assert "没有这个页面" in answer.text
    assert UNKNOWN[path] in answer.text
    assert '<html lang="zh-CN">' in answer.text


@pytest.mark.parametrize("path", UNKNOWN_TO_SCRIPTS)
def test_a_script_is_told_of_an_unknown_id_in_a_sentence(settled_officer, path):
    answer = settled_officer.ask(path)
    assert answer.status == 404
    assert UNKNOWN_TO_SCRIPTS[path] in answer.json["message"]


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/exam/nothing", "POST"),
        ("/exam/attempt/nothing/hand-in", "POST"),
        ("/api/attempts/nothing/answers/filing-001", "PUT"),
        ("/api/practice/nothing", "POST"),
        ("/api/practice/nothing/1", "POST"),
        ("/api/practice/penalty-1-3/99", "POST"),
        ("/api/practice/penalty-1-3/" + "9" * 40, "POST"),
        ("/api/practice/penalty-1-3/" + "9" * 5000, "POST"),
    ],
)
def test_nothing_is_done_to_an_unknown_id(settled_officer, path, method):
    answer = settled_officer.ask(path, method, content={"answer": "A", "question_id": "x"})
    assert answer.status == 404
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.text)


def test_what_a_page_is_asked_for_is_shown_as_text(settled_officer):
    for path in ("/nothing<script>", "/course/%3Cscript%3E", "/statute/a:1%3Cscript%3E"):
        answer = settled_officer.ask_as_written(path.replace("<", "%3C").replace(">", "%3E"))
        assert answer.status == 404
        assert "<script>" not in answer.text.replace("<script src=", "")


@pytest.mark.parametrize("path", FOR_OFFICERS)
def test_a_course_is_closed_to_other_roles_and_this_is_logged(portal, trainee, path):
    answer = trainee.ask(path)
    assert answer.status == 403
    assert "您的角色不能打开这个页面" in answer.text
    assert is_logged(portal, path)


def test_an_exam_or_practice_is_not_begun_by_other_roles(portal, trainee):
    assert trainee.ask(f"/exam/{PAPER}", "POST").status == 403
    for method, path in (("GET", ""), ("POST", ""), ("POST", "/1")):
        answer = trainee.ask(f"/api/practice/penalty-1-3{path}", method, content={"answer": "A"})
        assert answer.status == 403
        assert "您的角色不能打开" in answer.json["message"]
    assert is_logged(portal, "/api/practice/penalty-1-3")


@pytest.mark.parametrize("role", ["officer", "trainee", "leader", "instructor"])
@pytest.mark.parametrize("path", ["/dashboard/officer-training", "/download/officer-training.xlsx"])
def test_the_figures_of_others_are_closed_and_this_is_logged(portal, newcomer, role, path):
    assert newcomer(role).ask(path).status == 403
    assert is_logged(portal, path)


def test_navigation_shows_what_one_may_open(newcomer):
    assert "/dashboard/officer-training" not in newcomer("officer").ask("/").text
    assert "/dashboard/officer-training" in newcomer("manager").ask("/").text


@pytest.fixture(scope="module")
def trainee(newcomer) -> Visitor:
    return newcomer("trainee")


def is_logged(portal, path: str) -> bool:
    lines = (portal.home / "logs/portal.log").read_text().splitlines()
    return any(f"403 {path}: person" in line and "has no role for" in line for line in lines)
