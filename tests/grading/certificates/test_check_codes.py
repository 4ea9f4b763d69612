"""Numbers and check codes: what is taken for the same, and what is noticed."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from builders.certificates import KEY, make_certificate
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grading.certificates.check_codes import LETTERS, CheckKey, find_code, printed_code
from grading.certificates.numbers import CertificateNumber, find_number

numbers = st.builds(
    CertificateNumber,
    st.integers(2000, 2099),
    st.integers(1, 999_999_999),
    st.integers(1, 999_999_999),
)


@given(numbers)
def test_a_number_is_found_as_it_is_printed(number):
    assert find_number(str(number)) == number


def test_a_number_may_be_typed_without_zeros_in_full_width_and_with_any_dash():
    number = CertificateNumber(2026, 7, 3)
    assert str(number) == "2026-007-003"
    for typed in ("2026-7-3", " ２０２６－００７－００３ ", "2026–007—003", "2026 - 007 - 003"):
        assert find_number(typed) == number
    for typed in (
        "",
        "2026-007",
        "1999-1-1",
        "2026-0-1",
        "2026-1-0",
        "2026-1-1-1",
        "x",
        "二〇二六",
    ):
        assert find_number(typed) is None


def test_a_code_may_be_typed_in_small_letters_and_as_it_is_misread():
    one = next(
        made for made in map(make_certificate, range(1, 999)) if {"0", "1"} <= set(KEY.code(made))
    )
    code = KEY.code(one)
    assert set(code) <= set(LETTERS)
    for typed in (code.lower(), printed_code(code), code.replace("0", "o").replace("1", "l")):
        assert find_code(one.number, typed) == code
    for typed in ("", code[:-1], code + "0", "?" * 10):
        assert find_code(one.number, typed) is None


@given(number=numbers, place=st.integers(0, 9), letter=st.sampled_from(LETTERS))
@settings(max_examples=60)
def test_one_wrong_letter_is_always_noticed(number, place, letter):
    code = KEY.code(make_certificate(number=number))
    assume(code[place] != letter)
    assert find_code(number, code[:place] + letter + code[place + 1 :]) is None


@given(number=numbers, first=st.integers(0, 9), second=st.integers(0, 9))
@settings(max_examples=60)
def test_two_letters_that_changed_places_are_always_noticed(number, first, second):
    code = list(KEY.code(make_certificate(number=number)))
    assume(code[first] != code[second])
    code[first], code[second] = code[second], code[first]
    assert find_code(number, "".join(code)) is None


@given(number=numbers, place=st.integers(0, 2), digit=st.sampled_from("0123456789"))
@settings(max_examples=60)
def test_one_wrong_digit_of_the_number_is_noticed_by_its_code(number, place, digit):
    code, parts = KEY.code(make_certificate(number=number)), str(number).split("-")
    assume(parts[place][-1] != digit)
    parts[place] = parts[place][:-1] + digit
    wrong = find_number("-".join(parts))
    assume(wrong is not None)
    assert find_code(wrong, code) is None


def test_a_code_belongs_to_everything_that_the_certificate_says():
    one = make_certificate()
    code = KEY.code(one)
    assert KEY.is_right(one, code)
    others = [
        {"name": "示范乙"},
        {"enterprise": "示范化工有限公司"},
        {"topic": "示范噪声培训"},
        {"hours": Fraction(4)},
        {"first": date(2026, 8, 31)},
        {"last": date(2026, 9, 3)},
        {"place": ""},
        {"bureau": "示范县生态环境局"},
        {"has_quiz": False},
        {"issued_on": date(2026, 9, 3)},
        {"number": CertificateNumber(2026, 7, 4)},
    ]
    assert not any(KEY.is_right(replace(one, **other), code) for other in others)
    other_home = CheckKey(b"x" * 32)
    assert not other_home.is_right(one, code)
    assert other_home.mark != KEY.mark
