from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.people.throttle import LONGEST_WAIT, PER_ACCOUNT, PER_ADDRESS, WINDOW

NOW = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
seconds_ago = st.lists(st.integers(-3600, 3600), max_size=60)


def at(ages):
    return [NOW - timedelta(seconds=age) for age in ages]


@pytest.mark.parametrize(
    ("failures", "wait"), [(0, 0), (4, 0), (5, 2), (6, 4), (7, 8), (13, 512), (14, 900), (60, 900)]
)
def test_wait_doubles_from_the_fifth_failure_on(failures, wait):
    assert PER_ACCOUNT.wait_seconds([NOW] * failures, NOW) == wait


def test_office_behind_one_address_may_mistype_more_often():
    assert PER_ADDRESS.wait_seconds([NOW] * 29, NOW) == 0
    assert PER_ADDRESS.wait_seconds([NOW] * 30, NOW) == 2


@given(seconds_ago)
def test_wait_is_never_negative_nor_longer_than_the_longest(ages):
    wait = PER_ACCOUNT.wait_seconds(at(ages), NOW)
    assert 0 <= wait <= LONGEST_WAIT.total_seconds()


@given(seconds_ago)
def test_login_may_be_tried_when_the_wait_is_over(ages):
    failures = at(age for age in ages if age >= 0)
    wait = PER_ACCOUNT.wait_seconds(failures, NOW)
    assert PER_ACCOUNT.wait_seconds(failures, NOW + timedelta(seconds=wait)) == 0


@given(seconds_ago)
def test_another_failure_never_shortens_the_wait(ages):
    failures = at(age for age in ages if age >= 0)
    longer = PER_ACCOUNT.wait_seconds([*failures, NOW], NOW)
    assert longer >= PER_ACCOUNT.wait_seconds(failures, NOW)


@given(seconds_ago)
def test_failures_outside_the_window_do_not_count(ages):
    old = [NOW - WINDOW - timedelta(seconds=abs(age)) for age in ages]
    assert PER_ACCOUNT.wait_seconds(old, NOW) == 0
