"""Rosters against the records: what is added, changed and ended, and what held when."""

from base64 import b64encode
from dataclasses import replace
from datetime import date

import pytest
from builders.clock import SetClock
from builders.people import make_person
from builders.records import fresh_database
from builders.rosters import (
    TODAY,
    credit_code,
    enterprise_row,
    leader_row,
    officer_row,
    roster_file,
    trainee_row,
)

from grading.people.accounts import close_account, find_person, set_roles
from grading.people.codes import hash_code
from grading.people.commands import run_command
from grading.people.model import Role
from grading.people.roster.applying import FaultyRosterError, RosterMovedOnError
from grading.people.roster.plan import Action, known_to, plan_roster
from grading.people.roster.reading import read_roster
from grading.people.roster.told import describe, expiring
from grading.people.states import Certificate, PermitCategory

SPRING, AUTUMN = date(2026, 3, 1), date(2026, 10, 1)


@pytest.fixture
def database(tmp_path):
    opened = fresh_database(tmp_path)
    yield opened
    opened.close()


def bring(database, today=TODAY, codes=(), **rows) -> str:
    """Import a roster as the command does."""
    wanted = {
        "name": "名册.xlsx",
        "content": b64encode(roster_file(**rows)).decode(),
        "today": today.isoformat(),
        "code_hashes": {login: hash_code("abcd") for login in codes},
    }
    return run_command(database, SetClock(), "import-roster", wanted)


def planned(database, today=TODAY, **rows):
    roster = read_roster("名册.xlsx", roster_file(**rows))
    with database.read() as records:
        return plan_roster(roster.lines, known_to(records), today)


def everything():
    return {
        "enterprise": [enterprise_row(1), enterprise_row(2)],
        "officer": [officer_row(1, 生效日期=SPRING)],
        "leader": [leader_row(1, 第一责任人="是")],
        "trainee": [trainee_row(1), trainee_row(2, 企业名称="示范2厂")],
    }


def test_a_first_roster_adds_everybody_with_what_holds(database):
    told = bring(database, codes=["zhifa1", "lingdao1"], **everything())
    assert told == "已新增 2 家企业、4 人；没有变化 0 行。"
    with database.read() as records:
        officer = find_person(records, "zhifa1")
        leader = find_person(records, "lingdao1")
        state = records.posts.on(officer.id, SPRING)
        assert state.certificate == Certificate("SF00000001", date(2029, 6, 30))
        assert records.posts.on(officer.id, date(2026, 2, 28)) is None
        assert (officer.department, officer.roles) == ("示范执法一科", {Role.OFFICER})
        assert records.posts.latest(leader.id).is_first_responsible
        assert records.people.password_hash(officer.id) is None
        (first, second) = records.enterprises.known()
        assert first.state.permit_category is PermitCategory.SIMPLIFIED
        assert second.state.credit_code == credit_code(2)
        trainees = [one for one in records.people.current() if Role.TRAINEE in one.roles]
        assert {(one.name, one.enterprise) for one in trainees} == {
            ("示范己1", "示范1厂"),
            ("示范己2", "示范2厂"),
        }
        assert [records.codes.newest(one.id) for one in trainees] == [None, None]


def test_the_same_roster_again_changes_nothing(database):
    bring(database, codes=["zhifa1", "lingdao1"], **everything())
    later = date(2026, 11, 1)
    assert bring(database, later, **everything()) == "没有变化 6 行。"
    with database.read() as records:
        states = records.posts.history()
    assert [len(held) for held in states.values()] == [1, 1, 1, 1]


def test_a_change_holds_from_its_day_on(database):
    bring(database, codes=["zhifa1", "lingdao1"], **everything())
    row = officer_row(1, 部门="示范执法二科", 生效日期="2026年6月1日")
    plan = planned(database, officer=[row])
    assert [describe(one) for one in plan.changes] == [
        "变更：示范甲1（zhifa1），示范执法二科：部门 示范执法一科 → 示范执法二科（2026-06-01 起）"
    ]
    bring(database, officer=[row])
    with database.read() as records:
        person = find_person(records, "zhifa1")
        before, after = (records.posts.on(person.id, date(2026, month, 31)) for month in (5, 8))
    assert (before.department, after.department) == ("示范执法一科", "示范执法二科")
    assert person.department == "示范执法二科"


def test_whoever_leaves_is_ended_and_stays_on_record(database):
    bring(database, codes=["zhifa1", "lingdao1"], **everything())
    gone = officer_row(1, 部门="", 状态="离职", 生效日期="2026-07-01")
    assert bring(database, officer=[gone]) == "已结束 1 人；没有变化 0 行。"
    assert bring(database, officer=[gone]) == "没有变化 1 行。"
    with database.read() as records:
        person = find_person(records, "zhifa1")
        assert not records.people.is_open(person.id)
        assert records.posts.on(person.id, date(2026, 6, 30)).is_ended is False
        ended = records.posts.on(person.id, date(2026, 7, 1))
    assert (ended.is_ended, ended.department) == (True, "示范执法一科")


def test_whoever_comes_back_is_let_in_again_by_a_new_code_and_keeps_the_history(database):
    bring(database, codes=["zhifa1", "lingdao1"], **everything())
    bring(
        database,
        AUTUMN,
        enterprise=[enterprise_row(1, 状态="停止", 生效日期="2026-09-10")],
        officer=[officer_row(1, 状态="离职", 生效日期="2026-09-10")],
        trainee=[trainee_row(1, 状态="离职", 生效日期="2026-09-10")],
    )
    with database.begin() as records:
        officer = find_person(records, "zhifa1")
        records.people.set_password_hash(officer.id, "from before")
    back = {
        "enterprise": [enterprise_row(1, 状态="恢复", 生效日期="2026-09-20")],
        "officer": [officer_row(1, 部门="示范执法二科", 状态="返岗", 生效日期="2026-09-20")],
        "trainee": [trainee_row(1, 状态="返岗", 生效日期="2026-09-20")],
    }
    assert [describe(one) for one in planned(database, AUTUMN, **back).changes][1:] == [
        "恢复：示范甲1（zhifa1），示范执法二科（2026-09-20 起）",
        "恢复：示范己1（" + trainee_login(database) + "），示范1厂（2026-09-20 起）",
    ]
    assert (
        bring(database, AUTUMN, codes=["zhifa1"], **back)
        == "已恢复 1 家企业、2 人；没有变化 0 行。"
    )
    assert bring(database, AUTUMN, **back) == "没有变化 3 行。"
    with database.read() as records:
        assert find_person(records, "zhifa1") == replace(officer, department="示范执法二科")
        assert records.people.is_open(officer.id)
        assert records.people.password_hash(officer.id) is None
        assert records.codes.newest(officer.id).code_hash == hash_code("abcd")
        held = records.posts.history([officer.id])[officer.id]
        trainees = [one for one in records.people.current() if Role.TRAINEE in one.roles]
    assert [(one.valid_from.month, one.is_ended) for one in held] == [
        (3, False),
        (9, True),
        (9, False),
    ]
    assert {one.name for one in trainees} == {"示范己1", "示范己2"}


def test_somebody_added_by_hand_who_comes_back_keeps_the_time_before(database):
    person = make_person(database, "zhifa1", name="示范甲1")
    with database.begin() as records:
        close_account(records, SetClock(), person)
    row = officer_row(1, 状态="返岗", 生效日期=TODAY)
    bring(database, codes=["zhifa1"], officer=[row])
    with database.read() as records:
        held = records.posts.history([person.id])[person.id]
    assert [one.is_ended for one in held] == [False, True, False]


def test_nobody_comes_back_who_was_never_there(database):
    plan = planned(database, officer=[officer_row(1, 状态="返岗")])
    assert [told.split("；")[0] for told in plan.faults.values()] == [
        "状态：没有登记过，不能写“返岗”"
    ]


def trainee_login(database):
    with database.read() as records:
        (gone,) = [one for one in records.posts.known() if one.state.name == "示范己1"]
    return gone.login_name


def test_whoever_is_not_named_stays_as_is(database):
    bring(database, codes=["zhifa1", "lingdao1"], **everything())
    bring(database, enterprise=[enterprise_row(3)])
    with database.read() as records:
        assert len(records.people.current()) == 4
        assert len(records.enterprises.known()) == 3


def test_an_enterprise_may_take_another_name_with_its_trainees(database):
    bring(database, codes=["zhifa1", "lingdao1"], **everything())
    renamed = enterprise_row(1, 企业名称="示范新厂")
    told = bring(database, enterprise=[renamed], trainee=[trainee_row(1, 企业名称="示范新厂")])
    assert told == "已变更 1 家企业；没有变化 1 行。"
    with database.read() as records:
        assert {one.enterprise for one in records.people.current()} >= {"示范新厂", "示范2厂"}
        (first, _) = records.enterprises.known()
        assert first.state.name == "示范新厂"
    plan = planned(database, trainee=[trainee_row(1)])
    assert [told for told in plan.faults.values() if "没有登记这家企业" in told]


def test_somebody_added_by_hand_keeps_what_held_before(database):
    person = make_person(database, "zhifa1", name="示范甲1")
    row = officer_row(1, 生效日期=date(2026, 9, 1))
    later = date(2026, 10, 1)
    assert (
        bring(database, later, officer=[row | {"生效日期": later}])
        == "已变更 1 人；没有变化 0 行。"
    )
    with database.read() as records:
        first, second = records.posts.history([person.id])[person.id]
    assert (first.valid_from, first.certificate) == (date(2026, 9, 1), None)
    assert (second.valid_from, second.certificate.number) == (later, "SF00000001")


def test_an_officer_may_become_a_leader_and_keep_other_roles(database):
    make_person(database, "lingdao1", name="示范戊1", roles=[Role.OFFICER, Role.MANAGER])
    bring(database, leader=[leader_row(1)])
    with database.read() as records:
        assert find_person(records, "lingdao1").roles == {Role.LEADER, Role.MANAGER}


def test_a_faulty_roster_changes_nothing(database):
    with pytest.raises(FaultyRosterError, match="有 1 行不合要求，什么也没有改动"):
        bring(database, officer=[officer_row(1), officer_row(2, 部门="")], codes=["zhifa1"])
    with database.read() as records:
        assert records.people.current() == ()


def test_a_roster_that_adds_others_than_codes_were_made_for_changes_nothing(database):
    for codes in ([], ["zhifa1", "zhifa2"]):
        with pytest.raises(RosterMovedOnError):
            bring(database, officer=[officer_row(1)], codes=codes)
    with database.read() as records:
        assert records.people.current() == ()


def test_certificates_are_shown_masked_and_told_when_they_expire(database):
    bring(database, codes=["zhifa1"], officer=[officer_row(1, 执法证号="", 执法证有效期至="")])
    plan = planned(database, officer=[officer_row(1, 执法证有效期至="2026-10-01")])
    (change,) = plan.changes
    assert change.action is Action.CHANGE
    assert "执法证号 （无） → SF****0001" in describe(change)
    assert "SF00000001" not in describe(change)
    assert expiring(plan, TODAY) == ["示范甲1的执法证将于 2026-10-01 到期"]


def test_a_closed_account_is_closed_in_its_history_too(database):
    bring(database, codes=["zhifa1"], officer=[officer_row(1)])
    clock = SetClock()
    with database.begin() as records:
        person = find_person(records, "zhifa1")
        set_roles(records, clock, person, [Role.OFFICER, Role.INSTRUCTOR])
        close_account(records, clock, person)
        latest = records.posts.latest(person.id)
    assert latest.is_ended
    assert latest.roles == {Role.OFFICER, Role.INSTRUCTOR}
