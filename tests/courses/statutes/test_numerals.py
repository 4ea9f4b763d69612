"""Chinese numerals, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.numerals import (
    GREATEST,
    MalformedNumeralError,
    chinese_numeral,
    number_of,
)

WRITTEN = {
    1: "一",
    10: "十",
    15: "十五",
    20: "二十",
    90: "九十",
    101: "一百零一",
    110: "一百一十",
    111: "一百一十一",
    1000: "一千",
    1001: "一千零一",
    1010: "一千零一十",
    1102: "一千一百零二",
    1242: "一千二百四十二",
    9999: "九千九百九十九",
}


@pytest.mark.parametrize(("number", "numeral"), WRITTEN.items())
def test_a_number_is_written_as_statutes_write_it(number: int, numeral: str) -> None:
    assert chinese_numeral(number) == numeral
    assert number_of(numeral) == number


@given(st.integers(1, GREATEST))
def test_reading_what_was_written_gives_the_number_back(number: int) -> None:
    assert number_of(chinese_numeral(number)) == number


@given(st.text(alphabet="零一二三四五六七八九十百千条", max_size=8))
def test_a_text_is_read_only_when_it_is_the_usual_spelling(text: str) -> None:
    try:
        number = number_of(text)
    except MalformedNumeralError as error:
        assert error.given == text
    else:
        assert chinese_numeral(number) == text


@pytest.mark.parametrize(
    "text", ["", "零", "一十二", "一百二", "二〇", "12", "一千二", "百", "一万"]
)
def test_an_unusual_spelling_is_refused(text: str) -> None:
    with pytest.raises(MalformedNumeralError, match="看不懂这个数"):
        number_of(text)


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_a_number_out_of_range_cannot_be_written(number: int) -> None:
    with pytest.raises(MalformedNumeralError):
        chinese_numeral(number)
