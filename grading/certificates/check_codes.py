"""Check codes: what nobody can print who has not got the home's key.

A code is nine letters of a MAC over everything that the certificate says, and a tenth that tells
slips of the pen from forgeries without a look into the records.
"""

import hashlib
import hmac
import json
import unicodedata
from dataclasses import dataclass
from typing import Final

from grading.certificates.model import Certificate
from grading.certificates.numbers import CertificateNumber
from grading.home import Home

SECRET = "certificates"  # noqa: S105 - the name of a file

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are read as 1, 1, 0 and V."""

_MISREAD = str.maketrans("ILOU", "110V")
_MAC_LETTERS = 9
_BITS = 5
_GROUP = 5
_POLYNOMIAL = 0b100101  # x⁵ + x² + 1 is primitive: the powers of 2 are all 31 values but 0
_ORDER = 31


@dataclass(frozen=True, slots=True)
class CheckKey:
    """The key of a home; `mark` tells two keys apart without telling anything about them."""

    secret: bytes

    @property
    def mark(self) -> str:
        """What is kept beside a certificate to see later that the key is still the same."""
        return hmac.digest(self.secret, b"mark", hashlib.sha256).hex()[:16]

    def code(self, certificate: Certificate) -> str:
        """Return the check code of a certificate, without a dash."""
        said = json.dumps(certificate.said(), ensure_ascii=False, separators=(",", ":"))
        mac = hmac.digest(self.secret, b"certificate\n" + said.encode(), hashlib.sha256)
        body = _letters(int.from_bytes(mac, "big"), _MAC_LETTERS)
        return body + _check_letter(certificate.number, body)

    def is_right(self, certificate: Certificate, code: str) -> bool:
        """Whether a cleaned code belongs to a certificate; takes as long for any code."""
        return hmac.compare_digest(self.code(certificate).encode(), code.encode())


def check_key(home: Home) -> CheckKey:
    """Return the key of a home, made at first use.

    Raises DamagedSecretError and HomeNotWritableError.
    """
    return CheckKey(home.secret(SECRET))


def printed_code(code: str) -> str:
    """Return a code in two groups, as it stands on paper."""
    return f"{code[:_GROUP]}-{code[_GROUP:]}"


def find_code(number: CertificateNumber, typed: str) -> str | None:
    """Return the code that somebody typed beside a number.

    Small letters, dashes, spaces and letters that are easily misread are as good. None where it
    cannot be the code of any certificate of this number: something in the two was mistyped.
    """
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_MISREAD)
    code = "".join(sign for sign in plain if sign.isalnum())
    if len(code) != _MAC_LETTERS + 1 or not set(code) <= set(LETTERS):
        return None
    return code if _check_letter(number, code[:-1]) == code[-1] else None


def _letters(value: int, count: int) -> str:
    return "".join(LETTERS[value >> _BITS * place & _ORDER] for place in range(count))


def _check_letter(number: CertificateNumber, body: str) -> str:
    """Return the letter that goes with a number and the rest of its code.

    It is a sum with another weight for each place, so that any one wrong sign and any two that
    changed places are noticed.
    """
    signs = (*map(int, str(number).replace("-", "")), *map(LETTERS.index, body))
    total = 0
    for place, value in enumerate(reversed(signs)):
        total ^= _times_power_of_two(value, place + 1)
    return LETTERS[total]


def _times_power_of_two(value: int, power: int) -> int:
    """Multiply in the field of 32 elements."""
    for _ in range(power % _ORDER):
        value <<= 1
        if value > _ORDER:
            value ^= _POLYNOMIAL
    return value
