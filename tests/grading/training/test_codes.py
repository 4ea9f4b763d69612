"""Codes that change every half minute, form tickets, and slowing whoever guesses."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.training.codes import STEP, RotatingCodes, clean_digits
from grading.training.errors import ExpiredTicketError, SlowedCodesError
from grading.training.model import SignInWay
from grading.training.slowing import PER_ADDRESS, WrongCodes
from grading.training.tickets import LIFE, Tickets

MORNING = datetime(2026, 9, 1, 1, tzinfo=UTC)
moments = st.integers(1_600_000_000, 4_000_000_000).map(lambda at: datetime.fromtimestamp(at, UTC))
secrets = st.binary(min_size=32, max_size=32)
sessions = st.integers(1, 10**9)


@given(secret=secrets, session=sessions, other=sessions, now=moments, later=st.integers(0, 200))
def test_a_code_holds_in_its_half_minute_and_the_next_and_for_no_other_session(
    secret, session, other, now, later
):
    codes = RotatingCodes(secret)
    shown, then = codes.shown(session, now), now + timedelta(seconds=later)
    steps = int(then.timestamp()) // STEP - int(now.timestamp()) // STEP
    assert codes.holds_token(session, shown.token, then) == (steps <= 1)
    if steps <= 1:
        assert codes.holds_digits(session, shown.digits, then)
    if other != session:
        assert not codes.holds_token(other, shown.token, now)
    assert len(shown.digits) == 6
    assert shown.digits.isdigit()
    assert 1 <= shown.seconds_left <= STEP
    assert codes.shown(session, now + timedelta(seconds=shown.seconds_left)).step == shown.step + 1


@given(secret=secrets, session=sessions, now=moments, guess=st.text(max_size=20))
def test_what_is_no_code_never_holds(secret, session, now, guess):
    codes = RotatingCodes(secret)
    shown = codes.shown(session, now)
    before = codes.shown(session, now - timedelta(seconds=STEP))
    assert codes.holds_token(session, guess, now) == (guess in {shown.token, before.token})
    assert codes.holds_digits(session, guess, now) == (guess in {shown.digits, before.digits})


def test_digits_hardly_ever_repeat_and_are_read_however_they_are_typed():
    codes = RotatingCodes(bytes(32))
    seen = {codes.shown(session, MORNING).digits for session in range(1, 501)}
    assert len(seen) > 495
    assert clean_digits(" １２3 456 ") == clean_digits("123-456") == "123456"
    assert clean_digits("1234567890") != "123456"


@given(secret=secrets, other=secrets, session=sessions, seconds=st.integers(-5, 1200))
def test_a_ticket_is_read_until_it_ends_and_by_who_made_it(secret, other, session, seconds):
    ticket = Tickets(secret).issue(session, SignInWay.QR, MORNING)
    then = MORNING + timedelta(seconds=seconds)
    if then <= MORNING + LIFE:
        assert Tickets(secret).read(ticket.text, then) == ticket
    else:
        with pytest.raises(ExpiredTicketError):
            Tickets(secret).read(ticket.text, then)
    if other != secret:
        with pytest.raises(ExpiredTicketError):
            Tickets(other).read(ticket.text, MORNING)


def test_a_ticket_that_was_changed_is_none():
    tickets = Tickets(bytes(32))
    text = tickets.issue(7, SignInWay.CODE, MORNING).text
    for wrong in ("", ".", "7", text[:-1], text.replace("7.", "8.", 1), text + "=", "甲.乙"):
        with pytest.raises(ExpiredTicketError):
            tickets.read(wrong, MORNING)


def test_a_room_behind_one_address_may_mistype_but_nobody_may_guess_on():
    wrong = WrongCodes()
    for number in range(PER_ADDRESS.allowed - 1):
        wrong.check("10.0.0.5", MORNING + timedelta(seconds=number))
        wrong.note("10.0.0.5", MORNING + timedelta(seconds=number))
    last = MORNING + timedelta(seconds=PER_ADDRESS.allowed)
    wrong.check("10.0.0.5", last)
    for _ in range(3):
        wrong.note("10.0.0.5", last)
    with pytest.raises(SlowedCodesError, match="扫大屏幕上的二维码"):
        wrong.check("10.0.0.5", last)
    wrong.check("10.0.0.6", last)
    wrong.check("10.0.0.5", last + timedelta(minutes=16))
    for number in range(500):
        wrong.note(f"10.1.0.{number}", last)
    with pytest.raises(SlowedCodesError):
        wrong.check("10.2.0.1", last)
