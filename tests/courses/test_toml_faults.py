"""Why a TOML file cannot be read is told in Chinese, with its place."""

import tomllib

import pytest

from courses.toml_faults import why_unreadable


def fault(text: str) -> str:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    return why_unreadable(caught.value)


def test_the_line_and_the_character_are_named():
    assert "第 2 行第 9 个字附近" in fault('a = 1\nb = "x" y\n')


def test_a_file_that_ends_too_early_is_told_so():
    assert "写法不对" in fault('a = "')


@pytest.mark.parametrize(
    "text", ["[[question]", "a = ", "a = 1\na = 2", "=", "a = [1, 2", "甲 = 1"]
)
def test_nothing_english_is_left_but_the_name_of_the_format(text):
    told = fault(text).replace("TOML", "")
    assert not any(sign.isascii() and sign.isalpha() for sign in told)


def test_another_encoding_and_missing_rights_are_told_apart(tmp_path):
    with pytest.raises(UnicodeDecodeError) as caught:
        "示范".encode("gb18030").decode("utf-8")
    assert "UTF-8" in why_unreadable(caught.value)
    assert "没有权限" in why_unreadable(PermissionError(13, "Permission denied"))
