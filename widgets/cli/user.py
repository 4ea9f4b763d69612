"""xuefa user: accounts from the command line."""

import secrets
from typing import Annotated, Any

import typer

from grading.people.accounts import find_person, people
from grading.people.commands import role_labels
from grading.people.errors import UnknownPersonError
from grading.people.model import Person, Role
from widgets.cli.errors import PasswordsDifferError
from widgets.cli.home_option import HomeOption, existing_home, open_records
from widgets.cli.portal_call import carry_out
from widgets.cli.table import lined_up

# without the letters and figures that are taken for each other on paper
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP_LENGTH = 3, 4
_ROLES = "、".join(f"{role.value}（{role.label}）" for role in Role)

LoginName = Annotated[str, typer.Argument(help="登录名", metavar="登录名")]
Generate = Annotated[bool, typer.Option("--generate", help="生成一个密码并显示一次，不必输入")]


def add(
    login_name: LoginName,
    *,
    name: Annotated[str, typer.Option(help="姓名", metavar="姓名")],
    role: Annotated[list[Role], typer.Option(help=f"角色，可写多次：{_ROLES}", metavar="角色")],
    department: Annotated[
        str | None, typer.Option(help="所在部门", metavar="部门", show_default=False)
    ] = None,
    enterprise: Annotated[
        str | None, typer.Option(help="企业学员所在的企业", metavar="企业", show_default=False)
    ] = None,
    generate: Generate = False,
    home: HomeOption = None,
) -> None:
    """Open an account."""
    opened = existing_home(home)
    password = _new_password(generate)
    wanted: dict[str, Any] = {
        "login_name": login_name,
        "name": name,
        "roles": [one.value for one in role],
        "department": department,
        "enterprise": enterprise,
        "password": password,
    }
    _report(*carry_out(opened, "add-person", wanted), password if generate else None)


def passwd(login_name: LoginName, generate: Generate = False, home: HomeOption = None) -> None:
    """Put another password in place."""
    opened = existing_home(home)
    database = open_records(opened)
    try:
        with database.read() as records:
            if find_person(records, login_name) is None:
                raise UnknownPersonError(login_name)
    finally:
        database.close()
    password = _new_password(generate)
    wanted = {"login_name": login_name, "password": password}
    _report(*carry_out(opened, "set-password", wanted), password if generate else None)


def list_people(home: HomeOption = None) -> None:
    """List every account."""
    database = open_records(existing_home(home))
    try:
        with database.read() as records:
            found = people(records)
    finally:
        database.close()
    rows = [("登录名", "姓名", "角色", "部门或者企业"), *(_row(person) for person in found)]
    typer.echo("\n".join(lined_up(rows)))
    typer.echo(f"共 {len(found)} 个账号。")


def _row(person: Person) -> tuple[str, ...]:
    place = person.department or person.enterprise or ""
    return person.login_name, person.name, role_labels(person), place


def _new_password(generate: bool) -> str:
    if generate:
        letters = [secrets.choice(_LETTERS) for _ in range(_GROUPS * _GROUP_LENGTH)]
        starts = range(0, len(letters), _GROUP_LENGTH)
        return "-".join("".join(letters[i : i + _GROUP_LENGTH]) for i in starts)
    first = typer.prompt("密码（输入时不显示）", hide_input=True, prompt_suffix="：")
    second = typer.prompt("再输入一次", hide_input=True, prompt_suffix="：")
    if first != second:
        raise PasswordsDifferError
    return str(first)


def _report(text: str, by: str, generated: str | None) -> None:
    typer.echo(text)
    if generated is not None:
        typer.echo(f"密码：{generated}（只显示这一次，请交给本人并请其妥善保管）")
    typer.echo(f"（{by}）")
