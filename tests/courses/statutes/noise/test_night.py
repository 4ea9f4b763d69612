"""Night: eight hours, wherever they begin."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.noise.night import Night, NoDurationError

TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def minutes(begin, end):
    return (end.hour * 60 + end.minute - begin.hour * 60 - begin.minute) % 1440


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        (time(8), time(18), 0),
        (time(21), time(22), 0),
        (time(6), time(7), 0),
        (time(21, 30), time(23), 60),
        (time(5), time(7), 60),
        (time(20), time(8), 480),
        (time(23), time(22), 420),
    ],
)
def test_the_usual_night_is_from_ten_to_six(begin, end, expected):
    assert Night().minutes_within(begin, end) == expected


def test_a_night_that_was_moved_is_as_long():
    night = Night(time(23, 30))
    assert night.end == time(7, 30)
    assert night.minutes_within(time(22), time(23, 30)) == 0
    assert night.minutes_within(time(6), time(8)) == 90


def test_a_sound_without_duration_is_sent_back():
    with pytest.raises(NoDurationError, match="22:00"):
        Night().minutes_within(time(22), time(22))


@given(TIMES, TIMES, TIMES)
def test_day_and_night_make_up_the_whole_sound(start, begin, end):
    if begin == end:
        return
    inside = Night(start).minutes_within(begin, end)
    assert 0 <= inside <= min(480, minutes(begin, end))
    around = Night(start).minutes_within(end, begin)
    assert inside + around == 480
