"""Instruments that a bureau adds in its home: local rules, benchmarks of discretion."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from courses.content import read_toml, sorted_problems, validation_problems
from courses.errors import StudyError
from courses.problem import Problem
from courses.statutes.citation import Citation, parse_citation
from courses.statutes.instrument import Instrument, normalized_title
from courses.statutes.tables.instruments import instrument_faults, with_versions

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Kind = Literal[
    "法律",
    "行政法规",
    "部门规章",
    "地方性法规",
    "地方政府规章",
    "党内法规",
    "规范性文件",
    "司法解释",
    "标准",
]
_INSERT = re.compile(r"[1-9][0-9]{0,3}-[1-9][0-9]{0,3}")


def _cited(given: Any) -> Any:
    if not isinstance(given, str):
        return given
    try:
        return parse_citation(given)
    except StudyError as error:
        raise ValueError(str(error)) from None


def _insert(given: str) -> str:
    if _INSERT.fullmatch(given) is None:
        raise ValueError(f"第五条之一写成 5-1，不能写成 {given}")
    return given


class OwnInstrument(BaseModel):
    """An `[[instrument]]` table; the fields are those of Instrument."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    id: Slug
    title: Text
    short_title: Text | None = None
    aliases: tuple[Text, ...] = ()
    kind: Kind
    issuer: Text
    number: str = ""
    adopted: date | None = None
    effective: date | None = None
    repealed: date | None = None
    repealed_by: Annotated[Citation | None, BeforeValidator(_cited)] = None
    article_count: Annotated[int, Field(ge=0, le=9999)] = 0
    section_count: Annotated[int, Field(ge=0, le=9999)] = 0
    inserts: tuple[Annotated[str, AfterValidator(_insert)], ...] = ()
    has_text: bool = True
    source: Text
    doubt: str = ""

    def instrument(self) -> Instrument:
        """Return the instrument that the table describes."""
        fields = {name: getattr(self, name) for name in OwnInstrument.model_fields}
        fields["short_title"] = self.short_title or self.title.removeprefix("中华人民共和国")
        made = Instrument(**fields, first_effective=self.effective)
        return with_versions(made, {})


class Known(Protocol):
    """The instruments that are registered already."""

    def __iter__(self) -> Iterator[Instrument]:
        """Every instrument."""
        ...

    def __contains__(self, instrument_id: object) -> bool:
        """Whether an id is taken."""
        ...


def read_own_instruments(file: Path, known: Known) -> tuple[list[Instrument], list[Problem]]:
    """Read the instruments of a bureau; the file need not exist.

    An instrument with a fault is left out, the others are kept, and every fault is told. An id or a
    name that is taken by a registered or an earlier instrument is a fault.
    """
    if not file.exists():
        return [], []
    table, problems = read_toml(file)
    entries = table.pop("instrument", [])
    if not isinstance(entries, list):
        return [], [Problem(file, "instrument", "每个文件写成一张 [[instrument]] 表")]
    problems += [Problem(file, key, "没有这个项目，请检查拼写") for key in table]
    kept: list[Instrument] = []
    registered = list(known)
    for number, entry in enumerate(entries, start=1):
        place = f"第 {number} 个文件 {entry.get('id', '') if isinstance(entry, dict) else ''}"
        try:
            made = OwnInstrument.model_validate(entry).instrument()
        except ValidationError as error:
            problems += validation_problems(file, place.strip(), error)
            continue
        faults = instrument_faults(made) + _clashes(made, [*registered, *kept])
        problems += [Problem(file, place, fault) for fault in faults]
        if not faults:
            kept.append(made)
    return _with_known_repeals(file, kept, registered, problems)


def _clashes(instrument: Instrument, others: list[Instrument]) -> list[str]:
    names = {normalized_title(name) for name in instrument.names}
    faults = []
    for other in others:
        if other.id == instrument.id:
            faults.append(f"标识与已经登记的《{other.short_title}》重复")
        elif taken := [name for name in other.names if normalized_title(name) in names]:
            faults.append(f"名称或者别名“{taken[0]}”已经指《{other.short_title}》")
    return faults


def _with_known_repeals(
    file: Path, kept: list[Instrument], registered: list[Instrument], problems: list[Problem]
) -> tuple[list[Instrument], list[Problem]]:
    """Leave out instruments that are repealed by an article which does not exist."""
    by_id = {one.id: one for one in (*registered, *kept)}
    sound = []
    for one in kept:
        repealing = one.repealed_by
        other = by_id.get(repealing.instrument) if repealing else None
        if repealing and (other is None or not other.has_place(repealing)):
            message = f"没有这一条：{repealing}。请核对文件标识和条号"
            problems.append(Problem(file, f"文件 {one.id}，repealed_by", message))
        else:
            sound.append(one)
    return sound, sorted_problems(problems)
