"""What came out of an import or export, and what did not come along."""

from dataclasses import dataclass
from typing import Any

from courses.errors import StudyError
from quizzes.model import Question

Entry = dict[str, Any]
"""One question as a table of a bank file, with plain values; perhaps incomplete."""

MAX_BYTES = 20_000_000
"""No file is read that is larger: a bank of 2,000 questions stays below 5 MB in every format."""


class UnreadableExchangeError(StudyError):
    """A file that is not of the format it is read as, or too large to be read."""

    def __init__(self, expected: str, reason: str) -> None:
        super().__init__(f"这个文件不能按 {expected} 读取：{reason}")
        self.expected = expected
        self.reason = reason


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that the other side has no room for; `place` says where, both are Chinese."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}：{self.what}"


@dataclass(frozen=True, slots=True)
class Fault:
    """What an author has to correct in one field ("options.B", or empty: the whole question)."""

    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}：{self.message}" if self.field else self.message


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that was read but is not fit for the bank yet."""

    place: str
    entry: Entry
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file held: questions fit for the bank, drafts, and what was left out."""

    questions: tuple[Question, ...]
    drafts: tuple[Draft, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """A whole file for another program, and what it does not carry."""

    content: bytes
    left_out: tuple[LeftOut, ...]


def refuse_large(content: bytes, expected: str) -> None:
    """Raise UnreadableExchangeError for a file that is too large."""
    if len(content) > MAX_BYTES:
        reason = f"超过 {MAX_BYTES // 1_000_000} MB，请分成几个文件"
        raise UnreadableExchangeError(expected, reason)


def read_text(content: bytes, expected: str) -> str:
    """Return UTF-8 text, with or without a byte order mark, or raise UnreadableExchangeError."""
    refuse_large(content, expected)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableExchangeError(expected, "不是 UTF-8 编码，请另存为 UTF-8") from None
