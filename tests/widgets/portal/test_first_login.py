"""The first login over HTTP: the code of a slip, a password, and then the front page."""

from builders.people import PASSWORD
from builders.portal_home import COMMAND_HEADER, add_by_command
from builders.server import RunningPortal, Visitor

from grading.home import Home
from grading.people.codes import hash_code, make_code

CHOSEN = "chosen-by-me-2026"


def issue(portal: RunningPortal, login_name: str) -> str:
    """Give somebody a code through the running portal, as `xuefa people code` does."""
    code = make_code()
    answer = Visitor(portal.address).ask(
        "/api/command/issue-code",
        "POST",
        content={"login_name": login_name, "code_hash": hash_code(code)},
        headers={COMMAND_HEADER: Home(portal.home).secret("command").hex()},
    )
    assert answer.status == 200, answer.text
    return code


def test_a_code_opens_the_platform_once_with_a_password_of_ones_own(portal):
    add_by_command(portal.address, portal.home, "first-time")
    code = issue(portal, "first-time")
    visitor = Visitor(portal.address, source="127.0.4.1")
    page = visitor.ask("/first-login")
    assert (page.status, "设置密码并登录" in page.text) == (200, True)

    def enter(**changed: str):
        form = {"login_name": "first-time", "code": code, "password": CHOSEN}
        form |= {"password_again": CHOSEN} | changed
        return visitor.ask("/first-login", "POST", form=form)

    assert enter(code="wrong").status == 401
    assert "两次输入的密码不一样" in enter(password_again=PASSWORD).text
    weak = enter(password="12345678", password_again="12345678")
    assert (weak.status, code in weak.text, "密码不合要求" in weak.text) == (400, True, True)
    done = enter()
    assert (done.status, done.headers["Location"]) == (302, "/")
    assert visitor.ask("/record").status == 200
    other = Visitor(portal.address, source="127.0.4.2")
    other.ask("/login")
    form = {"login_name": "first-time", "password": CHOSEN}
    assert other.ask("/login", "POST", form=form).status == 302
