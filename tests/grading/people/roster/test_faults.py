"""Every kind of bad row has its reason, and keeps the whole file from being applied."""

import io
from datetime import date

import openpyxl
import pytest
from builders.rosters import (
    TODAY,
    credit_code,
    csv_file,
    enterprise_row,
    leader_row,
    officer_row,
    roster_file,
    trainee_row,
)

from grading.people.model import Role
from grading.people.roster.columns import Kind
from grading.people.roster.plan import Known, plan_roster
from grading.people.roster.reading import UnreadableRosterError, read_roster
from grading.people.roster.writing import roster_template, roster_with_faults
from grading.people.states import (
    Certificate,
    EnterpriseState,
    KnownEnterprise,
    KnownPerson,
    PersonState,
)

SINCE = date(2026, 3, 1)


def held_person(person_id: int, login_name: str, **facts) -> KnownPerson:
    state = {"name": "示范庚", "roles": frozenset({Role.OFFICER}), "department": "示范执法一科"}
    return KnownPerson(
        person_id,
        login_name,
        login_name,
        PersonState(valid_from=SINCE, **(state | facts)),
        has_history=True,
    )


def held_enterprise(number: int, **facts) -> KnownEnterprise:
    row = enterprise_row(number)
    state = {
        "name": row["企业名称"],
        "credit_code": row["统一社会信用代码"],
        "industry": "示范行业",
        "permit_number": row["排污许可证编号"],
    }
    held = EnterpriseState(valid_from=SINCE, **(state | facts))
    return KnownEnterprise(number, held, has_history=True)


TRAINEE = {"roles": frozenset({Role.TRAINEE}), "department": None, "enterprise": "示范1厂"}
KNOWN = Known(
    people=(
        held_person(1, "laozhao", certificate=Certificate("SF99999999", date(2027, 1, 1))),
        held_person(2, "lizhi", is_ended=True),
        held_person(3, "xueyuan", **TRAINEE),
        held_person(4, "xueyuan2", **TRAINEE),
    ),
    enterprises=(
        held_enterprise(1),
        held_enterprise(80),
        held_enterprise(81, is_ended=True),
    ),
)
CODE = credit_code(1)
WRONG_CHECK = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
BIG_NUMBER = 911234567890123456

BAD_ROWS = [
    ("enterprise", [enterprise_row(企业名称="")], "企业名称：没有写"),
    ("enterprise", [enterprise_row(企业名称="厂" * 129)], "企业名称：太长"),
    ("enterprise", [enterprise_row(统一社会信用代码="")], "统一社会信用代码：没有写"),
    ("enterprise", [enterprise_row(统一社会信用代码=CODE[:-1])], "统一社会信用代码：应为 18 位"),
    (
        "enterprise",
        [enterprise_row(统一社会信用代码="I" + CODE[1:])],
        "统一社会信用代码：应为 18 位",
    ),
    ("enterprise", [enterprise_row(统一社会信用代码=WRONG_CHECK)], "统一社会信用代码：校验位不对"),
    ("enterprise", [enterprise_row(统一社会信用代码=BIG_NUMBER)], "统一社会信用代码：写成了数字"),
    ("enterprise", [enterprise_row(统一社会信用代码='=A1&"1"')], "统一社会信用代码：这里是公式"),
    ("enterprise", [enterprise_row(行业="")], "行业：没有写"),
    ("enterprise", [enterprise_row(排污许可管理类别="一般管理")], "排污许可管理类别：只能写 重点"),
    ("enterprise", [enterprise_row(排污许可管理类别="")], "排污许可管理类别：写了排污许可证编号"),
    ("enterprise", [enterprise_row(排污许可证编号="许可1号")], "排污许可证编号：应为 22 位"),
    (
        "enterprise",
        [enterprise_row(排污许可证编号=f"{credit_code(2)}001P")],
        "排污许可证编号：前 18 位与本行",
    ),
    ("enterprise", [enterprise_row(80, 企业名称="示范1厂")], "企业名称：这个名称已登记给"),
    (
        "enterprise",
        [enterprise_row(5), enterprise_row(6, 企业名称="示范5厂")],
        "企业名称：与“企业”第",
    ),
    (
        "enterprise",
        [enterprise_row(5), enterprise_row(5, 企业名称="示范另一厂", 排污许可证编号="")],
        "统一社会信用代码：与“企业”第 2 行重复",
    ),
    ("enterprise", [enterprise_row(状态="倒闭")], "状态：只能写 正常、停止"),
    ("enterprise", [enterprise_row(7, 状态="停止")], "状态：没有登记过，不能写“停止”"),
    ("enterprise", [enterprise_row(81)], "状态：已于 2026-03-01 停止；又回来的，状态请写“恢复”"),
    ("enterprise", [enterprise_row(生效日期="三月")], "生效日期：不是日期"),
    ("enterprise", [enterprise_row(生效日期="2026-02-30")], "生效日期：不是日期"),
    ("enterprise", [enterprise_row(生效日期="2026-09-02")], "生效日期：晚于今天"),
    (
        "enterprise",
        [enterprise_row(行业="另一行业", 生效日期="2026-02-28")],
        "生效日期：已有 2026-03",
    ),
    ("officer", [officer_row(登录名="")], "登录名：没有写"),
    ("officer", [officer_row(登录名="a b")], "登录名：用 2 至 32 个"),
    (
        "officer",
        [officer_row(1), officer_row(2, 登录名="ＺＨＩＦＡ1")],
        "登录名：与“执法人员”第 2 行",
    ),
    ("officer", [officer_row(姓名="")], "姓名：没有写"),
    ("officer", [officer_row(姓名="名" * 65)], "姓名：太长"),
    ("officer", [officer_row(部门="")], "部门：没有写"),
    ("officer", [officer_row(执法证号="证(1)")], "执法证号：应为 4 至 24"),
    ("officer", [officer_row(执法证有效期至="")], "执法证有效期至：写了执法证号"),
    ("officer", [officer_row(执法证号="")], "执法证号：写了有效期"),
    ("officer", [officer_row(执法证有效期至="1029-06-30")], "执法证有效期至：年份太早"),
    ("officer", [officer_row(1), officer_row(2, 执法证号="SF00000001")], "执法证号：与“执法人员”"),
    ("officer", [officer_row(执法证号="SF99999999")], "执法证号：这个证号已登记给"),
    ("officer", [officer_row(状态="退休")], "状态：只能写 在职、离职"),
    ("officer", [officer_row(状态="离职")], "状态：没有登记过，不能写“离职”"),
    (
        "officer",
        [officer_row(登录名="lizhi")],
        "状态：已于 2026-03-01 离职；又回来的，状态请写“返岗”",
    ),
    ("officer", [officer_row(登录名="xueyuan")], "登录名：这个登录名是企业学员的"),
    ("leader", [leader_row(职级="")], "职级：没有写"),
    ("leader", [leader_row(职级="长" * 65)], "职级：超过 64"),
    ("leader", [leader_row(第一责任人="可能")], "第一责任人：只能写 是、否"),
    ("trainee", [trainee_row(企业名称="")], "企业名称：没有写所在企业"),
    ("trainee", [trainee_row(企业名称="无此厂")], "企业名称：没有登记这家企业"),
    ("trainee", [trainee_row(企业名称="示范81厂")], "企业名称：这家企业已经停止"),
    ("trainee", [trainee_row(), trainee_row()], "姓名：与“企业学员”第 2 行重复"),
    ("trainee", [trainee_row(姓名="示范庚")], "登录名：这家企业有几个同名的人"),
    ("trainee", [trainee_row(登录名="laozhao")], "登录名：这个登录名是本单位人员的"),
]


def test_every_kind_of_bad_row_has_its_reason():
    told = []
    for kind, rows, reason in BAD_ROWS:
        roster = read_roster("名册.xlsx", roster_file(**{kind: rows}))
        plan = plan_roster(roster.lines, KNOWN, TODAY)
        said = plan.faults.get((Kind(kind), len(rows) + 1), "")
        told.append((kind, reason, said if reason not in said else ""))
    assert [one for one in told if one[2] or not one[1]] == []
    assert len(BAD_ROWS) >= 30


def test_rows_that_are_right_have_no_reason():
    content = roster_file(
        enterprise=[enterprise_row(1), enterprise_row(9, 排污许可管理类别="", 排污许可证编号="")],
        officer=[
            officer_row(执法证有效期至=date(2029, 6, 30)),
            officer_row(2, 执法证号="", 执法证有效期至=""),
        ],
        leader=[leader_row(第一责任人="是")],
        trainee=[trainee_row(), trainee_row(2, 企业名称="示范9厂")],
    )
    plan = plan_roster(read_roster("名册.xlsx", content).lines, KNOWN, TODAY)
    assert plan.faults == {}


def test_faults_come_back_beside_the_rows_that_have_them():
    rows = [officer_row(1), officer_row(2, 部门="", 姓名="")]
    lines = read_roster("名册.xlsx", roster_file(officer=rows)).lines
    plan = plan_roster(lines, KNOWN, TODAY)
    returned = openpyxl.load_workbook(io.BytesIO(roster_with_faults(lines, plan.faults)))
    headings, first, second = returned["执法人员"].iter_rows(values_only=True)
    assert headings[-1] == "问题"
    assert first[:2] == ("zhifa1", "示范甲1")
    assert first[-1] is None
    assert second[-1] == "姓名：没有写姓名\n部门：没有写部门"


def test_a_returned_file_can_be_corrected_and_read_again():
    rows = [officer_row(1, 部门="")]
    lines = read_roster("名册.xlsx", roster_file(officer=rows)).lines
    plan = plan_roster(lines, KNOWN, TODAY)
    again = read_roster("名册-标错.xlsx", roster_with_faults(lines, plan.faults))
    assert again == read_roster("名册.xlsx", roster_file(officer=rows))


def test_the_template_is_an_empty_roster_with_lists_to_pick_from():
    content = roster_template()
    roster = read_roster("空白.xlsx", content)
    assert (roster.lines, roster.notes) == ((), ())
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    assert workbook.sheetnames == ["企业", "执法人员", "领导干部", "企业学员", "说明"]
    lists = [
        rule.formula1
        for rule in workbook["企业"].data_validations.dataValidation
        if rule.type == "list"
    ]
    assert lists == ['"重点管理,简化管理,登记管理"', '"正常,停止,恢复"']


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_says_the_same_as_the_workbook(encoding):
    rows = [officer_row(1), officer_row(2)]
    read = read_roster("名册.csv", csv_file("officer", rows, encoding))
    assert read == read_roster("名册.xlsx", roster_file(officer=rows))


def test_what_is_no_roster_is_refused_as_a_whole():
    files = {
        ("名册.doc", b""): "只认 xlsx 和 csv",
        ("名册.xlsx", b"PK\x03\x04"): "文件损坏",
        ("名册.csv", b"\xff\xfe\x00"): "编码",
        ("名册.csv", "甲,乙\n1,2\n".encode()): "看不出是哪一种名册",
        ("名册.csv", b""): "看不出是哪一种名册",
        ("名册.csv", "登录名,姓名,部门,执法证号,姓名\n".encode()): "重复的栏目 姓名",
    }
    for (name, content), reason in files.items():
        with pytest.raises(UnreadableRosterError, match=reason):
            read_roster(name, content)


def test_what_is_not_read_is_named():
    content = csv_file("officer", [officer_row()], "utf-8").replace(
        "状态".encode(), "电话".encode()
    )
    assert read_roster("名册.csv", content).notes == ("“执法人员”不认识栏目“电话”，整列没有导入",)
