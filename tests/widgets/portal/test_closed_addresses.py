"""Addresses that Jupyter or Voila would serve, and paths that lead out of a folder."""

import pytest
from builders.kernel_page import kernel_processes
from builders.server import Visitor

JUPYTER = [
    "/api",
    "/api/contents",
    "/api/contents/records.db",
    "/api/kernels",
    "/api/kernelspecs",
    "/api/me",
    "/api/sessions",
    "/api/spec.yaml",
    "/api/status",
    "/api/terminals",
    "/files/records.db",
    "/lab",
    "/metrics",
    "/nbconvert/html/x.ipynb",
    "/nbextensions/x",
    "/terminals/websocket/1",
    "/tree",
    "/view/records.db",
]
VOILA = [
    "/voila/api/contents",
    "/voila/api/contents/records.db",
    "/voila/execution/00000000-0000-0000-0000-000000000000",
    "/voila/files/records.db",
    "/voila/query/00000000-0000-0000-0000-000000000000",
    "/voila/render/x.ipynb",
    "/voila/tree",
    "/voila/tree/etc",
]
FOLDERS = ["/static", "/voila/static", "/voila/labextensions", "/voila/api/themes"]
LEADS_OUT = [
    "/../server.py",
    "/..%2fserver.py",
    "/%2e%2e/server.py",
    "/..%5cserver.py",
    "//etc/passwd",
    "/%2fetc/passwd",
    "/..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/../../../../../../../../../../etc/passwd",
    "/%00",
    "/.",
    "/",
    "",
]
TEMPLATES = [
    "",
    "/",
    "/x",
    "/lab/index.html.j2",
    "/xuefa/index.html.j2",
    "/xuefa/static/../index.html.j2",
    "/xuefa/static/..%2findex.html.j2",
    "/xuefa/static/..",
    "/xuefa/static/",
    "/../static/x.css",
    "/../../../../static/x",
    "/a/b/c",
]


@pytest.fixture(params=["stranger", "officer"])
def visitor(request: pytest.FixtureRequest, portal, settled_officer) -> Visitor:
    return settled_officer if request.param == "officer" else Visitor(portal.address)


def is_closed(visitor: Visitor, path: str) -> bool:
    """Whether there is nothing at a path: strangers are sent to log in first."""
    answer = visitor.ask_as_written(path)
    if answer.status == 302:
        return answer.headers["Location"].startswith("/login?next=") and not answer.body
    return answer.status in {403, 404}


@pytest.mark.parametrize("path", [*JUPYTER, *VOILA])
def test_nothing_of_jupyter_or_voila_is_served(visitor, path):
    assert is_closed(visitor, path)


@pytest.mark.parametrize("path", [*JUPYTER, *VOILA])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_of_jupyter_or_voila_is_changed(visitor, method, path):
    assert visitor.ask(path, method).status in {403, 404, 405}


def test_no_kernel_is_made_on_request(portal, officer):
    before = {process.pid for process in kernel_processes(portal)}
    officer.ask("/login")
    for content in ({}, {"name": "python3"}, {"path": "/tmp"}):
        assert officer.ask("/api/kernels", "POST", content=content).status == 404
    assert {process.pid for process in kernel_processes(portal)} <= before


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("path", LEADS_OUT)
def test_no_path_leads_out_of_a_folder(visitor, folder, path):
    assert is_closed(visitor, folder + path)


@pytest.mark.parametrize("path", TEMPLATES)
def test_of_templates_only_the_looks_are_served(visitor, path):
    assert is_closed(visitor, "/voila/templates" + path)


def test_the_looks_of_a_page_are_served(visitor):
    assert visitor.ask("/static/site.css").status == 200
    assert visitor.ask("/voila/templates/xuefa/static/theme-light.css").status == 200
    assert visitor.ask("/voila/static/voila.js").status == 200


@pytest.mark.parametrize("path", ["/lesson/%ff", "/%ff", "/api/practice/%ff", "/login?next=%ff"])
def test_an_address_that_is_no_text_is_refused_with_a_page(visitor, path):
    answer = visitor.ask_as_written(path)
    assert answer.status == 400
    assert "服务器看不懂这次请求" in answer.text


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "/http://evil.example/"])
def test_no_address_sends_the_browser_to_another_host(visitor, path):
    location = visitor.ask_as_written(path).headers["Location"] or "/"
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
