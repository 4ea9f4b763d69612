"""Who somebody is: the session on the server and nothing that a request claims."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from builders.kernel_page import open_page, refused_line
from builders.people import PASSWORD
from builders.portal_home import PAPER
from builders.server import Visitor

from widgets.portal.identity import COOKIE

FORGED = [
    {"X-Forwarded-User": "admin"},
    {"X-Remote-User": "admin", "Remote-User": "admin", "REMOTE_USER": "admin"},
    {"X-Auth-Request-User": "admin", "X-User": "admin", "From": "admin"},
    {"Authorization": "token admin"},
    {"Authorization": "Bearer admin"},
    {"Authorization": "Basic YWRtaW46YWRtaW4="},
    {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1", "X-Forwarded-Proto": "https"},
    {"X-HTTP-Method-Override": "GET", "X-Original-URL": "/login", "X-Rewrite-URL": "/login"},
    {"Cookie": "username-127-0-0-1=admin; user=admin; session=admin"},
    {"Cookie": f"{COOKIE}=admin"},
    {"Cookie": f'{COOKIE}="2|1:0|10:1795000000|13:{COOKIE}|8:YWRtaW4=|{"0" * 64}"'},
]
QUERIES = ["token=admin", "user=admin", "kernel_name=python3&token=", "login_name=admin"]


@pytest.fixture(scope="module")
def victim(newcomer: Callable[..., Visitor]) -> Visitor:
    """Somebody whose browser another site would use."""
    return newcomer()


@pytest.mark.parametrize("headers", FORGED)
def test_a_claimed_identity_logs_nobody_in(portal, headers):
    stranger = Visitor(portal.address)
    assert stranger.ask("/record", headers=headers).status == 302
    assert stranger.ask("/api/attempts/x", headers=headers).status == 401
    assert stranger.cookie(COOKIE) is None


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_logs_nobody_in(portal, query):
    stranger = Visitor(portal.address)
    assert stranger.ask(f"/record?{query}").status == 302
    assert stranger.cookie(COOKIE) is None


@pytest.mark.parametrize("headers", [one for one in FORGED if "Cookie" not in one])
def test_a_claimed_identity_changes_nobody(settled_officer, headers):
    page = settled_officer.ask("/record", headers=headers)
    assert "示范甲" in page.text
    assert "示范管理员" not in page.text
    assert settled_officer.ask("/dashboard/officer-training", headers=headers).status == 403


def test_a_claimed_identity_opens_no_line_to_a_kernel(portal, settled_officer):
    kernel = open_page(settled_officer).kernel_id
    for headers in FORGED:
        stated = [f"{name}: {value}" for name, value in headers.items() if name != "Cookie"]
        cookie = headers.get("Cookie", "")
        assert refused_line(Visitor(portal.address), kernel, header=stated, cookie=cookie) == 403
    asked = f"{kernel}/channels?token=admin&x="
    assert refused_line(Visitor(portal.address), asked) == 403


def test_the_query_of_a_page_reaches_no_kernel(portal, officer):
    page = open_page(officer, "/lesson/penalty-1-3?XUEFA_TOKEN=forged&template=classic&theme=dark")
    assert "forged" not in page.text
    assert 'data-jp-theme-light="true"' in page.text


def test_the_cookie_of_a_session_stays_with_this_site(portal):
    visitor = Visitor(portal.address)
    visitor.ask("/login")
    form = {"login_name": "manager", "password": PASSWORD}
    sent = visitor.ask("/login", "POST", form=form).headers.get_all("Set-Cookie")
    (session,) = [cookie for cookie in sent if cookie.startswith(f"{COOKIE}=")]
    parts = {part.strip().casefold() for part in session.split(";")[1:]}
    assert parts == {"httponly", "samesite=lax", "path=/"}


def test_the_token_against_forgery_stays_with_this_site(portal):
    (cookie,) = Visitor(portal.address).ask("/login").headers.get_all("Set-Cookie")
    assert cookie.startswith("_xsrf=")
    assert "samesite=lax" in cookie.casefold()


def test_a_login_gives_a_new_session_and_keeps_none_that_was_brought(portal, officer):
    first = officer.cookie(COOKIE).value
    brought = Visitor(portal.address)
    brought.ask("/login", headers={"Cookie": f"{COOKIE}=fixed"})
    brought.ask("/login")
    login = {"login_name": "manager", "password": PASSWORD}
    brought.ask("/login", "POST", form=login, headers={"Cookie": brought.cookie_header})
    assert brought.cookie(COOKIE).value not in {first, "fixed"}


def test_a_logout_ends_the_session_on_the_server(portal, officer):
    replayed = officer.cookie_header
    assert Visitor(portal.address).ask("/record", headers={"Cookie": replayed}).status == 200
    assert officer.ask("/logout", "POST").status == 302
    assert officer.cookie(COOKIE) is None
    assert Visitor(portal.address).ask("/record", headers={"Cookie": replayed}).status == 302


def test_a_logout_of_one_browser_leaves_another_logged_in(portal):
    here, there = (Visitor(portal.address).log_in("manager", PASSWORD) for _ in range(2))
    here.ask("/logout", "POST")
    assert there.ask("/record").status == 200


def test_a_link_logs_nobody_out(officer):
    assert officer.ask("/logout").status == 405
    assert officer.ask("/record").status == 200


def test_a_session_ends_after_its_hours(portal, officer):
    """The end is moved in the records, as nobody waits for it."""
    assert officer.ask("/record").status == 200
    theirs = "WHERE person_id = (SELECT id FROM people WHERE login_name = ?)", (officer.login_name,)
    hours = "SELECT round(24 * (julianday(expires_at) - julianday(created_at))) FROM login_sessions"
    with closing(sqlite3.connect(portal.home / "records.db", timeout=30)) as records, records:
        assert records.execute(f"{hours} {theirs[0]}", theirs[1]).fetchall() == [(12,)]
        ended = f"UPDATE login_sessions SET expires_at = created_at {theirs[0]}"
        records.execute(ended, theirs[1])
    assert officer.ask("/record").status == 302
    assert officer.ask("/api/attempts/x").status == 401


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/login", "POST"),
        ("/logout", "POST"),
        ("/first-run", "POST"),
        (f"/exam/{PAPER}", "POST"),
        ("/exam/attempt/x/hand-in", "POST"),
        ("/api/attempts/x/answers/filing-001", "PUT"),
        ("/api/practice/penalty-1-3", "POST"),
        ("/api/practice/penalty-1-3/1", "POST"),
        ("/voila/api/shutdown/00000000-0000-4000-8000-000000000000", "POST"),
    ],
)
@pytest.mark.parametrize("forgery", ["no token", "wrong token", "another site", "no site"])
def test_a_request_that_another_site_could_send_is_refused(victim, path, method, forgery):
    sent = {
        "no token": {},
        "wrong token": {"X-XSRFToken": "2|00000000|00000000000000000000000000000000|1795000000"},
        "another site": {"Origin": "http://evil.example"},
        "no site": {"Origin": "null"},
    }[forgery]
    with_token = forgery in {"another site", "no site"}
    form = {"login_name": "manager", "password": PASSWORD}
    answer = victim.ask(path, method, form=form, headers=sent, xsrf=with_token)
    assert answer.status in {403, 404}
    assert "示范甲" in victim.ask("/record").text


def test_the_token_of_another_browser_is_refused(officer, newcomer):
    other = newcomer().cookie("_xsrf")
    answer = officer.ask("/logout", "POST", headers={"X-XSRFToken": other.value}, xsrf=False)
    assert answer.status == 403


def test_every_form_carries_the_token(officer):
    for path in ("/", "/record", f"/exam/{PAPER}"):
        text = officer.ask(path).text
        assert text.count('method="post"') == len(re.findall(r'name="_xsrf"', text)) > 0


def test_pages_are_kept_out_of_caches_and_frames(officer):
    for path in ("/", "/login", "/record", "/lesson/penalty-1-3"):
        headers = officer.ask(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Access-Control-Allow-Origin"] is None


def test_cookies_are_few(officer):
    assert {cookie.name for cookie in officer.cookies} == {COOKIE, "_xsrf"}
