"""Certificates, the check page that anybody may open, and the coverage of a year."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from builders.certificates import hold_session, sign_in
from builders.server import Visitor

from courses.clock import local_date, system_clock
from grading.certificates.checking import PER_ADDRESS
from grading.people.accounts import add_person
from grading.people.model import Role
from grading.people.states import EnterpriseState, PermitCategory
from grading.records.engine import RecordsDatabase

SCRIPT = "<script>alert('示范')</script>"
REASON = {"reason": "示范理由：姓名写错"}
NOW = system_clock()
YEAR = local_date(NOW).year


@pytest.fixture(scope="module")
def manager(newcomer) -> Visitor:
    return newcomer("manager")


@pytest.fixture(scope="module")
def attendee(newcomer) -> Visitor:
    """Somebody of the bureau who was at the session."""
    return newcomer()


@pytest.fixture(scope="module")
def session(portal, manager, attendee) -> int:
    """A session that is over, with two people of enterprises and one of the bureau."""
    database = RecordsDatabase(f"sqlite:///{portal.home / 'records.db'}")
    with database.begin() as records:
        planner = records.people.find_by_login(manager.login_name)
        states = [
            EnterpriseState(
                name=f"示范{name}厂",
                industry="示范行业",
                permit_category=category,
                valid_from=local_date(NOW),
            )
            for name, category in (
                ("甲", PermitCategory.KEY),
                ("乙", PermitCategory.SIMPLIFIED),
                (SCRIPT, PermitCategory.KEY),
            )
        ]
        ids = records.enterprises.add_many(states)
        records.enterprises.hold(zip(ids, states, strict=True), NOW)
        held = hold_session(records, planner.id, NOW - timedelta(hours=3), place=SCRIPT)
        records.training.invite(held, ids, invited=True, by=planner.id, at=NOW)
        for enterprise_id, state in list(zip(ids, states, strict=True))[:2]:
            person = add_person(
                records,
                system_clock,
                login_name=f"trainee-{enterprise_id}",
                name=SCRIPT,
                roles=[Role.TRAINEE],
                enterprise=state.name,
            )
            sign_in(records, held, person.id, NOW, enterprise_id)
        colleague = records.people.find_by_login(attendee.login_name)
        sign_in(records, held, colleague.id, NOW)
    database.close()
    return held


def issued(visitor, session) -> list[tuple[str, str]]:
    """Issue all certificates; return each number with its check code."""
    answer = visitor.ask(f"/training/{session}/certificates/issue", "POST")
    assert answer.status == HTTPStatus.FOUND
    page = visitor.ask(answer.headers["Location"]).text
    assert SCRIPT not in page
    return re.findall(r'href="/certificate/([\d-]+)">.*?<code>([\w-]+)</code>', page, re.DOTALL)


def withdraw(portal, session, manager) -> None:
    """Take the sign-in back of somebody who has a certificate."""
    database = RecordsDatabase(f"sqlite:///{portal.home / 'records.db'}")
    with database.begin() as records:
        by = records.people.find_by_login(manager.login_name)
        first = records.certificates.of_session(session)[-1]
        sign_in = records.sign_ins.find_of(session, first.person_id)
        records.sign_ins.withdraw(sign_in.id, REASON["reason"], by.id, NOW)
    database.close()


def checked(visitor, number, code) -> str:
    answer = visitor.ask("/verify", "POST", form={"number": number, "code": code})
    assert answer.status == HTTPStatus.OK
    return " ".join(re.sub("<[^>]+>", " ", answer.text).split())


def stranger(portal, source="127.0.0.1") -> Visitor:
    visitor = Visitor(portal.address, source=source)
    visitor.ask("/verify")
    return visitor


def test_certificates_are_issued_printed_checked_revoked_and_replaced(
    portal, manager, attendee, newcomer, session
):
    certificates = issued(newcomer("instructor"), session)
    assert len(certificates) == 3
    assert issued(manager, session) == certificates
    assert "没有新的证书要发" in manager.ask(f"/training/{session}/certificates?issued=0").text
    assert (
        "假话"
        not in manager.ask(f"/training/{session}/certificates?issued=%E5%81%87%E8%AF%9D").text
    )
    number, code = certificates[0]
    anybody = stranger(portal)
    told = anybody.ask(f"/verify/{number}/{code.replace('-', '')}").text
    assert "现在有效" in told
    assert number in told
    assert "script&gt;" not in told
    assert "查看这张证书的登记" not in told
    assert "查看这张证书的登记" in manager.ask(f"/verify/{number}/{code}").text
    answer = manager.ask(f"/certificate/{number}/revoke", "POST", form={"reason": "错"})
    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "请写明理由" in answer.text
    assert 'value="错"' in answer.text
    assert "现在有效" in checked(anybody, number, code)
    manager.ask(f"/certificate/{number}/revoke", "POST", form=REASON)
    assert "已经作废" in checked(anybody, number.replace("00", ""), code.lower())
    again = manager.ask(f"/certificate/{number}/revoke", "POST", form=REASON)
    assert "已经作废，不用再办" in again.text
    assert manager.ask(f"/certificate/{number}.pdf").status == HTTPStatus.OK
    answer = manager.ask(f"/certificate/{number}/reissue", "POST", form=REASON)
    newer = answer.headers["Location"]
    assert number in manager.ask(newer).text
    assert newer.removeprefix("/certificate/") != number
    page = manager.ask(f"/training/{session}/certificates.pdf")
    assert page.body.startswith(b"%PDF")
    assert page.headers["Content-Type"] == "application/pdf"
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in page.headers["Content-Security-Policy"]
    withdraw(portal, session, manager)
    listed = manager.ask(f"/training/{session}/certificates").text
    assert "依据已经不在" in listed
    assert "没有这一期培训的签到记录" in listed
    trail = newcomer("administrator").ask("/audit?what=export").text
    assert "张）" in trail
    assert f"培训证书 {number}" in trail


def test_a_certificate_is_for_its_owner_and_staff(manager, attendee, newcomer, session):
    numbers = [number for number, _ in issued(manager, session)]
    own = [n for n in numbers if attendee.ask(f"/certificate/{n}.pdf").status == HTTPStatus.OK]
    assert len(own) == 1
    for role in ("officer", "leader", "trainee"):
        visitor = newcomer(role)
        for number in numbers:
            assert visitor.ask(f"/certificate/{number}.pdf").status == HTTPStatus.NOT_FOUND
            assert visitor.ask(f"/certificate/{number}").status == HTTPStatus.FORBIDDEN
        for address in ("certificates", "certificates.pdf"):
            assert visitor.ask(f"/training/{session}/{address}").status == HTTPStatus.FORBIDDEN
        for address in ("/training/coverage", f"/training/coverage/{YEAR}"):
            assert visitor.ask(address).status == HTTPStatus.FORBIDDEN
        answer = visitor.ask(f"/training/{session}/certificates/issue", "POST")
        assert answer.status == HTTPStatus.FORBIDDEN
    for visitor in (newcomer("instructor"), attendee):
        for action in ("revoke", "reissue"):
            answer = visitor.ask(f"/certificate/{own[0]}/{action}", "POST", form=REASON)
            assert answer.status == HTTPStatus.FORBIDDEN
    for number in ("2026-999-001", f"{numbers[0]}9"):
        assert manager.ask(f"/certificate/{number}").status == HTTPStatus.NOT_FOUND
    assert manager.ask("/training/99999/certificates").status == HTTPStatus.NOT_FOUND


def test_the_check_page_tells_nothing_but_whether_a_certificate_holds(portal, manager, session):
    number, code = issued(manager, session)[1]
    anybody = stranger(portal, "127.0.0.21")
    assert "对不上" in checked(anybody, number, code[:-1] + ("A" if code[-1] != "A" else "B"))
    assert "对不上" in checked(anybody, SCRIPT, SCRIPT)
    assert SCRIPT not in anybody.ask("/verify", "POST", form={"number": SCRIPT, "code": "x"}).text
    forged = anybody.ask("/verify", "POST", form={"number": number, "code": code}, xsrf=False)
    assert forged.status == HTTPStatus.FORBIDDEN
    for _ in range(PER_ADDRESS.allowed):
        answer = anybody.ask(f"/verify/{number}/0000000000")
    assert answer.status == HTTPStatus.TOO_MANY_REQUESTS
    assert int(answer.headers["Retry-After"]) > 0
    assert "秒后再试" in answer.text
    assert "现在有效" in checked(stranger(portal, "127.0.0.22"), number, code)


def test_coverage_tells_who_was_reached_and_who_was_not(manager, newcomer, session):
    assert manager.ask("/training/coverage").headers["Location"].endswith(str(YEAR))
    page = manager.ask(f"/training/coverage/{YEAR}?industry=%E7%A4%BA%E8%8C%83%E8%A1%8C%E4%B8%9A")
    assert SCRIPT not in page.text
    assert "<small>期" in page.text
    listed = page.text.partition('id="list"')[2]
    assert "示范甲厂" not in listed
    assert "script&gt;" in listed
    reached = manager.ask(f"/training/coverage/{YEAR}?reached=yes&category=key").text
    assert "示范甲厂" in reached
    assert "示范乙厂" not in reached.partition('id="list"')[2]
    assert "没有" in manager.ask("/training/coverage/2024?reached=x").text
    answer = manager.ask(f"/training/coverage/{YEAR}/coverage.xlsx")
    assert answer.body.startswith(b"PK")
    trail = newcomer("administrator").ask("/audit?what=export").text
    assert f"{YEAR}年培训覆盖.xlsx" in trail
