"""The pages of recorded hours: proofs, their review, group study and corrections."""

import re
from http import HTTPStatus

import pytest
from builders.proofs import MULTIPART, PDF, form_with_file
from builders.server import Visitor

from grading.hours.file_kinds import LARGEST_FILE

LAW = "《中华人民共和国噪声污染防治法》"
SCRIPT = "<script>alert('示范')</script>"


@pytest.fixture(scope="module")
def manager(newcomer) -> Visitor:
    return newcomer("manager")


def proof(visitor, content=PDF, *, xsrf=True, **fields):
    typed = {"hours": "8", "on": "2026-05-12", "topic": "示范培训", "organiser": "示范学院"}
    body = form_with_file(list((typed | fields).items()), content)
    return visitor.ask("/hours", "POST", body=body, headers=MULTIPART, xsrf=xsrf)


def number_of_last(visitor) -> str:
    found = re.findall(r"/hours/proof/(\d+)/file", visitor.ask("/hours?year=2026").text)
    return found[0]


def group_study(visitor, attendees, **fields):
    typed = {
        "form": "lecture",
        "on": "2026-06-01",
        "host": "示范主持人",
        "topic": "示范主题",
        "cites": f"{LAW}第十条",
        "hours": "2",
    }
    sent = [*(typed | fields).items(), *(("attendees", one) for one in attendees)]
    body = form_with_file(sent, PDF)
    return visitor.ask("/hours/group/new", "POST", body=body, headers=MULTIPART)


def test_a_proof_is_refused_sent_again_and_accepted(officer, manager):
    assert proof(officer, PDF + b"1", topic=SCRIPT).status == HTTPStatus.FOUND
    first = number_of_last(officer)
    waiting = manager.ask("/hours/review").text
    assert f"/hours/review/{first}" in waiting
    assert SCRIPT not in waiting
    refusal = {"decision": "refuse", "reason": ""}
    answer = manager.ask(f"/hours/review/{first}", "POST", form=refusal)
    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "请填写不认可的理由" in answer.text
    refusal["reason"] = "照片看不清"
    answer = manager.ask(f"/hours/review/{first}", "POST", form=refusal)
    assert answer.status == HTTPStatus.FOUND
    assert "未认可" in manager.ask(answer.headers["Location"]).text
    assert "照片看不清" in officer.ask("/hours").text
    assert 'value="示范学院"' in officer.ask(f"/hours?again={first}").text
    assert proof(officer, PDF + b"2", replaces=first).status == HTTPStatus.FOUND
    second = number_of_last(officer)
    manager.ask(f"/hours/review/{second}", "POST", form={"decision": "accept"})
    assert re.search(r"外部学习</dt><dd>8<", officer.ask("/hours?year=2026").text)
    again = manager.ask(f"/hours/review/{second}", "POST", form=refusal)
    assert "已经由别人审核过" in again.text


def test_a_proof_is_downloaded_by_its_owner_and_managers_and_never_drawn(
    officer, manager, newcomer
):
    content = PDF + b"<script>alert(1)</script>"
    proof(officer, content)
    address = f"/hours/proof/{number_of_last(officer)}/file"
    for visitor in (officer, manager):
        answer = visitor.ask(address)
        assert answer.body == content
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    trail = newcomer("administrator").ask("/audit").text
    assert trail.count(f"学时证明 {address.split('/')[3]}<") == 1  # the owner needs no telling
    for role in ("officer", "instructor"):
        answer = newcomer(role).ask(address)
        assert answer.status == HTTPStatus.NOT_FOUND
        assert content not in answer.body


def test_only_managers_review_correct_and_record(officer, newcomer):
    addresses = ("review", "group", "group/new", "group/1", "group/1/minutes", "correct/1")
    for visitor in (officer, newcomer("instructor"), newcomer("trainee")):
        for address in addresses:
            assert visitor.ask(f"/hours/{address}").status == HTTPStatus.FORBIDDEN
        assert group_study(visitor, []).status == HTTPStatus.FORBIDDEN
        for address in ("review/1", "correct/1"):
            answer = visitor.ask(f"/hours/{address}", "POST", form={"decision": "accept"})
            assert answer.status == HTTPStatus.FORBIDDEN
    trainee = newcomer("trainee")
    assert trainee.ask("/hours").status == HTTPStatus.FORBIDDEN
    assert 'href="/hours"' not in trainee.ask("/").text


def test_a_form_with_a_file_needs_the_token_of_the_page(officer):
    assert proof(officer, xsrf=False).status == HTTPStatus.FORBIDDEN
    assert "还没有上传过证明" in officer.ask("/hours").text
    token = officer.cookie("_xsrf").value
    assert proof(officer, xsrf=False, _xsrf=token).status == HTTPStatus.FOUND


def test_a_file_of_any_other_kind_or_size_is_refused_with_what_was_typed_kept(officer):
    answer = proof(officer, b"<html>", topic="示范课题")
    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "只收 PDF、JPG、PNG" in answer.text
    assert 'value="示范课题"' in answer.text
    assert "超过 5 MB" in proof(officer, PDF + bytes(LARGEST_FILE)).text
    answer = proof(officer, PDF + bytes(2 * LARGEST_FILE))
    assert answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "超过 5 MB" in answer.text
    assert "还没有上传过证明" in officer.ask("/hours").text
    whole = PDF[:-7] + bytes(LARGEST_FILE - len(PDF)) + PDF[-7:]
    assert proof(officer, whole).status == HTTPStatus.FOUND


def test_a_group_study_is_recorded_and_a_mistake_in_it_corrected(manager, newcomer):
    leader = newcomer("leader")
    form = manager.ask("/hours/group/new").text
    ticked = re.findall(r'name="attendees" value="(\d+)" data-leader', form)
    answer = group_study(manager, [])
    assert "请勾选参加的人" in answer.text
    assert 'value="示范主题"' in answer.text
    answer = group_study(manager, ticked)
    assert answer.status == HTTPStatus.FOUND, answer.text
    shown = manager.ask(answer.headers["Location"]).text
    assert "第十条" in shown
    assert "示范主题" in manager.ask("/hours/group?year=2026").text
    assert manager.ask(answer.headers["Location"] + "/minutes").body == PDF
    assert re.search(r"集体学习</dt><dd>2<", leader.ask("/hours?year=2026").text)
    for line in re.findall(r"/hours/correct/(\d+)", shown):
        typed = {"hours": "0.7", "reason": "示范理由"}
        assert "以 0.5 为一档" in manager.ask(f"/hours/correct/{line}", "POST", form=typed).text
        typed["hours"] = "1.5"
        corrected = manager.ask(f"/hours/correct/{line}", "POST", form=typed)
        assert corrected.status == HTTPStatus.FOUND
        assert "已经由" in manager.ask(f"/hours/correct/{line}").text
    assert re.search(r"集体学习</dt><dd>1.5<", leader.ask("/hours?year=2026").text)


def test_law_that_was_repealed_by_the_day_of_a_study_is_pointed_out(manager, newcomer):
    """The code repealed this law on 2026-08-15."""
    newcomer("leader")
    form = manager.ask("/hours/group/new").text
    ticked = re.findall(r'name="attendees" value="(\d+)" data-leader', form)
    for on, is_told in (("2026-03-10", False), ("2026-08-14", False), ("2026-08-15", True)):
        answer = group_study(manager, ticked, on=on, topic="新旧衔接")
        shown = manager.ask(answer.headers["Location"]).text
        assert ("2026年8月15日已经废止" in shown) is is_told, on


def test_an_unknown_number_is_said_in_chinese(manager, officer):
    for address in ("proof/999/file", "group/999", "group/999/minutes", "correct/999"):
        answer = manager.ask(f"/hours/{address}")
        assert answer.status == HTTPStatus.NOT_FOUND
        assert "没有这" in answer.text
    for number in ("9" * 30, "9" * 5000):
        assert manager.ask(f"/hours/review?saved={number}").status == HTTPStatus.OK
        answer = proof(officer, replaces=number)
        assert (answer.status, "没有这份证明" in answer.text) == (HTTPStatus.NOT_FOUND, True)
