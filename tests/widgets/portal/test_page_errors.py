"""Errors as users see them: a sentence or an id, never a traceback."""

from tornado.web import HTTPError

from courses.errors import StudyError, UnknownLessonError
from grading.records.errors import BusyDatabaseError
from widgets.portal.pages.base import Refusal, describe_error, without_secrets
from widgets.portal.pages.login import safe_next


def test_an_unknown_error_is_shown_by_its_id_only():
    fault = describe_error(500, RuntimeError("secret detail"))
    assert fault.error_id is not None
    assert "secret" not in fault.message


def test_two_unknown_errors_have_two_ids():
    assert (
        describe_error(500, RuntimeError()).error_id != describe_error(500, RuntimeError()).error_id
    )


def test_something_unknown_by_id_is_not_found():
    fault = describe_error(500, UnknownLessonError("nothing"))
    assert (fault.status, fault.error_id) == (404, None)
    assert "nothing" in fault.message


def test_another_study_error_says_its_sentence():
    fault = describe_error(500, StudyError("请先交卷。"))
    assert (fault.status, fault.message) == (400, "请先交卷。")


def test_a_database_out_of_reach_is_a_reason_to_try_again():
    """A page that saves answers gives one up at any 4xx."""
    fault = describe_error(500, BusyDatabaseError("sqlite:////home/of/the/bureau/records.db"))
    assert fault.status == 503
    assert fault.error_id is not None
    assert "bureau" not in fault.message


def test_a_refusal_says_why():
    assert describe_error(403, Refusal(403, "您的角色不能打开。")).message == "您的角色不能打开。"


def test_an_http_error_does_not_repeat_what_the_log_says():
    fault = describe_error(404, HTTPError(404, "no file at a path of this machine"))
    assert "machine" not in fault.message


def test_the_log_is_told_no_secret_of_an_address():
    told = {
        "/t/5?k=abc": "/t/5?k=…",
        "/pass/code?x=1&code=ab%2Dcd": "/pass/code?x=1&code=…",
        "/t/5?ticket=5.qr.1.n.m&next=%2Ft%2F6%3Fk%3Dabc": "/t/5?ticket=…&next=%2Ft%2F6%3Fk%3D…",
        "/login?next=%2Fpass": "/login?next=%2Fpass",
        "/course?book=1": "/course?book=1",
    }
    assert {address: without_secrets(address) for address in told} == told
    assert len(without_secrets("/t/5?x=" + "9" * 5000)) < 400


def test_after_login_only_local_addresses_are_followed():
    outside = ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:1", ""]
    outside += [f"/{left_out}/evil.example/" for left_out in ("\t", "\n", "\r", "\t\n")]
    assert {safe_next(target) for target in outside} == {"/"}
    assert safe_next("/lesson/penalty-1-3") == "/lesson/penalty-1-3"
