"""The year-end assessment: everybody's for managers, one's own for the rest."""

import re
from http import HTTPStatus

import pytest
from builders.server import Visitor

from grading.records.engine import RecordsDatabase

YEAR = 2026
PAGE = f"/assessment/{YEAR}"


@pytest.fixture(scope="module")
def manager(newcomer) -> Visitor:
    return newcomer("manager")


def learner_of(portal, visitor: Visitor) -> str:
    database = RecordsDatabase(f"sqlite:///{portal.home / 'records.db'}")
    with database.read() as records:
        person = records.people.find_by_login(visitor.login_name)
    database.close()
    return person.learner_id


def hidden_fields(form: str) -> dict[str, str]:
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: value for name, value in found if name != "_xsrf"}


def confirm_forms(visitor: Visitor) -> list[str]:
    return re.findall(r'action="[^"]*/confirm">.*?</form>', visitor.ask(PAGE).text, re.DOTALL)


def test_the_entry_leads_managers_to_everybody_and_others_to_their_own(manager, officer):
    assert manager.ask("/assessment").headers["Location"] == PAGE
    assert officer.ask("/assessment").headers["Location"] == f"{PAGE}/me"
    assert 'href="/assessment"' in manager.ask("/").text
    assert 'href="/assessment"' not in officer.ask("/").text


def test_a_manager_sees_everybody_down_to_what_is_missing(portal, manager, officer):
    learner_id = learner_of(portal, officer)
    address = f"{PAGE}/{learner_id}"
    assert f'href="{address}"' in manager.ask(PAGE).text
    assert f'href="{address}"' not in manager.ask(f"{PAGE}?standing=meets").text
    page = manager.ask(f"{address}?as_of={YEAR}-12-31").text
    assert "尚未达标" in page
    assert "还差 60 学时" in page
    assert "依据：" in page
    assert manager.ask(f"{PAGE}?as_of=soon").status == HTTPStatus.BAD_REQUEST
    assert manager.ask("/assessment/2031").status == HTTPStatus.NOT_FOUND
    assert manager.ask(f"{PAGE}/00000000").status == HTTPStatus.NOT_FOUND


def test_an_officer_sees_only_the_own_assessment(portal, manager, officer, newcomer):
    own = officer.ask(f"{PAGE}/me")
    assert own.status == HTTPStatus.OK
    assert "登记缺勤<" not in own.text
    other = f"{PAGE}/{learner_of(portal, newcomer())}"
    for path in (PAGE, other):
        assert officer.ask(path).status == HTTPStatus.FORBIDDEN
    for path in (f"{PAGE}/confirm", f"{other}/absence"):
        assert officer.ask(path, "POST").status == HTTPStatus.FORBIDDEN
        assert newcomer("administrator").ask(path, "POST").status == HTTPStatus.FORBIDDEN
    assert manager.ask(f"{PAGE}/me").status == HTTPStatus.BAD_REQUEST


def test_a_manager_confirms_a_figure_whose_source_has_run_out(manager):
    before = confirm_forms(manager)
    confirmed = hidden_fields(before[0])
    assert confirmed["figure"] == "hours.total"
    changed = confirmed | {"value": "1 学时"}
    answer = manager.ask(f"{PAGE}/confirm", "POST", form=changed)
    assert answer.status == HTTPStatus.NOT_FOUND
    answer = manager.ask(f"{PAGE}/confirm", "POST", form=confirmed)
    assert answer.headers["Location"] == f"{PAGE}#figures"
    assert len(confirm_forms(manager)) == len(before) - 1


def test_an_absence_is_recorded_and_withdrawn(portal, manager, officer):
    address = f"{PAGE}/{learner_of(portal, officer)}"
    wrong = {"kind": "holiday", "first": f"{YEAR}-01-01", "last": f"{YEAR}-11-30"}
    answer = manager.ask(f"{address}/absence", "POST", form=wrong)
    assert answer.status == HTTPStatus.BAD_REQUEST
    form = wrong | {"kind": "not_in_post"}
    assert manager.ask(f"{address}/absence", "POST", form=form).status == HTTPStatus.FOUND
    page = manager.ask(address).text
    assert "免考核" in page
    number = re.search(r'name="withdraw" value="(\d+)"', page)[1]
    manager.ask(f"{address}/absence", "POST", form={"withdraw": number})
    assert "没有登记缺勤" in manager.ask(address).text


def test_reminders_name_who_is_behind_and_only_staff_see_the_list(portal, manager, officer):
    learner_id = learner_of(portal, officer)
    page = manager.ask(f"{PAGE}/reminders").text
    assert f'href="{PAGE}/{learner_id}"' in page
    assert "您好：截至" in page
    assert f'href="{PAGE}/reminders"' in manager.ask(PAGE).text
    assert "没有要提醒的人" in manager.ask(f"{PAGE}/reminders?department=%E6%97%A0").text
    book = manager.ask(f"{PAGE}/reminders.xlsx")
    assert book.headers["Content-Type"].endswith("spreadsheetml.sheet")
    for path in (f"{PAGE}/reminders", f"{PAGE}/reminders.xlsx"):
        assert officer.ask(path).status == HTTPStatus.FORBIDDEN
    for path in ("/", "/record"):
        assert f'href="{PAGE}/me"' in officer.ask(path).text
        assert "学时还差" in officer.ask(path).text
        assert "学时还差" not in manager.ask(path).text


def test_a_year_is_signed_reopened_and_signed_again(manager, officer, newcomer):
    """It ends reopened, as a signed year would stand in the way of other tests."""
    administrator = newcomer("administrator")
    while forms := confirm_forms(manager):
        manager.ask(f"{PAGE}/confirm", "POST", form=hidden_fields(forms[0]))
    assert f"{PAGE}/sign" not in administrator.ask(PAGE).text
    reason = {"reason": "补记学时"}
    for times in (1, 2):
        shown = re.search(r'name="shown" value="(\w+)"', manager.ask(PAGE).text)[1]
        answer = manager.ask(f"{PAGE}/sign", "POST", form={"shown": "0" * 64})
        assert answer.status == HTTPStatus.BAD_REQUEST
        answer = manager.ask(f"{PAGE}/sign", "POST", form={"shown": shown})
        assert answer.headers["Location"] == PAGE
        own = officer.ask(f"{PAGE}/me").text
        assert "内容指纹" in own
        assert re.search(r"xuefa audit verify --head [1-9][0-9]*-[0-9a-f]{64}<", own)
        assert "学时还差" not in officer.ask("/").text
        assert "不用再提醒" in manager.ask(f"{PAGE}/reminders").text
        assert f"{PAGE}/reopen" not in manager.ask(PAGE).text
        assert manager.ask(f"{PAGE}/reopen", "POST", form=reason).status == HTTPStatus.FORBIDDEN
        short = administrator.ask(f"{PAGE}/reopen", "POST", form={"reason": "改"})
        assert short.status == HTTPStatus.BAD_REQUEST
        answer = administrator.ask(f"{PAGE}/reopen", "POST", form=reason)
        assert answer.headers["Location"] == PAGE
        page = administrator.ask(PAGE).text
        assert page.count("重新打开，理由：补记学时") == times
        assert "内容指纹" not in page
