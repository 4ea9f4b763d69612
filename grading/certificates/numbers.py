"""Numbers of certificates, as they are printed and as people type them."""

import re
import unicodedata
from dataclasses import dataclass

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_TYPED = re.compile(r"(20[0-9]{2})-0*([1-9][0-9]{0,8})-0*([1-9][0-9]{0,8})")
_WIDTH = 3


@dataclass(frozen=True, slots=True, order=True)
class CertificateNumber:
    """Year, number of the training session, and place among the certificates of the session."""

    year: int
    session: int
    serial: int

    def __str__(self) -> str:
        """Return what is printed, such as 2026-007-003."""
        return f"{self.year}-{self.session:0{_WIDTH}}-{self.serial:0{_WIDTH}}"


def find_number(typed: str) -> CertificateNumber | None:
    """Return the number that somebody typed, with or without zeros; None where it is none."""
    plain = unicodedata.normalize("NFKC", typed).translate(_DASHES)
    found = _TYPED.fullmatch("".join(plain.split()))
    return CertificateNumber(*map(int, found.groups())) if found else None
