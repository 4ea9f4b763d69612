"""How one version of an instrument is written into a file, and the name of that file."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from courses.errors import StudyError
from courses.statutes.library.text import InstrumentText

SUFFIX = ".json"
_UNKNOWN = "unknown"
_NAME = re.compile(rf"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)@(?P<day>\d{{4}}-\d\d-\d\d|{_UNKNOWN})")


class DamagedTextError(StudyError):
    """A file is not a text as the platform writes it; `fault` says in Chinese what is wrong."""

    def __init__(self, name: str, fault: str) -> None:
        super().__init__(f"{name}：{fault}")
        self.name = name
        self.fault = fault


@dataclass(frozen=True, slots=True, order=True)
class VersionName:
    """What tells one version from all others: the instrument and the first day of the version."""

    instrument: str
    effective: date | None

    @property
    def file_name(self) -> str:
        """The name of the file that keeps this version."""
        day = _UNKNOWN if self.effective is None else self.effective.isoformat()
        return f"{self.instrument}@{day}{SUFFIX}"


@dataclass(frozen=True, slots=True)
class _Stored:
    format: Literal[1]
    text: InstrumentText


_STORED = TypeAdapter(_Stored)


def version_of(text: InstrumentText) -> VersionName:
    """Return which version a text is. Raises ValueError when its id cannot be a file's name."""
    version = VersionName(text.instrument, text.effective)
    if _NAME.fullmatch(version.file_name.removesuffix(SUFFIX)) is None:
        raise ValueError(f"not the id of an instrument: {text.instrument!r}")
    return version


def encode(text: InstrumentText) -> bytes:
    """Write a text down; equal texts give equal bytes."""
    return _STORED.dump_json(_Stored(1, text), indent=1) + b"\n"


def decode(name: str, content: bytes) -> InstrumentText:
    """Read what `encode` wrote into the file of this name. Raises DamagedTextError."""
    if _NAME.fullmatch(name.removesuffix(SUFFIX)) is None:
        raise DamagedTextError(name, "文件名不是“文件标识@施行日期”，请把它移出法规目录")
    try:
        text = _STORED.validate_json(content).text
    except ValidationError:
        raise DamagedTextError(name, "内容已损坏，请重新导入这个法律文件") from None
    if (text.instrument, text.effective) != _named(name):
        raise DamagedTextError(name, "文件名和内容不是同一版本，请删除它，重新导入")
    if bool(text.articles) == bool(text.sections):
        raise DamagedTextError(name, "里面应当有条，或者有项，且不能都有，请重新导入")
    return text


def _named(name: str) -> tuple[str, date | None]:
    instrument, _, day = name.removesuffix(SUFFIX).partition("@")
    return instrument, None if day == _UNKNOWN else _day(name, day)


def _day(name: str, day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise DamagedTextError(name, "文件名里没有这样的日期，请删除它，重新导入") from None
