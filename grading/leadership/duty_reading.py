"""Reading the lists of duties of the package and of the home; a faulty one is refused."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from courses.content import content_files, read_toml, sorted_problems, validation_problems
from courses.errors import StudyError
from courses.problem import Problem
from courses.statutes.citation import parse_citation
from courses.statutes.registry import Registry
from grading.leadership.duty_list import DutyList

PACKAGE_FOLDER = Path(__file__).parent / "duty_lists"
"""The lists that come with the package, for the bureau to confirm or to replace."""

HOME_FOLDER = "duties"
"""The folder in the home whose files take the place of those of the same name."""


class DutyLists:
    """Every list by year, and what is wrong with the files that were refused."""

    def __init__(self, lists: Iterable[DutyList], problems: Sequence[Problem]) -> None:
        self._by_year = {one.year: one for one in lists}
        self.problems = tuple(problems)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a list of their own, the latest first."""
        return tuple(sorted(self._by_year, reverse=True))

    def of_year(self, year: int) -> DutyList | None:
        """Return the list of a year, else that of the latest year before; None without any."""
        years = [one for one in self._by_year if one <= year]
        return self._by_year[max(years)] if years else None


def read_duty_lists(home: Path, registry: Registry) -> DutyLists:
    """Read every list; a file in the home takes the place of the package's of the same name.

    A faulty file of the home does not bring the package's back: nobody would notice.
    """
    files = {
        file.name: file
        for folder in (PACKAGE_FOLDER, home / HOME_FOLDER)
        if folder.is_dir()
        for file in content_files(folder, "*.toml")
    }
    lists, problems = [], []
    for file in files.values():
        read, faults = _read(file, registry)
        if read is not None and not faults:
            lists.append(read)
        problems += faults
    return DutyLists(lists, sorted_problems(problems))


def _read(file: Path, registry: Registry) -> tuple[DutyList | None, list[Problem]]:
    table, problems = read_toml(file)
    if problems:
        return None, problems
    try:
        read = DutyList.model_validate(table)
    except ValidationError as error:
        return None, validation_problems(file, "职责清单", error)
    faults = [Problem(file, *fault) for fault in _faults(read, registry)]
    if file.name != f"{read.year}.toml":
        faults.append(Problem(file, "文件名", f"应当是 {read.year}.toml"))
    return read, faults


def _faults(read: DutyList, registry: Registry) -> Iterable[tuple[str, str]]:
    for duty in read.duties:
        for cite in duty.cites:
            try:
                registry.resolve(parse_citation(cite))
            except StudyError as error:
                yield f"duty {duty.id}，cites", str(error)
