"""Reading the fields of the form about an activity; each fault names its field."""

import unicodedata

from courses.statutes.registry import Registry
from grading.hours.checks import LONGEST_REASON, read_citations, read_lines
from grading.hours.errors import WrongEntryError
from grading.outreach.model import OutreachForm

MOST_COUNTED = 9_999_999
"""People, readings or pieces of one activity."""

LONGEST_TOLD = LONGEST_REASON
"""Characters of what an activity was about."""

_DIGITS = 9


def read_form(given: str) -> OutreachForm:
    """Return the form that was picked."""
    if given not in set(OutreachForm):
        raise WrongEntryError("form", "请选择活动形式。")
    return OutreachForm(given)


def read_count(field: str, label: str, given: str) -> int:
    """Return a whole number; nothing typed is none. 1,200 and 1200 are the same."""
    text = unicodedata.normalize("NFKC", given).strip().replace(",", "")
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise WrongEntryError(field, f"{label}请写成整数，例如 120。没有的写 0。")
    if int(text) > MOST_COUNTED:
        raise WrongEntryError(field, f"{label}太大，请看一看是不是多写了几位。")
    return int(text)


def read_told(given: str) -> str:
    """Return what the activity was about, in lines; it may be left out."""
    return read_lines("told", "内容简述", given, LONGEST_TOLD)


def read_optional_citations(given: str, registry: Registry) -> tuple[str, ...]:
    """Return what was made known; an activity need not be about a certain law."""
    return read_citations(given, registry) if given.strip() else ()
