"""The catalogue: courses and their lessons, read from the course.toml files."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints, ValidationError

from courses.cites import cite_faults
from courses.content import content_files, read_toml, sorted_problems, validation_problems
from courses.errors import UnknownCourseError, UnknownLessonError
from courses.notebooks import notebook_fault
from courses.problem import Problem
from courses.statutes.registry import Registry

PACKAGE_FOLDER = Path(__file__).parent
"""Where the courses that come with the package lie."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
CourseId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=64)]
Audience = Literal["officer", "leader", "trainee"]


class Lesson(BaseModel):
    """A lesson as its course lists it.

    `minutes` is the time it usually takes, `topics` the points (知识点) that it teaches and that
    its practice draws from, `practice` how many questions a round of practice has.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Slug
    number: Text
    title: Text
    notebook: Text
    minutes: Annotated[int, Field(ge=1, le=600)]
    topics: Annotated[tuple[Slug, ...], Field(min_length=1)]
    cites: Annotated[tuple[Text, ...], Field(min_length=1)]
    practice: Annotated[int, Field(ge=3, le=5)]

    _folder: Path = PrivateAttr(default=Path())

    def model_post_init(self, context: Any) -> None:
        """Remember the folder of the course, which the reader gives as context."""
        self._folder = (context or {}).get("folder", Path())

    @property
    def path(self) -> Path:
        """The notebook file."""
        return self._folder / self.notebook


class Course(BaseModel):
    """A course: what it teaches, to whom, on which law, and which papers complete it.

    `credit_hours` are 学时. `topics` names every point of the course by its slug.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: CourseId
    title: Text
    version: Text
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)]
    credit_hours: Annotated[int, Field(ge=1, le=200)]
    aims: Annotated[tuple[Text, ...], Field(min_length=1)]
    instruments: Annotated[tuple[Slug, ...], Field(min_length=1)]
    papers: tuple[Slug, ...] = ()
    topics: Annotated[dict[Slug, Text], Field(min_length=1)]
    lessons: Annotated[tuple[Lesson, ...], Field(min_length=1, alias="lesson")]

    _folder: Path = PrivateAttr(default=Path())

    def model_post_init(self, context: Any) -> None:
        """Remember the folder of the course, which the reader gives as context."""
        self._folder = (context or {}).get("folder", Path())

    @property
    def file(self) -> Path:
        """The course.toml that describes the course."""
        return self._folder / "course.toml"

    @property
    def minutes(self) -> int:
        """How long all lessons usually take."""
        return sum(lesson.minutes for lesson in self.lessons)


class Catalogue:
    """Every course, in the order of folders."""

    def __init__(self, courses: Iterable[Course]) -> None:
        self.courses = tuple(courses)
        self._by_id = {course.id: course for course in self.courses}
        self._of_lesson = {
            lesson.id: (course, lesson) for course in self.courses for lesson in course.lessons
        }

    def course(self, course_id: str) -> Course:
        """Return the course with this id, or raise UnknownCourseError."""
        try:
            return self._by_id[course_id]
        except KeyError:
            raise UnknownCourseError(course_id) from None

    def lesson(self, lesson_id: str) -> Lesson:
        """Return the lesson with this id, or raise UnknownLessonError."""
        return self._entry(lesson_id)[1]

    def course_of_lesson(self, lesson_id: str) -> Course:
        """Return the course that a lesson belongs to, or raise UnknownLessonError."""
        return self._entry(lesson_id)[0]

    def courses_for(self, roles: Iterable[str]) -> tuple[Course, ...]:
        """Return the courses whose audience has one of these roles."""
        held = set(roles)
        return tuple(course for course in self.courses if held & set(course.audience))

    def _entry(self, lesson_id: str) -> tuple[Course, Lesson]:
        try:
            return self._of_lesson[lesson_id]
        except KeyError:
            raise UnknownLessonError(lesson_id) from None


def read_catalogue(
    folders: Iterable[Path], registry: Registry | None = None
) -> tuple[Catalogue, list[Problem]]:
    """Read `<folder>/<course id>/course.toml` of every folder that exists.

    `registry` holds what may be cited, the instruments of the package where it is not given.
    A course with a problem is left out, the rest are kept, and every problem of every file is
    reported. Where a course or a lesson has the id of an earlier one, the later course is left out.
    """
    problems: list[Problem] = []
    courses: list[Course] = []
    registry = registry or Registry.embedded()
    for file in [file for folder in folders for file in _course_files(folder)]:
        course, faults = _read_course(file, registry)
        if course is not None:
            faults += _clashes(course, courses)
        if course is not None and not faults:
            courses.append(course)
        problems += faults
    return Catalogue(courses), sorted_problems(problems)


def _course_files(folder: Path) -> list[Path]:
    return [
        file
        for file in content_files(folder, "course.toml")
        if len(file.relative_to(folder).parts) == 2  # noqa: PLR2004 - course and file
    ]


def _read_course(file: Path, registry: Registry) -> tuple[Course | None, list[Problem]]:
    table, problems = read_toml(file)
    if problems:
        return None, problems
    try:
        course = Course.model_validate(table, context={"folder": file.parent})
    except ValidationError as error:
        return None, validation_problems(file, "课程", error)
    return course, _course_problems(course, registry) + [
        problem
        for lesson in course.lessons
        for problem in _lesson_problems(course, lesson, registry)
    ]


def _course_problems(course: Course, registry: Registry) -> list[Problem]:
    problems = []
    if course.id != course.file.parent.name:
        message = f"课程编号应与文件夹同名：{course.file.parent.name}"
        problems.append(Problem(course.file, "课程，id", message))
    problems += [
        Problem(course.file, "课程，instruments", f"没有登记这个法律文件：{slug}")
        for slug in course.instruments
        if slug not in registry
    ]
    doubled = [i for i, n in Counter(lesson.id for lesson in course.lessons).items() if n > 1]
    problems += [
        Problem(course.file, f"课 {lesson_id}，id", "课的编号在本课程内重复")
        for lesson_id in doubled
    ]
    return problems


def _lesson_problems(course: Course, lesson: Lesson, registry: Registry) -> list[Problem]:
    place = f"课 {lesson.id}"
    problems = [
        Problem(course.file, f"{place}，topics", f"知识点 {topic} 没有写在 [topics] 里")
        for topic in lesson.topics
        if topic not in course.topics
    ]
    problems += [
        Problem(course.file, f"{place}，cites", fault)
        for fault in cite_faults(lesson.cites, registry)
    ]
    if fault := notebook_fault(lesson.path, course.file.parent):
        problems.append(Problem(course.file, f"{place}，notebook", fault))
    return problems


def _clashes(course: Course, earlier: Iterable[Course]) -> list[Problem]:
    problems = []
    for other in earlier:
        if other.id == course.id:
            problems.append(
                Problem(course.file, "课程，id", f"课程编号 {course.id} 与另一门课程重复")
            )
        taken = {lesson.id for lesson in other.lessons}
        problems += [
            Problem(course.file, f"课 {lesson.id}，id", f"课的编号与课程 {other.id} 的一课重复")
            for lesson in course.lessons
            if lesson.id in taken
        ]
    return problems
