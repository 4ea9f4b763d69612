"""The page of people over HTTP: a roster looked at, applied, and its slips; who may do what."""

import io
import itertools
import re

import openpyxl
from builders.proofs import MULTIPART, form_with_file
from builders.rosters import enterprise_row, officer_row, roster_file
from builders.server import Answer, Visitor

_numbers = itertools.count(900)
CODE = re.compile(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){2}")


def upload(visitor: Visitor, content: bytes, name: str = "roster.xlsx", token: str = "") -> Answer:
    fields = [("_xsrf", token or str(visitor.cookie("_xsrf").value))]
    body = form_with_file(fields, content, name)
    return visitor.ask("/people/roster", "POST", body=body, headers=MULTIPART, xsrf=False)


def test_a_roster_is_looked_at_applied_and_its_slips_let_people_in(portal, newcomer):
    administrator = newcomer("administrator")
    number = next(_numbers)
    content = roster_file(enterprise=[enterprise_row(number)], officer=[officer_row(number)])
    assert upload(administrator, content).headers["Location"] == "/people/roster"
    looked_at = administrator.ask("/people/roster").text
    assert "新增 1 家企业、1 人；没有变化 0 行。确认后才会改动。" in looked_at
    assert f"zhifa{number}" not in administrator.ask("/people").text
    assert administrator.ask("/people/roster/apply", "POST", form={}).status == 302
    assert "已新增 1 家企业、1 人" in administrator.ask("/people/roster").text
    listed = administrator.ask("/people").text
    assert f"zhifa{number}" in listed
    assert f"SF{number:08d}" not in listed
    slips = administrator.ask("/people/roster/slips.xlsx").body
    ((_, printed, _),) = openpyxl.load_workbook(io.BytesIO(slips)).active.values
    visitor = Visitor(portal.address, source="127.0.5.1")
    visitor.ask("/first-login")
    form = {"login_name": f"zhifa{number}", "code": CODE.search(printed).group()}
    form |= dict.fromkeys(("password", "password_again"), "chosen-by-me-2026")
    assert visitor.ask("/first-login", "POST", form=form).status == 302
    upload(administrator, content)
    assert "没有变化 2 行。不用导入。" in administrator.ask("/people/roster").text


def test_a_faulty_roster_comes_back_and_cannot_be_applied(newcomer):
    administrator = newcomer("administrator")
    number = next(_numbers)
    upload(administrator, roster_file(officer=[officer_row(number, 部门="")]))
    assert "部门：没有写部门" in administrator.ask("/people/roster").text
    returned = administrator.ask("/people/roster/faults.xlsx").body
    _, row = openpyxl.load_workbook(io.BytesIO(returned))["执法人员"].values
    assert row[-1] == "部门：没有写部门"
    refused = administrator.ask("/people/roster/apply", "POST", form={})
    assert (refused.status, "1 行不合要求" in refused.text) == (400, True)
    unreadable = upload(administrator, b"%PDF-1.7", "roster.pdf")
    assert (unreadable.status, "只认 xlsx 和 csv" in unreadable.text) == (400, True)


def test_a_roster_that_is_no_longer_held_is_said_to_be_gone(newcomer):
    """It is kept for half an hour, in the memory of one portal: none is held at its start."""
    administrator = newcomer("administrator")
    for path, method in (
        ("/people/roster", "GET"),
        ("/people/roster/apply", "POST"),
        ("/people/roster/slips.xlsx", "GET"),
    ):
        answer = administrator.ask(path, method)
        assert (answer.status, "平台重新启动也会清掉" in answer.text) == (410, True)
    assert "另发登录码" in answer.text


def test_a_code_is_issued_and_shown_once(newcomer):
    administrator, officer = newcomer("administrator"), newcomer()
    form = {"login_name": officer.login_name}
    assert CODE.search(administrator.ask("/people/code", "POST", form=form).text)
    assert administrator.ask("/people/code", "POST", form={"login_name": "nobody"}).status == 404


def test_others_change_nothing_and_officers_see_nothing(newcomer):
    manager, officer, administrator = newcomer("manager"), newcomer(), newcomer("administrator")
    page = manager.ask("/people")
    assert (page.status, "发新码" in page.text, "导入名册" in page.text) == (200, False, False)
    assert [officer.ask(f"/people{part}").status for part in ("", "/roster")] == [403, 403]
    for visitor in (manager, officer):
        form = {"login_name": officer.login_name}
        assert visitor.ask("/people/code", "POST", form=form).status == 403
        assert visitor.ask("/people/roster/apply", "POST", form={}).status == 403
        assert visitor.ask("/people/template.xlsx").status == 403
        assert upload(visitor, b"").status == 403
    assert upload(administrator, b"", token="forged").status == 403
    assert administrator.ask("/people/roster").status == 410
