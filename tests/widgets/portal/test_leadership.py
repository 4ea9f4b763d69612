"""The pages of leadership study: plan, meetings with attendance, duties, reports, corrections."""

import re
from datetime import date
from http import HTTPStatus
from io import BytesIO

import pytest
from builders.proofs import MULTIPART, PDF, form_with_file
from builders.server import Answer, Visitor
from docx import Document

from courses.clock import local_date, system_clock
from grading.people.model import Role
from grading.people.states import PersonState
from grading.records.engine import RecordsDatabase

TODAY = local_date(system_clock())
YEAR = f"/leadership/{TODAY.year}"
SCRIPT = "<script>alert('示范')</script>"
LAW = "《行政处罚法》第三条"


@pytest.fixture(scope="module")
def manager(newcomer) -> Visitor:
    return newcomer("manager")


@pytest.fixture(scope="module")
def deputy(newcomer) -> Visitor:
    return newcomer("leader")


@pytest.fixture(scope="module")
def head(portal, newcomer) -> Visitor:
    """A leader who is first responsible since the year began."""
    visitor = newcomer("leader")
    state = PersonState(
        name="示范局长",
        roles=frozenset({Role.LEADER}),
        department="示范局领导",
        rank="示范局长",
        is_first_responsible=True,
        valid_from=date(TODAY.year, 1, 1),
    )
    database = RecordsDatabase(f"sqlite:///{portal.home / 'records.db'}")
    with database.begin() as records:
        person = records.people.find_by_login(visitor.login_name)
        records.posts.add(person.id, state, system_clock())
    database.close()
    visitor.learner_id = person.learner_id
    return visitor


def planned(manager, **fields) -> Answer:
    typed = {"topic": "示范专题", "form": "lecture", "month": "12", "who": "领导班子成员"}
    return manager.ask(f"{YEAR}/plan", "POST", form=typed | fields)


def called(manager, **fields) -> str:
    """Call a meeting of today and return its address."""
    typed = {"form": "lecture", "on": TODAY.isoformat(), "host": "示范主持人"}
    typed |= {"topic": "示范会议", "cites": LAW, "hours": "2"}
    answer = manager.ask(f"{YEAR}/meetings/new", "POST", form=typed | fields)
    assert answer.status == HTTPStatus.FOUND, answer.text
    return answer.headers["Location"]


def upload(visitor, address, content=PDF, **fields) -> Answer:
    body = form_with_file(list(fields.items()), content)
    return visitor.ask(address, "POST", body=body, headers=MULTIPART)


def test_only_leaders_and_whoever_keeps_the_records_come_in(newcomer, deputy, manager, officer):
    assert deputy.ask("/leadership").headers["Location"] == YEAR
    for visitor in (officer, newcomer("instructor"), newcomer("trainee")):
        for address in (YEAR, f"{YEAR}/plan", f"{YEAR}/duties", f"{YEAR}/report/me"):
            assert visitor.ask(address).status == HTTPStatus.FORBIDDEN
    meeting = called(manager, topic="只由管理人员办")
    for address in (f"{YEAR}/meetings/new", f"{meeting}/roll"):
        assert deputy.ask(address).status == HTTPStatus.FORBIDDEN
    for address in (f"{YEAR}/plan", f"{YEAR}/plan/adopt", f"{meeting}/roll", "/leadership/plan/1"):
        assert deputy.ask(address, "POST", form={}).status == HTTPStatus.FORBIDDEN
    for address in (meeting, f"{meeting}/cancel"):
        assert upload(deputy, address).status == HTTPStatus.FORBIDDEN
    assert deputy.ask(meeting).status == HTTPStatus.OK
    assert deputy.ask("/hours/group/1/correct").status == HTTPStatus.FORBIDDEN
    for address in ("/leadership/plan/999", "/leadership/meeting/999"):
        assert manager.ask(address).status == HTTPStatus.NOT_FOUND


def test_a_plan_keeps_what_was_typed_and_tells_what_is_wrong(manager, deputy):
    answer = planned(manager, topic=SCRIPT, month="")
    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "请选择月份" in answer.text
    assert SCRIPT not in answer.text
    assert "&lt;script&gt;" in answer.text
    choices = manager.ask(f"{YEAR}/plan").text
    assert choices.index('value="ecological-environment-code"') < choices.index("现行有效")
    assert 'value="noise-pollution-law-2021"' not in choices
    answer = planned(manager, law="ecological-environment-code", topic="")
    assert answer.status == HTTPStatus.FOUND
    assert "已经列入计划" in manager.ask(answer.headers["Location"]).text
    page = deputy.ask(YEAR).text
    assert "学习《生态环境法典》" in page
    item = re.search(r"/leadership/plan/\d+", page).group()
    for form, told in (
        ({"action": "move", "month": "12"}, "月份没有变"),
        ({"action": "withdraw", "reason": " "}, "撤下的理由"),
        ({"action": "link", "study": "999"}, "没有这次集体学习"),
    ):
        answer = manager.ask(item, "POST", form=form)
        assert (answer.status, told in answer.text) == (HTTPStatus.BAD_REQUEST, True)
    adopted = {"on": TODAY.isoformat(), "where": ""}
    assert "在哪里通过" in manager.ask(f"{YEAR}/plan/adopt", "POST", form=adopted).text
    manager.ask(item, "POST", form={"action": "withdraw", "reason": "示范撤下"})
    assert "示范撤下" in manager.ask(item).text


def test_attendance_is_ticked_minutes_uploaded_and_the_plan_shows_it_done(manager, head, deputy):
    planned(manager, topic="示范计划专题")
    items = re.findall(r'id="item-(\d+)"', manager.ask(f"{YEAR}/plan").text)
    form = manager.ask(f"{YEAR}/meetings/new?item={items[-1]}").text
    assert 'value="示范计划专题"' in form
    meeting = called(manager, topic="示范计划专题", plan_item=items[-1])
    assert "先点名" in upload(manager, meeting).text
    roll = manager.ask(f"{meeting}/roll").text
    assert roll.index("领导干部") < roll.index(head.learner_id)
    tick = {"present": head.learner_id}
    as_json = {"Accept": "application/json"}
    answer = manager.ask(f"{meeting}/roll", "POST", form=tick, headers=as_json)
    assert answer.json == {"count": 1}
    answer = manager.ask(f"{meeting}/roll", "POST", form=tick)
    assert answer.headers["Location"].endswith(f"/roll#p{head.learner_id}")
    nobody = {"present": "00000000"}
    answer = manager.ask(f"{meeting}/roll", "POST", form=nobody, headers=as_json)
    assert (answer.status, "刷新名单" in answer.json["message"]) == (HTTPStatus.CONFLICT, True)
    assert "只收 PDF" in upload(manager, meeting, b"<html>").text
    recorded = upload(manager, meeting)
    assert recorded.status == HTTPStatus.FOUND, recorded.text
    assert "到会的 1 人各记 2 学时" in manager.ask(recorded.headers["Location"]).text
    page = manager.ask(f"/leadership/plan/{items[-1]}").text
    assert "已完成" in page
    assert "由管理人员关联" in page
    assert "已登记" in deputy.ask(meeting).text
    assert manager.ask(f"{meeting}/roll").headers["Location"] == meeting
    hours = head.ask(f"/hours?year={TODAY.year}").text
    assert "法治讲座：示范计划专题" in hours


def test_what_was_studied_before_it_was_planned_says_so(manager, head):
    first = date(TODAY.year, 1, 1)
    meeting = called(manager, topic="计划以前的会议", on=first.isoformat(), cites="《行政许可法》")
    manager.ask(f"{meeting}/roll", "POST", form={"present": head.learner_id})
    upload(manager, meeting, PDF + b"0" + PDF[-7:])
    planned(manager, topic="后来列入的专题", cites="《行政许可法》")
    items = re.findall(r'id="item-(\d+)"', manager.ask(f"{YEAR}/plan").text)
    page = manager.ask(f"/leadership/plan/{items[-1]}").text
    assert "计划以前的会议" in page
    assert ("列入计划以前学的" in page) is (first < TODAY)


def test_a_cancelled_meeting_says_why(manager):
    meeting = called(manager, topic="要取消的会议")
    assert "取消的理由" in upload(manager, f"{meeting}/cancel", reason="").text
    cancelled = manager.ask(f"{meeting}/cancel", "POST", form={"reason": SCRIPT})
    assert cancelled.status == HTTPStatus.FOUND
    for late in (f"{meeting}/cancel", meeting):
        assert 'role="alert"' in upload(manager, late, reason="再取消").text
    page = manager.ask(meeting).text
    assert "已经取消" in page
    assert SCRIPT not in page
    again = re.search(r"/leadership/\d+/meetings/new\?again=\d+", page).group()
    assert 'value="要取消的会议"' in manager.ask(again).text
    later = called(manager, topic="要改的会议")
    instead = re.search(r"/leadership/\d+/meetings/new\?instead=\d+", manager.ask(later).text)
    form = manager.ask(instead.group()).text
    assert f'value="{TODAY.isoformat()}"' in form
    number = later.rpartition("/")[2]
    called(manager, topic="改好的会议", replaces=number, reason="示范改期")
    assert "改好的会议”：示范改期" in manager.ask(later).text


def test_evidence_of_duties_is_the_leaders_own_and_the_managers(manager, head, deputy, newcomer):
    address = f"{YEAR}/duties/{head.learner_id}/court"
    fields = {"kind": "file", "on": TODAY.isoformat(), "words": "示范出庭", "study": ""}
    assert deputy.ask(address).status == HTTPStatus.FORBIDDEN
    assert upload(deputy, address, **fields).status == HTTPStatus.FORBIDDEN
    answer = upload(head, address, **(fields | {"words": ""}))
    assert "请填写做了什么" in answer.text
    assert upload(head, address, **fields).status == HTTPStatus.FOUND
    page = manager.ask(f"{YEAR}/duties?leader={head.learner_id}").text
    assert "示范出庭" in page
    assert "示范出庭" not in deputy.ask(f"{YEAR}/duties?leader={head.learner_id}").text
    file = re.search(r"/leadership/duty-evidence/\d+/file", page).group()
    answer = manager.ask(file)
    assert (answer.body, answer.headers["Content-Type"]) == (PDF, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "履职证据" in newcomer("administrator").ask("/audit").text
    evidence = file.removesuffix("/file")
    for refused in (file, evidence):
        assert deputy.ask(refused).status == HTTPStatus.NOT_FOUND
    assert "撤回的理由" in head.ask(evidence, "POST", form={"reason": ""}).text
    assert head.ask(evidence, "POST", form={"reason": "记错"}).status == HTTPStatus.FOUND
    assert "示范出庭" not in manager.ask(f"{YEAR}/duties?leader={head.learner_id}").text


def test_a_report_is_read_and_downloaded_and_only_its_leader_writes_in_it(manager, head, deputy):
    own = head.ask(f"{YEAR}/report/me")
    assert "履行第一责任人职责" in own.text
    assert "履行第一责任人职责" not in deputy.ask(f"{YEAR}/report/me").text
    written = {"closing": f"示范自述\n{SCRIPT}"}
    assert head.ask(f"{YEAR}/report/me", "POST", form=written).status == HTTPStatus.FOUND
    answer = head.ask(f"{YEAR}/report/me", "POST", form={"closing": "字" * 2001})
    assert "至多 2000 字" in answer.text
    page = manager.ask(f"{YEAR}/report/{head.learner_id}").text
    assert "示范自述" in page
    assert SCRIPT not in page
    document = manager.ask(f"{YEAR}/report/{head.learner_id}.docx").body
    paragraphs = [one.text for one in Document(BytesIO(document)).paragraphs]
    assert any("示范自述" in one for one in paragraphs)
    for address in (f"{YEAR}/report/{head.learner_id}", f"{YEAR}/report/{head.learner_id}.docx"):
        assert deputy.ask(address).status == HTTPStatus.FORBIDDEN
    assert manager.ask(f"{YEAR}/report/me").status == HTTPStatus.NOT_FOUND


def test_a_recorded_study_is_corrected_and_withdrawn_with_a_reason(manager, head):
    meeting = called(manager, topic="写错的主题")
    manager.ask(f"{meeting}/roll", "POST", form={"present": head.learner_id})
    upload(manager, meeting)
    study = re.search(r"/hours/group/\d+", manager.ask(meeting).text).group()
    form = manager.ask(f"{study}/correct").text
    assert re.search(rf'value="{head.learner_id}"[^>]* checked', form)
    typed = {"form": "lecture", "topic": "改正的主题", "host": "示范主持人", "hours": "3"}
    typed |= {"cites": LAW, "attendees": head.learner_id, "reason": ""}
    typed["seen"] = re.search(r'name="seen" value="([^"]+)"', form).group(1)
    answer = manager.ask(f"{study}/correct", "POST", form=typed)
    assert "更正的理由" in answer.text
    assert 'value="改正的主题"' in answer.text
    typed["reason"] = "主题写错"
    assert manager.ask(f"{study}/correct", "POST", form=typed).status == HTTPStatus.FOUND
    page = manager.ask(study).text
    assert "改正的主题" in page
    assert "主题写错" in page
    stale = manager.ask(f"{study}/correct", "POST", form=typed | {"topic": "另一个主题"})
    assert (stale.status, "已经由别人更正过" in stale.text) == (HTTPStatus.BAD_REQUEST, True)
    assert 'value="另一个主题"' in stale.text
    assert re.search(r'name="seen" value="([^"]+)"', stale.text).group(1) != typed["seen"]
    withdrawn = typed | {"action": "withdraw", "reason": "没有开成"}
    assert manager.ask(f"{study}/correct", "POST", form=withdrawn).status == HTTPStatus.FOUND
    assert "已经作废" in manager.ask(study).text
    assert "已作废" in manager.ask(f"/hours/group?year={TODAY.year}").text
    assert manager.ask(f"{study}/correct").status == HTTPStatus.BAD_REQUEST
    assert "改正的主题" not in manager.ask(YEAR).text
