"""Passwords: what is a good one, and argon2 over them."""

import logging
import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from grading.people.errors import WeakPasswordError
from grading.people.names import login_key

_log = logging.getLogger(__name__)
_hasher = PasswordHasher()

SHORTEST, LONGEST = 8, 128
_RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop")


def check_strength(password: str, *, login_name: str, name: str = "") -> None:
    """Refuse a password that is easily guessed. Raises WeakPasswordError, which names the rule."""
    text = _normalised(password)
    folded = text.casefold()
    own = {login_key(login_name), login_key(login_name)[::-1], login_key(name)}
    if len(text) < SHORTEST:
        raise WeakPasswordError(f"至少要有 {SHORTEST} 个字符")
    if len(text) > LONGEST:
        raise WeakPasswordError(f"至多 {LONGEST} 个字符")
    if folded in own or (login_key(login_name) * 2) == folded:
        raise WeakPasswordError("不能与登录名或者姓名相同")
    if len(set(folded)) == 1 or any(folded in run for run in _RUNS):
        raise WeakPasswordError("不能是同一个字符或者连续的字符")


def hash_password(password: str) -> str:
    """Return what is kept of a password; takes some 50 ms of processor time on purpose."""
    return _hasher.hash(_normalised(password))


def is_right(password: str, kept: str | None) -> bool:
    """Say whether this is the password, in the same time whether or not there is an account."""
    stand_in = _stand_in()
    try:
        return _hasher.verify(kept or stand_in, _normalised(password)) and kept is not None
    except VerificationError:
        return False
    except InvalidHashError:
        _log.error("a kept password is no argon2 hash; its account cannot log in")
        return False


def needs_new_hash(kept: str) -> bool:
    """Say whether a password was kept with other argon2 parameters than today's."""
    return _hasher.check_needs_rehash(kept)


@cache
def _stand_in() -> str:
    """Hash something nobody knows, to spend the usual time on names without an account."""
    return _hasher.hash(secrets.token_hex())


def _normalised(password: str) -> str:
    """Take full-width and half-width input as the same password."""
    return unicodedata.normalize("NFKC", password)
