"""Kernels and attempts of somebody else, and tokens of pages."""

import pytest
from builders.kernel_page import (
    kernel_line,
    kernel_process,
    open_page,
    page_token,
    refused_line,
)
from builders.portal_home import PAPER
from builders.server import Visitor, wait_until


@pytest.fixture(scope="module")
def page(settled_officer):
    """A lesson page of one officer, which others try to reach."""
    return open_page(settled_officer)


@pytest.fixture(scope="module")
def token(portal, page) -> str:
    """The token of that page's kernel."""
    return page_token(portal, page.kernel_id)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("role", ["officer", "administrator"])
def test_the_kernel_of_somebody_else_is_closed(portal, page, newcomer, role):
    other = newcomer(role)
    path = f"/api/kernels/{page.kernel_id}"
    assert other.ask(path).status == 403
    assert refused_line(other, page.kernel_id) == 403
    assert refused_line(other, page.kernel_id, v1=True) == 403


def test_the_kernel_of_somebody_else_goes_on(portal, page, newcomer):
    other = newcomer()
    answer = other.ask(
        f"/voila/api/shutdown/{page.kernel_id}", "POST", headers={"Origin": portal.address}
    )
    assert answer.status == 403
    assert other.ask(f"/api/kernels/{page.kernel_id}", "DELETE").status in {403, 405}
    assert page.is_alive


def test_of_the_kernel_of_somebody_else_nothing_is_told(page, newcomer):
    other = newcomer()
    assert other.ask(f"/api/page/{page.kernel_id}").json == {"alive": False}
    unknown = "00000000-0000-4000-8000-000000000000"
    answers = {other.ask(f"/api/kernels/{kernel}").body for kernel in (page.kernel_id, unknown)}
    assert len(answers) == 1


def test_ones_own_kernel_is_told_about_and_not_deleted(page):
    path = f"/api/kernels/{page.kernel_id}"
    assert page.visitor.ask(path).json["id"] == page.kernel_id
    assert page.visitor.ask(path, "DELETE").status == 405
    assert page.visitor.ask(f"{path}/restart", "POST").status == 404
    assert page.visitor.ask(f"{path}/interrupt", "POST").status == 404
    assert page.is_alive


def test_a_page_that_closes_gives_its_kernel_back(portal, officer):
    page = open_page(officer)
    process = kernel_process(portal, page.kernel_id)
    path = f"/voila/api/shutdown/{page.kernel_id}"
    answer = officer.ask(path, "POST", headers={"Origin": portal.address}, xsrf=False)
    assert answer.status == 204
    wait_until(lambda: not process.is_running())
    assert not page.is_alive


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
def test_another_site_closes_no_page(page, headers):
    path = f"/voila/api/shutdown/{page.kernel_id}"
    assert page.visitor.ask(path, "POST", headers=headers, xsrf=False).status in {403, 404}
    assert page.is_alive


def test_another_site_has_no_line_to_a_kernel(portal, page):
    assert refused_line(page.visitor, page.kernel_id, origin="http://evil.example") == 403
    with kernel_line(page.visitor, page.kernel_id, origin=portal.address) as line:
        line.settle()


def test_an_attempt_of_somebody_else_is_unknown(officer, newcomer):
    officer.ask("/login")
    begun = officer.ask(f"/exam/{PAPER}", "POST")
    attempt = begun.headers["Location"].rpartition("/")[2]
    own = officer.ask(f"/api/attempts/{attempt}").json
    assert own["state"] == "open"
    for role in ("officer", "manager", "administrator"):
        other = newcomer(role)
        save = f"/api/attempts/{attempt}/answers/filing-001"
        assert other.ask(f"/api/attempts/{attempt}").status == 404
        assert other.ask(save, "PUT", content={"answer": None}).status == 404
        assert other.ask(f"/exam/attempt/{attempt}").status == 404
        assert other.ask(f"/exam/attempt/{attempt}/hand-in", "POST").status == 404
        assert other.ask(f"/result/{attempt}").status == 404
    assert officer.ask(f"/api/attempts/{attempt}").json["state"] == "open"


@pytest.mark.parametrize("path", ["/", "/record", "/api/attempts/x", "/api/practice/penalty-1-3"])
def test_the_token_of_a_page_opens_nothing_for_people(portal, token, path):
    stranger = Visitor(portal.address)
    answer = stranger.ask(path, headers=bearer(token))
    assert answer.status in {302, 401}
    assert stranger.cookie("xuefa-session") is None


def test_the_token_of_a_page_reads_calendars(portal, token):
    assert Visitor(portal.address).ask("/api/calendars", headers=bearer(token)).json == {
        "calendars": []
    }


def test_a_session_is_no_token_of_a_page(settled_officer):
    assert settled_officer.ask("/api/calendars").status == 401
    assert settled_officer.ask("/api/figures/officer-training").status == 401


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Bearer x", "bearer {}", "Token {}", "token {}", "{}", "Basic {}"],
)
def test_a_token_counts_only_as_kernels_send_it(portal, token, header):
    sent = {"Authorization": header.format(token)}
    assert Visitor(portal.address).ask("/api/calendars", headers=sent).status == 401
    assert Visitor(portal.address).ask(f"/api/calendars?token={token}").status == 401


def test_the_figures_are_closed_to_a_lesson(portal, token):
    answer = Visitor(portal.address).ask("/api/figures/officer-training", headers=bearer(token))
    assert answer.status == 403
    log = (portal.home / "logs/portal.log").read_text()
    assert "403 /api/figures/officer-training" in log


def test_the_figures_are_closed_to_the_lesson_of_a_manager(portal, newcomer):
    manager = newcomer("manager")
    token = page_token(portal, open_page(manager).kernel_id)
    answer = Visitor(portal.address).ask("/api/figures/officer-training", headers=bearer(token))
    assert answer.status == 403


def test_a_dashboard_reads_its_figures(portal, newcomer):
    manager = newcomer("manager")
    token = page_token(portal, open_page(manager, "/dashboard/officer-training").kernel_id)

    def ask(path):
        return Visitor(portal.address).ask(f"/api/figures/{path}", headers=bearer(token))

    (year,) = ask("officer-training?year=2026").json["rows"]
    learner = year["people"][0]["learner_id"]
    (evidence,) = ask(f"officer-evidence?year=2026&learner={learner}").json["rows"]
    assert evidence["name"] == year["people"][0]["name"]
    assert ask("secrets").status == 404
    assert ask("officer-evidence?year=2026&learner=1").status == 404
    assert ask("officer-training?year=1999").status == 404
    wrong = ask("officer-training?year=twenty")
    assert (wrong.status, "四位数字" in wrong.json["message"]) == (400, True)


def test_a_dashboard_is_closed_to_officers(portal, officer):
    assert officer.ask("/dashboard/officer-training").status == 403
    assert officer.ask("/download/officer-training.xlsx").status == 403
    log = (portal.home / "logs/portal.log").read_text()
    assert "has no role for dashboard officer-training" in log
    assert "has no role for download officer-training" in log


def test_a_token_ends_with_its_kernel(portal, officer):
    page = open_page(officer)
    token = page_token(portal, page.kernel_id)
    assert asked_with(portal.address, token) == 200
    path = f"/voila/api/shutdown/{page.kernel_id}"
    officer.ask(path, "POST", headers={"Origin": portal.address})
    assert asked_with(portal.address, token) == 401


def asked_with(address: str, token: str) -> int:
    return Visitor(address).ask("/api/calendars", headers=bearer(token)).status
