"""Guessing passwords over HTTP: slowed per account and per address.

Every test comes from an address of its own, so that it slows nobody else.
"""

from builders.people import PASSWORD
from builders.portal_home import add_by_command
from builders.server import Answer, RunningPortal, Visitor

from courses.clock import system_clock
from grading.people.throttle import PER_ACCOUNT, PER_ADDRESS
from grading.records.engine import RecordsDatabase


def try_login(
    visitor: Visitor, name: str, password: str = "wrong-guess", forwarded: str | None = None
) -> Answer:
    if visitor.cookie("_xsrf") is None:
        visitor.ask("/login")
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    form = {"login_name": name, "password": password}
    return visitor.ask("/login", "POST", form=form, headers=headers)


def test_an_account_is_slowed_after_some_failures(portal):
    visitor = Visitor(portal.address, source="127.0.1.1")
    for _ in range(PER_ACCOUNT.allowed):
        assert try_login(visitor, "slowed-account").status == 401
    refused = try_login(visitor, "slowed-account")
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "登录失败次数过多" in refused.text


def test_the_right_password_does_not_help_while_an_account_is_slowed(portal):
    add_by_command(portal.address, portal.home, "guessed")
    visitor = Visitor(portal.address, source="127.0.1.2")
    for _ in range(PER_ACCOUNT.allowed + 1):
        answer = try_login(visitor, "guessed")
    assert answer.status == 429
    assert try_login(visitor, "guessed", PASSWORD).status == 429
    elsewhere = Visitor(portal.address, source="127.0.1.3")
    assert try_login(elsewhere, "guessed", PASSWORD).status == 429


def test_another_spelling_of_an_account_is_slowed_too(portal):
    visitor = Visitor(portal.address, source="127.0.1.7")
    for _ in range(PER_ACCOUNT.allowed):
        try_login(visitor, "spelled-2")
    for spelling in ("SPELLED-2", "ｓｐｅｌｌｅｄ-2", " spelled-2 "):
        assert try_login(visitor, spelling).status == 429


def test_an_address_is_slowed_whatever_it_says_it_is(portal):
    """Another account each time, and another forwarded address each time."""
    note_failures(portal, "127.0.1.4", PER_ADDRESS.allowed - 2)
    visitor = Visitor(portal.address, source="127.0.1.4")
    answers = [
        try_login(visitor, f"account-{number}", forwarded=f"10.0.0.{number}").status
        for number in range(3)
    ]
    assert answers == [401, 401, 429]
    elsewhere = Visitor(portal.address, source="127.0.1.5")
    assert try_login(elsewhere, "account-of-nobody").status == 401


def test_a_trusted_proxy_tells_addresses_apart(portal, trusted_proxy):
    """What stands before the address that the proxy itself saw, anybody may have written."""
    note_failures(portal, "10.2.0.1", PER_ADDRESS.allowed)
    visitor = Visitor(portal.address, source=trusted_proxy)
    said = ["10.2.0.1", "203.0.113.9, 10.2.0.1", "10.2.0.1, 10.2.0.2", "10.2.0.3"]
    answers = [try_login(visitor, "forwarded", forwarded=one).status for one in said]
    assert answers == [429, 429, 401, 401]


def note_failures(portal: RunningPortal, address: str, count: int) -> None:
    """Put failed logins into the records, as guessing passwords takes its time."""
    database = RecordsDatabase(f"sqlite:///{portal.home / 'records.db'}")
    with database.begin() as records:
        for number in range(count):
            records.sessions.add_failure(f"{address}-{number}", address, system_clock())
    database.close()


def test_a_refused_login_is_logged_and_not_printed(portal):
    assert try_login(Visitor(portal.address, source="127.0.1.8"), "logged").status == 401
    assert "login refused from 127.0.1.8" in (portal.home / "logs/portal.log").read_text()
    assert "login refused" not in portal.output


def test_a_long_or_strange_login_is_refused_and_no_more(portal):
    visitor = Visitor(portal.address, source="127.0.1.6")
    for name in ("", "x" * 10_000, "a\0b", "😀", "<script>alert(1)</script>", "' OR 1=1 --"):
        answer = try_login(visitor, name, "y" * 10_000)
        assert answer.status == 401
        assert "<script>alert" not in answer.text
