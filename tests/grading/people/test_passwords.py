import logging

import pytest
from argon2 import PasswordHasher

from grading.people.errors import WeakPasswordError
from grading.people.passwords import check_strength, hash_password, is_right, needs_new_hash

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("short-1", "至少"),
        ("x" * 129, "至多"),
        ("Shifan01", "登录名"),
        ("ｓｈｉｆａｎ０１", "登录名"),
        ("10nafihs", "登录名"),
        ("SHIFAN01shifan01", "登录名"),
        ("88888888", "同一个字符"),
        ("12345678", "连续"),
        ("87654321", "连续"),
    ],
)
def test_weak_password_is_refused_with_its_rule(password, rule):
    with pytest.raises(WeakPasswordError, match=rule):
        check_strength(password, login_name="shifan01", name="示范甲")


def test_usual_password_is_taken():
    check_strength("sample-pass-2026", login_name="shifan01", name="示范甲")


def test_password_is_right_only_when_it_is_the_same():
    kept = hash_password("sample-pass-2026")
    assert is_right("sample-pass-2026", kept)
    assert is_right("ｓａｍｐｌｅ-pass-2026", kept)
    assert not is_right("Sample-pass-2026", kept)


def test_no_password_is_right_when_none_is_kept():
    assert not is_right("", None)


def test_no_password_is_right_when_what_is_kept_is_damaged(caplog):
    with caplog.at_level(logging.ERROR):
        assert not is_right("sample-pass-2026", "damaged")
    assert "no argon2 hash" in caplog.text


def test_hash_is_renewed_when_the_parameters_were_others():
    assert needs_new_hash(CHEAP.hash("sample-pass-2026"))
    assert not needs_new_hash(hash_password("sample-pass-2026"))
