"""The audit trail: for administrators, with who did what from where."""

import re
from http import HTTPStatus

import pytest
from builders.portal_home import PAPER, add_by_command
from builders.sitting import sit_down


@pytest.fixture(scope="module")
def administrator(newcomer):
    return newcomer("administrator")


def lines(page):
    """Return the cells of every entry as text."""
    rows = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", page, re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in rows]


@pytest.mark.parametrize("role", ["officer", "instructor", "manager"])
def test_the_trail_is_closed_to_other_roles(newcomer, role):
    visitor = newcomer(role)
    assert visitor.ask("/audit").status == HTTPStatus.FORBIDDEN
    assert 'href="/audit"' not in visitor.ask("/").text


def test_what_is_done_in_the_portal_is_told_with_person_and_address(newcomer, administrator, bank):
    officer = newcomer()
    sitting = sit_down(officer, bank)
    (line,) = lines(administrator.ask(f"/audit?what=attempts&key={sitting.attempt}").text)
    assert "示范甲 网页 127.0.0.1 新增 考试作答" in line


def test_a_file_that_is_given_out_is_told(newcomer, administrator):
    address = f"/paper/{PAPER}/A/key.docx"
    assert newcomer("instructor").ask(address).status == HTTPStatus.OK
    line = lines(administrator.ask("/audit?what=export&who=%E7%A4%BA%E8%8C%83").text)[0]
    assert re.search(r"示范甲 网页 127\.0\.0\.1 导出 导出文件 .*-参考答案\.docx 指纹", line)


def test_a_command_is_told_with_the_account_on_the_machine(portal, administrator):
    add_by_command(portal.address, portal.home, "shifan-audit")
    page = administrator.ask("/audit?what=people&action=added").text
    line = next(one for one in lines(page) if "shifan-audit" in one)
    assert "命令行 127.0.0.1 新增 人员 示范甲（shifan-audit）" in line


@pytest.mark.parametrize(
    "asked",
    ["since=2026-13-40&until=x", "page=0", "page=99999", "action=%3F", "key=%27%3Cscript%3E"],
)
def test_odd_searches_are_answered(administrator, asked):
    answer = administrator.ask(f"/audit?{asked}")
    assert answer.status == HTTPStatus.OK
    assert "<script>'" not in answer.text
    assert "链头" in answer.text
