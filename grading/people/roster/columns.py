"""The sheets of a roster and their columns; a CSV file holds the rows of one sheet."""

from dataclasses import dataclass
from enum import StrEnum

from grading.people.model import Role
from grading.people.states import PERMIT_LABELS

FAULTS = "问题"
"""The column in which a returned file says what is wrong with a row."""

NAME, LOGIN, DEPARTMENT, ENTERPRISE = "姓名", "登录名", "部门", "企业名称"
CREDIT_CODE, INDUSTRY = "统一社会信用代码", "行业"
PERMIT_CATEGORY, PERMIT_NUMBER = "排污许可管理类别", "排污许可证编号"
CERTIFICATE, EXPIRES = "执法证号", "执法证有效期至"
RANK, FIRST_RESPONSIBLE = "职级", "第一责任人"
STATUS, VALID_FROM = "状态", "生效日期"

YES, NO = "是", "否"
HERE, LEFT, BACK = "在职", "离职", "返岗"
OPEN, STOPPED, RESUMED = "正常", "停止", "恢复"


class Kind(StrEnum):
    """What the rows of a sheet are about."""

    ENTERPRISE = "enterprise"
    OFFICER = "officer"
    LEADER = "leader"
    TRAINEE = "trainee"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; a sheet must have the `needed` ones, cells of others may be empty as `means` says.

    Cells of a column with `choices` hold one of them.
    """

    heading: str
    means: str
    width: int = 16
    needed: bool = False
    choices: tuple[str, ...] = ()
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the roster; `role` is what its people are."""

    kind: Kind
    title: str
    columns: tuple[Column, ...]
    role: Role | None = None

    @property
    def needed(self) -> frozenset[str]:
        """The headings that tell this sheet and that it must have."""
        return frozenset(column.heading for column in self.columns if column.needed)

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading, in order."""
        return tuple(column.heading for column in self.columns)


_LOGIN = Column(LOGIN, "登录平台用的名字，2 至 32 个字母、数字或者汉字，不与别人相同", needed=True)
_NAME = Column(NAME, "本人姓名", needed=True)
_DEPARTMENT = Column(DEPARTMENT, "所在的科室、大队或者中队", 20, needed=True)
_PERSON_STATUS = Column(
    STATUS,
    "不写就是在职；写“离职”后不能再登录，学习记录保留；离职后又回来的写“返岗”",
    10,
    choices=(HERE, LEFT, BACK),
)
_VALID_FROM = Column(
    VALID_FROM, "本行内容从哪天起，如 2026-03-01；不写就是导入当天", 14, is_date=True
)

SHEETS = (
    Sheet(
        Kind.ENTERPRISE,
        "企业",
        (
            Column(ENTERPRISE, "营业执照上的名称", 30, needed=True),
            Column(CREDIT_CODE, "18 位，营业执照上的代码", 24, needed=True),
            Column(INDUSTRY, "所属行业，如 棉花加工", 18, needed=True),
            Column(
                PERMIT_CATEGORY,
                "没有排污许可也没有登记的不写",
                18,
                choices=tuple(PERMIT_LABELS.values()),
            ),
            Column(PERMIT_NUMBER, "排污许可证编号或者排污登记编号，22 位", 28),
            Column(
                STATUS,
                "不写就是正常；停产关闭的写“停止”，又开工的写“恢复”",
                10,
                choices=(OPEN, STOPPED, RESUMED),
            ),
            _VALID_FROM,
        ),
    ),
    Sheet(
        Kind.OFFICER,
        "执法人员",
        (
            _LOGIN,
            _NAME,
            _DEPARTMENT,
            Column(CERTIFICATE, "行政执法证编号；还没有的不写", 20, needed=True),
            Column(EXPIRES, "有效期的最后一天，如 2029-06-30", 16, is_date=True),
            _PERSON_STATUS,
            _VALID_FROM,
        ),
        Role.OFFICER,
    ),
    Sheet(
        Kind.LEADER,
        "领导干部",
        (
            _LOGIN,
            _NAME,
            _DEPARTMENT,
            Column(RANK, "职务或者职级，如 局长", 18, needed=True),
            Column(FIRST_RESPONSIBLE, "是不是法治建设第一责任人", 14, choices=(YES, NO)),
            _PERSON_STATUS,
            _VALID_FROM,
        ),
        Role.LEADER,
    ),
    Sheet(
        Kind.TRAINEE,
        "企业学员",
        (
            Column(ENTERPRISE, "所在企业的名称，须在“企业”表中或者已经登记", 30, needed=True),
            _NAME,
            Column(LOGIN, "可以不写；同一企业有同名的人时须写，以便区分", 16),
            _PERSON_STATUS,
            _VALID_FROM,
        ),
        Role.TRAINEE,
    ),
)
"""In the order in which rows are compared and applied: enterprises before their people."""


def sheet_of(kind: Kind) -> Sheet:
    """Return the sheet for this kind of rows."""
    return next(sheet for sheet in SHEETS if sheet.kind is kind)
