"""Certificates: earned, issued once, revoked and replaced; and what anybody may know of them."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from grading.certificates.checking import PER_ADDRESS
from grading.certificates.errors import (
    AlreadyReplacedError,
    AlreadyRevokedError,
    CheckSlowedError,
    MissingReasonError,
    NotEarnedError,
    OwnCertificateError,
    UnknownCertificateError,
    UnsettableTextError,
)
from grading.certificates.fonts import Fonts
from grading.certificates.model import CheckResult
from grading.certificates.numbers import CertificateNumber
from grading.certificates.rules import earned
from grading.certificates.standing import Standing
from grading.people.model import Role
from grading.records.quick_quizzes import QuickQuizRecords
from grading.training.errors import UnknownTrainingSessionError
from grading.training.model import TrainingState

REASON = "示范理由：姓名写错"


def test_whoever_signed_in_has_a_certificate_once_the_session_is_over(training):
    session = training.session(is_over=False)
    person, absent = training.attend(session), training.person()
    with pytest.raises(NotEarnedError, match="培训结束以后"):
        training.certificates.issue_own(person, session)
    with training.database.begin() as records:
        now = training.clock()
        records.training.move(session, TrainingState.CLOSED, "", training.manager.id, now)
    assert training.certificates.own(person, session).standing is Standing.MISSING
    training.clock.advance(hours=2)
    assert training.certificates.own(person, session).standing is Standing.READY
    first = training.certificates.issue_own(person, session)
    assert first.number.serial == 1
    assert (first.name, first.topic, first.issued_by) == ("示范甲", "示范排污许可培训", None)
    assert training.certificates.issue_own(person, session) == first
    with pytest.raises(NotEarnedError, match="签到"):
        training.certificates.issue_own(absent, session)
    with pytest.raises(UnknownTrainingSessionError):
        training.certificates.own(person, 9_999)


def test_a_quiz_has_to_be_passed_and_a_cancelled_session_gives_none(training, monkeypatch):
    session = training.session(paper_id="session-permit")
    person = training.attend(session)
    assert "随堂测验合格以后" in training.certificates.own(person, session).missing
    passed = [type("Passed", (), {"person_id": person.id, "is_passed": True})]
    monkeypatch.setattr(QuickQuizRecords, "counted", lambda *_: passed)
    with training.database.read() as records:
        going_on = records.training.find(session)
        sign_in = records.sign_ins.find_of(session, person.id)
    early = going_on.plan.starts_at
    assert earned(going_on, sign_in, {person.id}, early).is_earned
    assert training.certificates.issue_own(person, session).has_quiz
    with training.database.begin() as records:
        now = training.clock()
        records.training.move(session, TrainingState.CANCELLED, "x", training.manager.id, now)
    other = training.attend(session)
    assert "取消" in training.certificates.own(other, session).missing


def test_everybody_gets_one_at_once_and_nobody_a_second(training):
    session = training.session()
    people = [training.attend(session, name=f"示范{letter}") for letter in "丙甲乙"]
    own = training.certificates.issue_own(people[1], session)
    assert training.certificates.issue_all(training.manager, session) == 2
    assert training.certificates.issue_all(training.manager, session) == 0
    found = training.certificates.of_session(session)
    assert found.count(Standing.ISSUED) == 3
    serials = {line.own.certificate.number.serial for line in found.lines}
    assert serials == {1, 2, 3}
    assert own.number.serial == 1
    assert not found.has_lost_key
    assert replace(found, key_mark="another").has_lost_key


def test_what_tells_namesakes_apart_is_not_printed(training):
    session = training.session()
    person = training.attend(session, name="示范甲（化验室）")
    assert training.certificates.issue_own(person, session).name == "示范甲"


def test_a_revoked_certificate_is_replaced_by_one_that_names_it(training):
    session = training.session()
    person = training.attend(session)
    old = training.certificates.issue_own(person, session)
    for reason in ("", "错", "字" * 201):
        with pytest.raises(MissingReasonError):
            training.certificates.revoke(training.manager, old.number, reason)
    assert training.certificates.get(old.number).is_valid
    revoked = training.certificates.revoke(training.manager, old.number, REASON)
    assert (revoked.revoked.reason, revoked.revoked.by) == (REASON, training.manager.name)
    with pytest.raises(AlreadyRevokedError):
        training.certificates.revoke(training.manager, old.number, REASON)
    with pytest.raises(NotEarnedError, match="作废"):
        training.certificates.issue_own(person, session)
    assert training.certificates.issue_all(training.manager, session) == 0
    new = training.certificates.reissue(training.manager, old.number, REASON)
    assert new.replaces == old.id
    assert training.certificates.get(old.number).replaced_by == new.id
    with pytest.raises(AlreadyReplacedError):
        training.certificates.reissue(training.manager, old.number, REASON)
    newer = training.certificates.reissue(training.manager, new.number, REASON)
    assert not training.certificates.get(new.number).is_valid
    assert training.certificates.own(person, session).certificate == newer
    with pytest.raises(UnknownCertificateError):
        training.certificates.get(CertificateNumber(2026, 999, 1))


def test_a_withdrawn_sign_in_makes_its_certificate_doubtful(training):
    session = training.session()
    person = training.person()
    sign_in = training.sign_in(session, person)
    number = training.certificates.issue_own(person, session).number
    with training.database.begin() as records:
        records.sign_ins.withdraw(sign_in, REASON, training.manager.id, training.clock())
    (line,) = training.certificates.of_session(session).lines
    assert line.is_doubtful
    with pytest.raises(NotEarnedError):
        training.certificates.reissue(training.manager, number, REASON)
    assert training.certificates.get(number).is_valid


def test_nobody_revokes_their_own(training):
    session = training.session()
    leader = training.attend(session, role=Role.MANAGER)
    own = training.certificates.issue_own(leader, session)
    assert own.enterprise == "示范执法一科"
    for change in (training.certificates.revoke, training.certificates.reissue):
        with pytest.raises(OwnCertificateError):
            change(leader, own.number, REASON)


def test_certificates_are_printed_one_by_one_and_all_of_a_session(training):
    session = training.session()
    person = training.attend(session)
    with pytest.raises(NotEarnedError, match="还没有发出"):
        training.certificates.all_pdf(session)
    own, _ = training.certificates.own_pdf(person, session)
    for content in (
        training.certificates.pdf(own.number, reader=person),
        training.certificates.pdf(own.number, reader=training.manager),
        training.certificates.all_pdf(session),
    ):
        assert content.startswith(b"%PDF")


def test_a_name_that_cannot_be_printed_keeps_nobody_elses_from_being(training, monkeypatch):
    def missing(_fonts, text):
        return "龘" if "龘" in text else ""

    monkeypatch.setattr(Fonts, "missing", missing)
    session = training.session()
    rare = training.certificates.issue_own(training.attend(session, name="示范龘"), session)
    with pytest.raises(UnsettableTextError, match="龘"):
        training.certificates.all_pdf(session)
    training.certificates.issue_own(training.attend(session), session)
    pages = PdfReader(io.BytesIO(training.certificates.all_pdf(session))).pages
    assert [str(rare.number) in page.extract_text() for page in pages] == [False]
    found = training.certificates.of_session(session)
    assert training.certificates.unsettable(found) == {rare.id: "龘"}


def test_a_check_tells_valid_from_revoked_and_everything_else_alike(training):
    session = training.session()
    one = training.certificates.issue_own(training.attend(session), session)
    other = training.certificates.issue_own(training.attend(session), session)
    code, check = training.certificates.code(one), training.check()

    def told(number, typed):
        return check.check(str(number), typed, "127.0.0.1")

    assert told(one.number, code.lower()).result is CheckResult.VALID
    assert told(one.number, code).number == str(one.number)
    training.certificates.revoke(training.manager, one.number, REASON)
    assert told(one.number, code).result is CheckResult.REVOKED
    wrong = told(other.number, code)
    assert (wrong.result, wrong.is_mistyped) == (CheckResult.UNKNOWN, True)
    assert told("示范", code).is_mistyped


def test_a_wrong_code_is_answered_as_a_number_that_was_never_given_out(training):
    session = training.session()
    one = training.certificates.issue_own(training.attend(session), session)
    forged, check = training.certificates.code(one), training.check()
    with training.database.read() as records:
        assert records.certificates.key_marks() == {one.key_mark}
    for number in (one.number, CertificateNumber(2026, 888, 1)):
        code = next(
            typed
            for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
            for last in "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
            if (typed := f"{letter}ABCDEFGH{last}") != forged
            and not check.check(str(number), typed, f"10.0.{letter}.{last}").is_mistyped
        )
        checked = check.check(str(number), code, "127.0.0.9")
        assert (checked.result, checked.is_mistyped) == (CheckResult.UNKNOWN, False)


def test_guessing_is_slowed_for_its_address_and_nobody_else(training):
    session = training.session()
    one = training.certificates.issue_own(training.attend(session), session)
    code, check = training.certificates.code(one), training.check()
    for _ in range(PER_ADDRESS.allowed):
        check.check(str(one.number), "0123456789", "127.0.0.2")
    with pytest.raises(CheckSlowedError):
        check.check(str(one.number), code, "127.0.0.2")
    assert check.check(str(one.number), code, "127.0.0.3").result is CheckResult.VALID
    training.clock.advance(seconds=timedelta(minutes=16).total_seconds())
    assert check.check(str(one.number), code, "127.0.0.2").result is CheckResult.VALID
