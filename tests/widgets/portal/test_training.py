"""The pages of training sessions: planning, the screen, the desk, paper lists, material."""

import re
from datetime import date, timedelta
from http import HTTPStatus
from socket import AF_INET
from types import SimpleNamespace

import psutil
import pytest
from builders.proofs import MULTIPART, PDF, PNG, form_with_file
from builders.server import Visitor
from builders.training import office_file

from courses.clock import HOME_ZONE, local_date, system_clock
from grading.people.states import EnterpriseState, KnownEnterprise, PermitCategory
from grading.records.engine import RecordsDatabase
from grading.settings import Settings
from grading.training.material import LARGEST_MATERIAL
from widgets.portal.pages.training_form import by_industry
from widgets.portal.pages.training_screen import is_local, phone_addresses, qr_code

SCRIPT = "<script>alert('示范')</script>"
MILL, FARM = "示范轧花厂（甲）", "示范养殖场（甲）"
TODAY = local_date(system_clock(), HOME_ZONE)
TYPED = {
    "topic": "示范培训",
    "industry": "棉花加工",
    "place": "示范会议室",
    "on": TODAY.isoformat(),
    "starts": "12:00",
    "ends": "23:50",
    "capacity": "50",
    "hours": "2",
    "late_after": "10",
    "paper_id": "",
}


@pytest.fixture(scope="module")
def ids(portal) -> list[int]:
    """Two enterprises of the portal, a mill and a farm."""
    known = zip((MILL, FARM), ("棉花加工", "畜禽养殖"), strict=True)
    states = [
        EnterpriseState(
            name=name,
            industry=industry,
            permit_category=PermitCategory.KEY,
            valid_from=date(2026, 1, 1),
        )
        for name, industry in known
    ]
    database = RecordsDatabase(f"sqlite:///{portal.home / 'records.db'}")
    with database.begin() as records:
        found = records.enterprises.add_many(states)
        records.enterprises.hold(zip(found, states, strict=True), system_clock())
    database.close()
    return found


@pytest.fixture(scope="module")
def staff(newcomer, ids):
    return newcomer("instructor")


def address_of(answer) -> str:
    assert answer.status == HTTPStatus.FOUND, answer.text
    return answer.headers["Location"]


def plan(staff, **changes) -> str:
    """Plan a session of today and return its address."""
    return address_of(staff.ask("/training/new", "POST", form=TYPED | changes))


def opened(staff, **changes) -> str:
    page = plan(staff, **changes)
    assert address_of(staff.ask(f"{page}/open", "POST")) == page
    return page


def sign_in(staff, page, name, enterprise=MILL) -> str:
    form = {"name": name, "enterprise": enterprise}
    return address_of(staff.ask(f"{page}/desk", "POST", form=form))


def test_a_session_is_planned_listed_and_changed(staff, ids):
    form = staff.ask("/training/new").text
    assert "全选本行业" in form
    assert all(word in form for word in (MILL, FARM, "重点管理", "《大气污染防治》随堂测验"))
    faulty = TYPED | {"topic": SCRIPT, "hours": "100", "invited": str(ids[0])}
    refused = staff.ask("/training/new", "POST", form=faulty)
    assert refused.status == HTTPStatus.BAD_REQUEST
    assert "学时应是 0.5 到 12 之间" in refused.text
    assert f'value="{ids[0]}" checked' in refused.text
    assert SCRIPT not in refused.text
    assert "&lt;script&gt;" in refused.text
    page = plan(staff, topic=SCRIPT, invited=str(ids[0]), paper_id="session-air")
    shown = staff.ask(page).text
    assert SCRIPT not in shown
    assert all(word in shown for word in (MILL, "还没有开始签到", "《大气污染防治》随堂测验"))
    assert FARM not in shown
    listed = staff.ask("/training").text
    assert f'href="{page}"' in listed
    assert f"/training/coverage/{TODAY.year}" in listed
    form = staff.ask(f"{page}/change").text
    assert all(f'value="{TYPED[name]}"' in form for name in ("place", "on", "starts", "ends"))
    changed = TYPED | {"topic": "改过的主题", "invited": str(ids[1])}
    assert staff.ask(f"{page}/change", "POST", form=changed | {"ends": ""}).status == 400
    assert address_of(staff.ask(f"{page}/change", "POST", form=changed)) == page
    shown = staff.ask(page).text
    assert "改过的主题" in shown
    assert FARM in shown


def test_only_instructors_managers_and_administrators_hold_trainings(newcomer, staff):
    page = opened(staff)
    pages = ["/training", "/training/new", page]
    pages += [
        f"{page}/{part}"
        for part in ("change", "screen", "screen/now", "desk", "paper-list", "sheet")
    ]
    moves = ["open", "close", "cancel", "withdraw/1", "desk/undo/1", "material/1/remove"]
    posts = ["/training/new", *(f"{page}/{one}" for one in (*moves, "change", "desk"))]
    uploads = [f"{page}/{one}" for one in ("material", "paper-list")]
    for role in ("officer", "leader", "trainee"):
        visitor = newcomer(role)
        for address in (*pages, f"{page}/scan/1", f"{page}/material/1"):
            assert visitor.ask(address).status == HTTPStatus.FORBIDDEN, (role, address)
        for address in posts:
            assert visitor.ask(address, "POST", form=TYPED).status == 403, (role, address)
        for address in uploads:
            body = form_with_file([], PDF)
            answer = visitor.ask(address, "POST", body=body, headers=MULTIPART)
            assert answer.status == HTTPStatus.FORBIDDEN, (role, address)
    for role in ("manager", "administrator"):
        assert newcomer(role).ask(page).status == HTTPStatus.OK
    assert "签到中" in staff.ask(page).text


def test_the_screen_shows_a_code_only_while_the_session_takes_sign_ins(staff, portal):
    page = plan(staff)
    assert "签到还没有开始" in staff.ask(f"{page}/screen").text
    staff.ask(f"{page}/open", "POST")
    screen = staff.ask(f"{page}/screen")
    found = re.search(r'data-address="([^"]+)"', screen.text)
    assert found is not None
    assert re.fullmatch(rf"{portal.address}/t/\d+\?k=[\w-]{{16}}", found[1])
    assert re.search(r'class="screen-code"[^>]*>\d{3}<span>\d{3}</span>', screen.text)
    assert re.search(r'<noscript><meta http-equiv="refresh" content="\d+">', screen.text)
    assert '<svg viewBox="0 0 ' in screen.text
    phone = Visitor(portal.address)
    form = phone.ask(found[1].removeprefix(portal.address)).headers["Location"]
    assert phone.ask(form).status == HTTPStatus.OK
    phone.ask("/pass/code?code=abcd-efgh")
    log = (portal.home / "logs/portal.log").read_text()
    for secret in (found[1].rpartition("=")[2], form.rpartition("=")[2], "abcd-efgh"):
        assert secret not in log
    assert "手机现在打不开这个地址" in screen.text
    assert 'style="' not in screen.text
    assert "<script>" not in screen.text
    now = staff.ask(f"{page}/screen/now").text
    assert now.startswith('<div id="now"')
    assert 'data-count="0"' in now
    sign_in(staff, page, "示范到一个")
    assert 'data-count="1"' in staff.ask(f"{page}/screen/now").text
    assert staff.ask(f"{page}/open", "POST").status == HTTPStatus.BAD_REQUEST
    staff.ask(f"{page}/close", "POST")
    assert "data-address" not in staff.ask(f"{page}/screen").text
    assert staff.ask(f"{page}/cancel", "POST", form={"reason": "x"}).status == 400


def test_the_address_in_the_code_is_the_public_one_or_that_of_the_browser(monkeypatch):
    locals_ = (
        "http://127.0.0.1:8000",
        "http://localhost:8000",
        "http://LOCALHOST",
        "http://[::1]:80",
    )
    assert all(is_local(one) for one in locals_)
    others = ("http://192.168.1.20:8000", "https://xuefa.example.com", "http://[fe80::1]:8000")
    assert not any(is_local(one) for one in others)
    screen = "http", "127.0.0.1:8000"
    public = phone_addresses(Settings(public_url="https://xuefa.example.com/"), *screen)
    assert public == ("https://xuefa.example.com",)
    assert phone_addresses(Settings(), *screen) == ("http://127.0.0.1:8000",)
    given = [SimpleNamespace(family=AF_INET, address=at) for at in ("10.0.0.5", "127.0.0.1")]
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: {"eth0": given})
    everywhere = Settings(host="0.0.0.0")
    assert phone_addresses(everywhere, *screen) == ("http://10.0.0.5:8000",)
    assert phone_addresses(everywhere, "http", "192.168.1.20") == ("http://192.168.1.20",)
    drawn = qr_code("https://xuefa.example.com/t/12?k=abcdefghijklmnop")
    assert drawn.startswith("<svg viewBox=")
    assert "style=" not in drawn
    assert len(drawn) < 12_000


def test_the_desk_signs_in_keeps_what_was_typed_and_undoes_the_last(staff, ids):
    page = opened(staff, invited=str(ids[0]))
    assert MILL in staff.ask(f"{page}/desk").text
    done = staff.ask(sign_in(staff, page, f"示范{SCRIPT}")).text
    assert SCRIPT not in done
    assert "已签到" in done
    again = {"name": f"示范{SCRIPT}", "enterprise": "other", "other": MILL}
    refused = staff.ask(f"{page}/desk", "POST", form=again)
    assert refused.status == HTTPStatus.BAD_REQUEST
    assert "不用再签" in refused.text
    assert f'name="other" value="{MILL}"' in refused.text
    assert "请选单位" in staff.ask(f"{page}/desk", "POST", form={"name": "示范甲"}).text
    undo = re.search(r'action="([^"]+/desk/undo/\d+)"', done)
    assert undo is not None
    assert address_of(staff.ask(undo[1], "POST")) == f"{page}/desk"
    assert "已经撤销过" in staff.ask(undo[1], "POST").text
    assert "签到台撤销" in staff.ask(page).text
    sign_in(staff, page, "示范乙", "本单位没有登记的厂")
    shown = staff.ask(page).text
    assert "未邀请" in shown
    sheet = staff.ask(f"{page}/sheet").text
    assert all(f"<td>{word}</td>" in sheet for word in ("示范乙", MILL, "签到台"))
    withdraw = re.search(rf'action="({page}/withdraw/\d+)"', shown)
    assert withdraw is not None
    assert staff.ask(withdraw[1], "POST", form={"reason": ""}).status == 400
    assert address_of(staff.ask(withdraw[1], "POST", form={"reason": "来错了"})) == f"{page}#came"
    assert "来错了" in staff.ask(page).text


def test_a_paper_list_brings_back_the_faulty_rows_and_asks_for_no_second_scan(staff):
    page = plan(staff, on=(TODAY - timedelta(days=2)).isoformat())
    rows = [("示范纸甲", MILL, ""), (f"示范{SCRIPT}", MILL, "99:00"), ("", "", "")]
    fields = [
        pair for row in rows for pair in zip(("name", "enterprise", "time"), row, strict=True)
    ]
    address = f"{page}/paper-list"
    assert staff.ask(f"{address}?rows=24").text.count('name="time"') == 24
    wrong = staff.ask(address, "POST", body=form_with_file(fields, b"GIF89a"), headers=MULTIPART)
    assert "只收 PDF、JPG、PNG" in wrong.text
    assert "示范纸甲" in wrong.text
    some = staff.ask(address, "POST", body=form_with_file(fields, PNG), headers=MULTIPART)
    assert some.status == HTTPStatus.BAD_REQUEST
    assert "已录入 1 人；还有 1 行没有录入" in some.text
    assert "请写成 09:00 这样" in some.text
    assert 'value="示范纸甲"' not in some.text
    assert SCRIPT not in some.text
    same_as = re.search(r'name="same_as" value="(\d+)"', some.text)
    assert same_as is not None
    rest = [("name", "示范纸乙"), ("enterprise", MILL), ("time", "12:30"), ("same_as", same_as[1])]
    done = staff.ask(address, "POST", body=form_with_file(rest, b""), headers=MULTIPART)
    assert address_of(done) == f"{page}#came"
    shown = staff.ask(page).text
    scans = re.findall(rf'href="({page}/scan/\d+)"', shown)
    assert len(scans) == 2
    for scan in scans:
        answer = staff.ask(scan)
        assert answer.body == PNG
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_material_is_given_out_and_taken_off(staff):
    page = plan(staff)

    def send(content, name="讲义.pptx"):
        body = form_with_file([], content, name)
        return staff.ask(f"{page}/material", "POST", body=body, headers=MULTIPART)

    assert address_of(send(office_file())) == f"{page}#material"
    assert send(b"<html>").status == HTTPStatus.BAD_REQUEST
    assert send(bytes(LARGEST_MATERIAL + 1024 * 1024)).status == 413
    link = re.search(rf'href="({page}/material/\d+)"', staff.ask(page).text)
    assert link is not None
    answer = staff.ask(link[1])
    assert answer.body == office_file()
    assert answer.headers["Content-Type"].endswith("presentationml.presentation")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert address_of(staff.ask(f"{link[1]}/remove", "POST")) == f"{page}#material"
    assert staff.ask(link[1]).status == HTTPStatus.NOT_FOUND


def test_a_session_is_cancelled_for_a_reason_and_unknown_ones_are_told_of(staff):
    page = plan(staff)
    assert staff.ask(f"{page}/cancel", "POST", form={"reason": " "}).status == 400
    assert address_of(staff.ask(f"{page}/cancel", "POST", form={"reason": "示范停电"})) == page
    assert "示范停电" in staff.ask(page).text
    assert "不能再修改" in staff.ask(f"{page}/change", "POST", form=TYPED).text
    for part in ("", "/desk", "/screen", "/paper-list", "/change", "/scan/1", "/material/1"):
        assert staff.ask(f"/training/999999{part}").status == HTTPStatus.NOT_FOUND, part
    assert staff.ask("/training?year=2019").status == HTTPStatus.OK


def test_enterprises_stand_by_industry_those_without_one_last():
    known = [
        KnownEnterprise(
            number, EnterpriseState(name=name, industry=industry, valid_from=TODAY), True
        )
        for number, (name, industry) in enumerate(
            [("乙", None), ("丙", "棉花加工"), ("甲", "印刷"), ("丁", "棉花加工")]
        )
    ]
    groups = [
        (one.name, [unit.state.name for unit in one.enterprises]) for one in by_industry(known)
    ]
    assert groups == [("印刷", ["甲"]), ("棉花加工", ["丁", "丙"]), ("没有登记行业", ["乙"])]
