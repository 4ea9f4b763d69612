"""Numbers of enterprises: the unified social credit code of GB 32100, and numbers of permits."""

import re
import unicodedata

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of a credit code; I, O, S, V and Z are left out by the standard."""

_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_FORM = re.compile(rf"[{_ALPHABET}]{{2}}[0-9]{{6}}[{_ALPHABET}]{{10}}")
_PERMIT = re.compile(r"[0-9A-Z]{18}[0-9]{3}[A-Z]")


def clean_code(text: str) -> str:
    """Return a number as it is kept: half width, capitals, without spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def has_credit_code_form(code: str) -> bool:
    """Whether a code has the length and the characters of a credit code."""
    return _FORM.fullmatch(code) is not None


def check_character(body: str) -> str:
    """Return the 18th character that belongs to the first 17 of a credit code."""
    total = sum(_ALPHABET.index(c) * weight for c, weight in zip(body, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def is_credit_code(code: str) -> bool:
    """Whether a code is a credit code whose check character is right."""
    return has_credit_code_form(code) and check_character(code[:17]) == code[17]


def is_permit_number(number: str) -> bool:
    """Whether this is the number of a permit or of a registration: code, three digits, a letter."""
    return _PERMIT.fullmatch(number) is not None
