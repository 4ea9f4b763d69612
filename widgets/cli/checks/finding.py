"""What a check of `xuefa doctor` found."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad a finding is."""

    GOOD = "正常"
    NOTICE = "注意"
    ERROR = "错误"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report: what was looked at, how it is, and what to do about it."""

    level: Level
    subject: str
    text: str
    advice: str = ""


def good(subject: str, text: str) -> Finding:
    """Return a finding that needs nothing done."""
    return Finding(Level.GOOD, subject, text)


def notice(subject: str, text: str, advice: str) -> Finding:
    """Return a finding that does not keep the platform from running."""
    return Finding(Level.NOTICE, subject, text, advice)


def error(subject: str, text: str, advice: str) -> Finding:
    """Return a finding that keeps the platform, or a part of it, from running."""
    return Finding(Level.ERROR, subject, text, advice)
