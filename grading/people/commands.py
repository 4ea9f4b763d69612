"""Account commands as data, so that the running portal can carry them out for the command line."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from courses.clock import Clock, local_date
from courses.errors import StudyError
from grading.people.accounts import add_person, get_person, set_password
from grading.people.codes import issue_code
from grading.people.model import Person, Role
from grading.records.engine import RecordsDatabase
from grading.records.records import Records


class UnknownCommandError(StudyError):
    """The portal knows no command of this name; its version differs from the command line's."""

    def __init__(self, name: str) -> None:
        super().__init__(f"正在运行的平台没有这个命令：{name[:40]}。请重新启动平台后再试。")
        self.name = name


class MalformedCommandError(StudyError):
    """A command came with other arguments than it takes."""

    def __init__(self, name: str, fields: tuple[str, ...]) -> None:
        super().__init__(f"命令 {name} 的内容不对：{'、'.join(fields)}。请重新启动平台后再试。")
        self.name = name
        self.fields = fields


class AddPerson(BaseModel):
    """Opens an account."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    login_name: str
    name: str
    roles: tuple[Role, ...]
    password: str
    department: str | None = None
    enterprise: str | None = None


class ImportRoster(BaseModel):
    """Applies a roster.

    `content` is the file in base64, `today` the day in the home's zone, `code_hashes` what is kept
    of the codes of new people, by login name as compared.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    content: str
    today: date
    code_hashes: dict[str, str]


class IssueCode(BaseModel):
    """Gives somebody another login code, of which only the hash is told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    login_name: str
    code_hash: str


class NoteExports(BaseModel):
    """Tells of files that a command gives out, each by its name and the SHA-256 of its content."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    files: tuple[tuple[str, str], ...]


class SetPassword(BaseModel):
    """Puts another password in place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    login_name: str
    password: str


def run_command(
    database: RecordsDatabase, clock: Clock, name: str, arguments: Mapping[str, Any]
) -> str:
    """Carry out a command in one transaction and return the Chinese sentence to print.

    Raises UnknownCommandError, MalformedCommandError and what the command itself raises; nothing
    is written then.
    """
    if name not in COMMANDS:
        raise UnknownCommandError(name)
    command = COMMANDS[name]
    try:
        wanted = command.arguments.model_validate(dict(arguments))
    except ValidationError as error:
        fields = tuple(str(fault["loc"][0]) for fault in error.errors() if fault["loc"])
        raise MalformedCommandError(name, fields) from None  # its text would hold the password
    with database.begin() as records:
        return command.carry_out(records, clock, wanted)


def role_labels(person: Person) -> str:
    """Return the roles of a person as on screen, in the order in which roles are listed."""
    return "、".join(role.label for role in Role if role in person.roles)


def _add_person(records: Records, clock: Clock, wanted: AddPerson) -> str:
    person = add_person(
        records,
        clock,
        login_name=wanted.login_name,
        name=wanted.name,
        roles=wanted.roles,
        department=wanted.department,
        enterprise=wanted.enterprise,
        password=wanted.password,
    )
    return f"已建立账号 {person.login_name}（{person.name}，{role_labels(person)}）。"


def _set_password(records: Records, _clock: Clock, wanted: SetPassword) -> str:
    person = get_person(records, wanted.login_name)
    set_password(records, person, wanted.password)
    return f"已更换 {person.login_name}（{person.name}）的密码，此前的登录全部失效。"


def _import_roster(records: Records, clock: Clock, wanted: ImportRoster) -> str:
    # reading workbooks takes its time to load, and other commands have no use for it
    from grading.people.roster.applying import apply_plan  # noqa: PLC0415
    from grading.people.roster.plan import known_to, plan_roster  # noqa: PLC0415
    from grading.people.roster.reading import read_roster  # noqa: PLC0415

    roster = read_roster(wanted.name, b64decode(wanted.content))
    plan = plan_roster(roster.lines, known_to(records), wanted.today)
    return apply_plan(records, clock, plan, wanted.code_hashes)


def _issue_code(records: Records, clock: Clock, wanted: IssueCode) -> str:
    person = get_person(records, wanted.login_name)
    expires = local_date(issue_code(records, clock, person, wanted.code_hash))
    return f"已给 {person.login_name}（{person.name}）发新的登录码，{expires} 前有效，旧码作废。"


def _note_exports(records: Records, _clock: Clock, wanted: NoteExports) -> str:
    for name, sha256 in wanted.files:
        records.audit.note_exported(name, sha256)
    return f"已在审计链记下 {len(wanted.files)} 个导出的文件。"


@dataclass(frozen=True, slots=True)
class _Command:
    arguments: type[BaseModel]
    carry_out: Callable[[Records, Clock, Any], str]


COMMANDS: dict[str, _Command] = {
    "add-person": _Command(AddPerson, _add_person),
    "import-roster": _Command(ImportRoster, _import_roster),
    "issue-code": _Command(IssueCode, _issue_code),
    "note-exports": _Command(NoteExports, _note_exports),
    "set-password": _Command(SetPassword, _set_password),
}
