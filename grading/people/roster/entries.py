"""What a row of a roster says, by itself: a state that is to hold, or what is wrong with it."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from grading.people.errors import (
    InvalidLoginNameError,
    InvalidOrganisationNameError,
    InvalidPersonNameError,
)
from grading.people.model import Role
from grading.people.names import clean_login_name, clean_name, clean_organisation, login_key
from grading.people.roster.columns import (
    BACK,
    CERTIFICATE,
    CREDIT_CODE,
    DEPARTMENT,
    ENTERPRISE,
    EXPIRES,
    FIRST_RESPONSIBLE,
    INDUSTRY,
    LEFT,
    LOGIN,
    NAME,
    NO,
    PERMIT_CATEGORY,
    PERMIT_NUMBER,
    RANK,
    RESUMED,
    STATUS,
    STOPPED,
    VALID_FROM,
    YES,
    Kind,
    sheet_of,
)
from grading.people.roster.reading import Line
from grading.people.states import (
    PERMIT_LABELS,
    Certificate,
    EnterpriseState,
    PersonState,
)
from grading.people.units import (
    clean_code,
    has_credit_code_form,
    is_credit_code,
    is_permit_number,
)

_CERTIFICATE = re.compile(r"[0-9A-Z-]{4,24}")
_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_RANK_LENGTH = 64
_EARLIEST = date(1949, 10, 1)


@dataclass(slots=True)
class Entry:
    """What a row says; `faults` are sentences for its author, and without any the rest is whole.

    `key` is the login name in the form that is compared, empty where none is written. `is_back`
    says that somebody or something that had ended is there again.
    """

    line: Line
    faults: list[str] = field(default_factory=list)
    key: str = ""
    login_name: str = ""
    name: str = ""
    enterprise: str = ""
    is_ended: bool = False
    is_back: bool = False
    valid_from: date | None = None
    person: PersonState | None = None
    unit: EnterpriseState | None = None

    @property
    def kind(self) -> Kind:
        """What the row is about."""
        return self.line.kind

    def fault(self, heading: str, reason: str) -> None:
        """Note what is wrong, once for each cell."""
        if not any(told.startswith(f"{heading}：") for told in self.faults):
            self.faults.append(f"{heading}：{reason}")

    def text(self, heading: str, missing: str = "") -> str:
        """Return a cell; an empty one is a fault where there is a sentence for it."""
        value = self.line.text(heading)
        if not value and missing:
            self.fault(heading, missing)
        return value


def read_entry(line: Line, today: date) -> Entry:
    """Read what a row says on the day of the import."""
    entry = Entry(line, [f"{heading}：{reason}" for heading, reason in line.faults.items()])
    status = _choice(entry, STATUS)
    entry.is_ended, entry.is_back = status in (LEFT, STOPPED), status in (BACK, RESUMED)
    entry.valid_from = _day(entry, VALID_FROM)
    if entry.valid_from is not None and entry.valid_from > today:
        entry.fault(VALID_FROM, f"晚于今天（{today}）；请到那天以后再导入")
    if entry.kind is Kind.ENTERPRISE:
        _read_enterprise(entry, entry.valid_from or today)
    else:
        _read_person(entry, entry.valid_from or today)
    return entry


def _read_enterprise(entry: Entry, valid_from: date) -> None:
    entry.enterprise = _organisation(entry, ENTERPRISE, "没有写企业名称")
    code = clean_code(entry.text(CREDIT_CODE, "没有写统一社会信用代码"))
    if code and not has_credit_code_form(code):
        entry.fault(CREDIT_CODE, "应为 18 位数字和大写字母（没有 I、O、S、V、Z），请对照营业执照")
    elif code and not is_credit_code(code):
        entry.fault(CREDIT_CODE, "校验位不对，有一位抄错了，请对照营业执照")
    industry = "" if entry.is_ended else _organisation(entry, INDUSTRY, "没有写行业")
    label = _choice(entry, PERMIT_CATEGORY)
    number = clean_code(entry.text(PERMIT_NUMBER))
    _check_permit(entry, number, label, code)
    entry.unit = EnterpriseState(
        name=entry.enterprise,
        credit_code=code or None,
        industry=industry or None,
        permit_category=next((one for one, name in PERMIT_LABELS.items() if name == label), None),
        permit_number=number or None,
        is_ended=entry.is_ended,
        valid_from=valid_from,
    )


def _check_permit(entry: Entry, number: str, label: str, code: str) -> None:
    if number and not is_permit_number(number):
        entry.fault(PERMIT_NUMBER, "应为 22 位：18 位代码、3 位数字和 1 个字母，如 …001P")
    elif number and is_credit_code(code) and not number.startswith(code):
        entry.fault(PERMIT_NUMBER, "前 18 位与本行的统一社会信用代码不同，请对照许可证")
    if number and not label:
        entry.fault(PERMIT_CATEGORY, "写了排污许可证编号，也要写管理类别")


def _read_person(entry: Entry, valid_from: date) -> None:
    role = sheet_of(entry.kind).role
    assert role is not None  # noqa: S101 - only the sheet of enterprises has none
    entry.login_name = _login_name(entry)
    entry.key = login_key(entry.login_name)
    entry.name = _name(entry)
    is_trainee = entry.kind is Kind.TRAINEE
    if is_trainee:
        entry.enterprise = _organisation(entry, ENTERPRISE, "没有写所在企业")
        department = ""
    else:
        needed = "" if entry.is_ended else "没有写部门"
        department = _organisation(entry, DEPARTMENT, needed)
    entry.person = PersonState(
        name=entry.name,
        roles=frozenset((role,)),
        department=department or None,
        enterprise=entry.enterprise or None,
        rank=_rank(entry) if role is Role.LEADER else None,
        is_first_responsible=_choice(entry, FIRST_RESPONSIBLE) == YES,
        certificate=_certificate(entry) if role is Role.OFFICER else None,
        is_ended=entry.is_ended,
        valid_from=valid_from,
    )


def _login_name(entry: Entry) -> str:
    written = entry.text(LOGIN, "" if entry.kind is Kind.TRAINEE else "没有写登录名")
    if not written:
        return ""
    try:
        return clean_login_name(written)
    except InvalidLoginNameError:
        entry.fault(LOGIN, "用 2 至 32 个字母、数字、汉字或者 . _ - @ ·，不留空格")
        return ""


def _name(entry: Entry) -> str:
    written = entry.text(NAME, "没有写姓名")
    if not written:
        return ""
    try:
        return clean_name(written)
    except InvalidPersonNameError:
        entry.fault(NAME, "太长，或者有不能显示的字")
        return ""


def _organisation(entry: Entry, heading: str, missing: str) -> str:
    written = entry.text(heading, missing)
    if not written:
        return ""
    try:
        return clean_organisation(written)
    except InvalidOrganisationNameError:
        entry.fault(heading, "太长，或者有不能显示的字")
        return ""


def _rank(entry: Entry) -> str | None:
    rank = entry.text(RANK, "" if entry.is_ended else "没有写职级")
    if len(rank) > _RANK_LENGTH:
        entry.fault(RANK, f"超过 {_RANK_LENGTH} 个字")
    return rank or None


def _certificate(entry: Entry) -> Certificate | None:
    number = clean_code(entry.text(CERTIFICATE))
    expires = _day(entry, EXPIRES)
    if number and not _CERTIFICATE.fullmatch(number):
        entry.fault(CERTIFICATE, "应为 4 至 24 个字母、数字或者 -，请对照证件")
    if number and not entry.text(EXPIRES):
        entry.fault(EXPIRES, "写了执法证号，也要写有效期")
    if expires and not number:
        entry.fault(CERTIFICATE, "写了有效期，也要写执法证号")
    return Certificate(number, expires) if number and expires else None


def _choice(entry: Entry, heading: str) -> str:
    """Return one of the choices of a column, or nothing."""
    choices = {
        column.heading: column.choices for column in sheet_of(entry.kind).columns if column.choices
    }
    written = entry.text(heading)
    if heading not in choices or not written or written in choices[heading]:
        return written
    entry.fault(heading, f"只能写 {'、'.join(choices[heading])}，或者不写")
    return NO


def _day(entry: Entry, heading: str) -> date | None:
    written = unicodedata.normalize("NFKC", entry.text(heading))
    if not written:
        return None
    match = _DAY.fullmatch(written.partition(" ")[0])
    try:
        year, month, day = (int(part) for part in match.groups() if part) if match else (0, 0, 0)
        read = date(year, month, day)
    except ValueError:
        entry.fault(heading, "不是日期，应写成 2026-03-01 这样")
        return None
    if read < _EARLIEST:
        entry.fault(heading, "年份太早，请检查")
        return None
    return read
