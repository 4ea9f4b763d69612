"""Commands of the same machine while the portal runs."""

import itertools
import subprocess

import pytest
from builders.people import PASSWORD
from builders.portal_home import COMMAND_HEADER
from builders.server import RUN_XUEFA, Answer, RunningPortal, Visitor

from grading.home import Home
from widgets.cli.portal_call import carry_out

_numbers = itertools.count(1)


def new_person(**changes: object) -> dict[str, object]:
    """What `xuefa user add` sends."""
    usual = {
        "login_name": f"added{next(_numbers)}",
        "name": "示范乙",
        "roles": ["officer"],
        "password": PASSWORD,
    }
    return usual | changes


def command(portal: RunningPortal, name: str, content: object, **headers: str) -> Answer:
    sent = {header.replace("_", "-"): value for header, value in headers.items()}
    path = f"/api/command/{name}"
    return Visitor(portal.address).ask(path, "POST", content=content, headers=sent)


def secret(portal: RunningPortal) -> dict[str, str]:
    return {COMMAND_HEADER: Home(portal.home).secret("command").hex()}


@pytest.mark.parametrize("given", ["", "wrong", "0" * 64, "é" * 64])
def test_a_command_with_a_wrong_secret_is_refused(portal, given):
    person = new_person()
    answer = command(portal, "add-person", person, **{COMMAND_HEADER: given})
    assert answer.status == 403
    login = {"login_name": person["login_name"], "password": PASSWORD}
    visitor = Visitor(portal.address, source="127.0.3.1")
    visitor.ask("/login")
    assert visitor.ask("/login", "POST", form=login).status == 401


def test_a_command_without_a_secret_is_refused_and_logged(portal):
    assert command(portal, "add-person", new_person()).status == 403
    assert "command from 127.0.0.1 refused" in (portal.home / "logs/portal.log").read_text()


def test_a_login_is_no_secret(newcomer):
    administrator = newcomer("administrator")
    answer = administrator.ask("/api/command/add-person", "POST", content=new_person())
    assert answer.status == 403


def test_the_secret_of_cookies_is_not_the_secret_of_commands(portal):
    other = {COMMAND_HEADER: Home(portal.home).secret("cookie").hex()}
    assert command(portal, "add-person", new_person(), **other).status == 403


def test_a_command_is_carried_out_by_the_running_portal(portal):
    person = new_person()
    text, who = carry_out(Home(portal.home), "add-person", person)
    assert "已建立账号" in text
    assert "正在运行的平台" in who
    Visitor(portal.address).log_in(str(person["login_name"]), PASSWORD)


def test_a_new_password_ends_the_logins_of_before(portal, newcomer):
    visitor = newcomer()
    arguments = {"login_name": visitor.login_name, "password": "another-pass-2026"}
    carry_out(Home(portal.home), "set-password", arguments)
    assert visitor.ask("/record").status == 302
    Visitor(portal.address).log_in(visitor.login_name, "another-pass-2026")


def test_xuefa_user_add_works_while_the_portal_runs(portal):
    name = str(new_person()["login_name"])
    adding = [
        "user",
        "add",
        name,
        "--home",
        str(portal.home),
        "--name",
        "示范丙",
        "--role",
        "officer",
    ]
    done = subprocess.run(
        [*RUN_XUEFA, *adding],
        input=f"{PASSWORD}\n{PASSWORD}\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "已建立账号" in done.stdout
    Visitor(portal.address).log_in(name, PASSWORD)


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("no-such-command", {}, "没有这个命令"),
        ("add-person", {"roles": ["king"]}, "roles"),
        ("add-person", {"roles": []}, "没有角色"),
        ("add-person", {"password": "short"}, "密码不合要求"),
        ("add-person", {"login_name": "manager"}, "已经有人使用"),
        ("add-person", {"extra": 1}, "extra"),
    ],
)
def test_a_wrong_command_is_told_in_a_sentence(portal, name, changes, said):
    answer = command(portal, name, new_person(**changes), **secret(portal))
    assert 400 <= answer.status < 500
    assert said in answer.json["message"]
    assert PASSWORD not in answer.text
