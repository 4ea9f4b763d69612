"""The pages of the log of outreach."""

import io
import re
from http import HTTPStatus

import openpyxl
import pytest
from builders.photos import SECRET, jpeg, png
from builders.proofs import MULTIPART, form_with_file
from builders.server import Visitor

from grading.hours.file_kinds import LARGEST_FILE

SCRIPT = "<script>alert('示范')</script>"
TYPED = {
    "title": "示范宣传日",
    "on": "2026-06-05",
    "form": "square",
    "place": "示范广场",
    "audience": "群众",
    "reached": "1,200",
    "materials": "1000",
    "cites": "《噪声污染防治法》第十条",
    "told": "",
}


@pytest.fixture(scope="module")
def recorder(newcomer) -> Visitor:
    return newcomer("officer")


@pytest.fixture(scope="module")
def manager(newcomer) -> Visitor:
    return newcomer("manager")


def send(visitor, address="/outreach/new", content=b"", fields=(), **changes):
    body = form_with_file([*(TYPED | changes).items(), *fields], content or jpeg())
    return visitor.ask(address, "POST", body=body, headers=MULTIPART)


def address_of(answer) -> str:
    assert answer.status == HTTPStatus.FOUND, answer.text
    return answer.headers["Location"]


def test_an_activity_is_recorded_shown_found_and_corrected(recorder, manager):
    page = address_of(send(recorder, title=SCRIPT, told="<b>展板</b>"))
    shown = recorder.ask(page).text
    assert SCRIPT not in shown
    assert "第十条" in shown
    photo = recorder.ask(f"{page}/photo/1")
    assert photo.headers["Content-Type"] == "image/jpeg"
    assert photo.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in photo.headers["Content-Security-Policy"]
    assert SECRET not in photo.body
    form = manager.ask(f"{page}/correct").text
    assert "《噪声污染防治法》第十条" in form
    assert 'name="kept" value="1" checked' in form
    answer = send(manager, f"{page}/correct", png(1), [("kept", "1")], reason=" ")
    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "请填写更正的理由" in answer.text
    assert "请重新选择" in answer.text
    changes = {"title": "示范更正日", "reached": "900", "reason": "人数写错了"}
    new = address_of(send(manager, f"{page}/correct", png(1), [("kept", "1")], **changes))
    assert "已经更正" in recorder.ask(page).text
    shown = recorder.ask(new).text
    assert "人数写错了" in shown
    assert f"{new}/photo/2" in shown
    assert recorder.ask(f"{page}/correct").headers["Location"] == page
    late = send(manager, f"{page}/correct", reason="再改", place="另一个公园")
    assert (late.status, "已经由别人更正" in late.text) == (HTTPStatus.BAD_REQUEST, True)
    assert 'value="另一个公园"' in late.text
    assert f'action="{new}/correct"' in late.text
    found = recorder.ask("/outreach?year=2026&q=%E6%9B%B4%E6%AD%A3%E6%97%A5").text
    assert "示范更正日" in found
    assert "没有这样的活动" in recorder.ask("/outreach?year=2026&form=school").text


def test_what_is_wrong_is_said_above_what_was_typed(recorder):
    answer = send(recorder, place="示范公园", reached="许多")
    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "整数" in answer.text
    assert 'value="示范公园"' in answer.text
    assert "第 1 张照片：照片只收" in send(recorder, content=b"<svg>").text
    answer = send(recorder, content=png() + bytes(5 * LARGEST_FILE))
    assert answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "22 MB" in answer.text


def test_a_withdrawal_needs_a_reason_and_no_longer_counts(recorder, newcomer):
    page = address_of(send(recorder, title="示范撤销日", on="2022-06-05"))
    answer = recorder.ask(f"{page}/withdraw", "POST", form={"reason": ""})
    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "请填写撤销的理由" in answer.text
    answer = recorder.ask(f"{page}/withdraw", "POST", form={"reason": "重\u202e复"})
    assert "看不见" in answer.text
    assert 'value="重\u202e复"' in answer.text
    answer = newcomer("officer").ask(f"{page}/withdraw", "POST", form={"reason": "重复"})
    assert "别人登记" in answer.text
    answer = recorder.ask(f"{page}/withdraw", "POST", form={"reason": "重复"})
    assert "已经撤销" in recorder.ask(address_of(answer)).text
    assert "2022 年还没有登记" in recorder.ask("/outreach?year=2022").text


def test_the_workbook_of_a_year_is_told_of_in_the_trail(recorder, newcomer):
    send(recorder, title="示范导出日", on="2021-06-05")
    answer = recorder.ask("/outreach/2021.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.body))["普法活动"].values)
    assert [row[2] for row in rows[1:]] == ["示范导出日"]
    assert "2021年普法活动.xlsx" in newcomer("administrator").ask("/audit").text


def test_the_bureau_reads_officers_and_managers_record_enterprises_see_nothing(recorder, newcomer):
    page = address_of(send(recorder, title="示范权限日"))
    trainee = newcomer("trainee")
    for address in ("/outreach", "/outreach/2026.xlsx", page, f"{page}/photo/1"):
        assert trainee.ask(address).status == HTTPStatus.FORBIDDEN
        assert newcomer("leader").ask(address).status == HTTPStatus.OK
    for visitor in (trainee, newcomer("leader"), newcomer("instructor")):
        for address in ("/outreach/new", f"{page}/correct"):
            assert visitor.ask(address).status == HTTPStatus.FORBIDDEN
            assert send(visitor, address, reason="x").status == HTTPStatus.FORBIDDEN
        answer = visitor.ask(f"{page}/withdraw", "POST", form={"reason": "重复"})
        assert answer.status == HTTPStatus.FORBIDDEN
    assert not re.search("/outreach/new", newcomer("leader").ask("/outreach").text)


def test_an_unknown_number_is_said_in_chinese(recorder):
    for address in ("/outreach/9999", "/outreach/9999/photo/1", "/outreach/9999/correct"):
        answer = recorder.ask(address)
        assert answer.status == HTTPStatus.NOT_FOUND
        assert "没有这" in answer.text
