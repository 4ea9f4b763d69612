"""Questions and papers together with the catalogue: everything that has to fit, checked at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from courses.catalogue import Catalogue, Course, Lesson
from courses.cites import cite_faults, textless_faults
from courses.content import content_files, sorted_problems
from courses.errors import UnknownCourseError
from courses.problem import Problem
from courses.statutes.registry import Registry
from quizzes.bank import QuestionBank, read_bank
from quizzes.draw import paper_problems
from quizzes.errors import UnknownPaperError
from quizzes.model import Question
from quizzes.paper import Paper, PaperShelf, read_papers

PACKAGE_FOLDER = Path(__file__).parent
"""Where the questions and papers that come with the package lie."""

EXAMS = "exams"
"""The folder within a course's bank whose questions are for formal exams only."""

FEWEST_IN_POOL = 10
FEWEST_ON_POINT = 2
"""After a wrong answer another question on the same point is put, so one is not enough."""

_NO_COURSE = "没有同名的课程（课程不存在，或者因有错误没有载入），其中的题目没有载入"
_READ_BY_ALL = "正式考试的题和试卷只能放在数据文件夹里：随平台安装的人人可读，没有采用"
_TOO_SOON = (
    '正式考试要写 answers_shown = "closed"（考试结束以后公布答案）或者 "never"（不公布）；'
    "一评完就公布，后考的人会先看到题和答案"
)


@dataclass(frozen=True, slots=True)
class Quizzes:
    """The bank and the papers that can be used, and what was wrong with the rest.

    `exam_bank` holds what nobody may have seen before a formal exam; nothing but `bank_for` leads
    to it, so that practice, the book of mistakes, article pages and exports never get there.
    """

    bank: QuestionBank
    shelf: PaperShelf
    problems: tuple[Problem, ...]
    exam_bank: QuestionBank = field(default_factory=lambda: QuestionBank({}))

    def bank_for(self, paper: Paper) -> QuestionBank:
        """Return what a paper is drawn from."""
        return self.exam_bank if paper.is_formal else self.bank


def read_quizzes(
    catalogue: Catalogue, folders: Iterable[Path], registry: Registry | None = None
) -> Quizzes:
    """Read `bank/<course id>/*.toml` and `papers/*.toml` of every folder that exists.

    Questions below `bank/<course id>/exams/` are for formal exams only, and these are drawn from
    them alone. Both are for a home: what comes with the package can be read by everybody.

    `registry` holds what may be cited, the instruments of the package where it is not given; a
    question on an instrument without text is refused, as its answer could not be verified.

    A question or paper with a problem is left out. A lesson whose practice has too few questions,
    and a course that asks for a paper that is not there, are reported and kept.
    """
    roots = tuple(folders)
    bank, exam_bank, problems = _read_banks(catalogue, roots, registry or Registry.embedded())
    drawn_from = Quizzes(bank, PaperShelf(()), (), exam_bank)
    shelf, faults = _read_shelf(catalogue, roots, drawn_from)
    problems += faults
    for course in catalogue.courses:
        problems += missing_papers(course, shelf)
        for lesson in course.lessons:
            problems += practice_problems(course, lesson, bank)
    return Quizzes(bank, shelf, tuple(sorted_problems(problems)), exam_bank)


def practice_problems(course: Course, lesson: Lesson, bank: QuestionBank) -> list[Problem]:
    """Report what keeps the practice of a lesson from being drawn, with room for second tries."""
    pool = bank.on_points(course.id, lesson.topics)
    practised = [topic for topic in lesson.topics if any(q.point == topic for q in pool)]
    faults = []
    if len(pool) < FEWEST_IN_POOL:
        faults.append(f"这一课的练习题只有 {len(pool)} 道，至少要有 {FEWEST_IN_POOL} 道")
    if len(practised) < lesson.practice:
        faults.append(f"有练习题的知识点只有 {len(practised)} 个，一轮练习要 {lesson.practice} 个")
    faults += [
        f"知识点 {topic} 只有一道练习题，至少要有 {FEWEST_ON_POINT} 道，答错后才有另一道可换"
        for topic in practised
        if len(bank.on_points(course.id, [topic])) < FEWEST_ON_POINT
    ]
    return [Problem(course.file, f"课 {lesson.id}，practice", fault) for fault in faults]


def missing_papers(course: Course, shelf: PaperShelf) -> list[Problem]:
    """Report papers that a course asks for and that cannot be used."""
    return [
        Problem(course.file, "课程，papers", f"试卷 {paper_id} 不存在、有错误，或者属于别的课程")
        for paper_id in course.papers
        if (paper := _find_paper(shelf, paper_id)) is None or paper.course != course.id
    ]


def _read_banks(
    catalogue: Catalogue, roots: Sequence[Path], registry: Registry
) -> tuple[QuestionBank, QuestionBank, list[Problem]]:
    """Read the bank and what is for formal exams only, at once: an id may be in one of them."""
    courses = [course.id for course in catalogue.courses]
    files: dict[str, list[Path]] = {
        key: [] for course in courses for key in (course, f"{course}/{EXAMS}")
    }
    problems: set[Problem] = set()
    for root in roots:
        for file in content_files(root / "bank", "*.toml"):
            course, *below = file.relative_to(root / "bank").parts
            is_for_exams = len(below) > 1 and below[0] == EXAMS
            if course not in courses:
                problems.add(Problem(root / "bank" / course, "题库文件夹", _NO_COURSE))
            elif is_for_exams and root == PACKAGE_FOLDER:
                problems.add(Problem(root / "bank" / course / EXAMS, "题库文件夹", _READ_BY_ALL))
            else:
                files[f"{course}/{EXAMS}" if is_for_exams else course].append(file)

    def check(key: str, question: Question) -> list[str]:
        return question_faults(catalogue.course(key.partition("/")[0]), question, registry)

    both, faults = read_bank(files, check)
    bank = QuestionBank({course: both.of_course(course) for course in courses})
    exam_bank = QuestionBank({course: both.of_course(f"{course}/{EXAMS}") for course in courses})
    return bank, exam_bank, [*faults, *problems]


def question_faults(course: Course, question: Question, registry: Registry) -> list[str]:
    """Return what is wrong with a question as one of a course: its topics, and what it cites."""
    cites = question.cites
    faults = cite_faults(cites, registry) or textless_faults(cites, registry)
    return _topic_faults(course, question.topics) + [f"cites：{fault}" for fault in faults]


def _topic_faults(course: Course, topics: Iterable[str]) -> list[str]:
    return [
        f"topics：知识点 {topic} 没有写在课程的 [topics] 里"
        for topic in topics
        if topic not in course.topics
    ]


def _read_shelf(
    catalogue: Catalogue, roots: Sequence[Path], quizzes: Quizzes
) -> tuple[PaperShelf, list[Problem]]:
    files = [file for root in roots for file in content_files(root / "papers", "*.toml")]
    shelf, problems = read_papers(files)
    file_of: dict[str, Path] = {}
    for file in files:
        file_of.setdefault(file.stem, file)
    kept = []
    for paper in shelf.all():
        faults = _paper_faults(paper, catalogue, quizzes.bank_for(paper), file_of[paper.id])
        problems += faults
        if not faults:
            kept.append(paper)
    return PaperShelf(kept), problems


def _paper_faults(
    paper: Paper, catalogue: Catalogue, bank: QuestionBank, file: Path
) -> list[Problem]:
    try:
        course = catalogue.course(paper.course)
    except UnknownCourseError as error:
        return [Problem(file, "试卷，course", f"{error}（不存在，或者因有错误没有载入）")]
    topics = dict.fromkeys(topic for rule in paper.draw for topic in rule.topics)
    faults = [Problem(file, "试卷，draw", fault) for fault in _topic_faults(course, topics)]
    faults += _formal_faults(paper, file)
    return faults or paper_problems(paper, bank, file)


def _formal_faults(paper: Paper, file: Path) -> list[Problem]:
    """Report what would give a formal exam away."""
    if not paper.is_formal:
        return []
    faults = []
    if file.is_relative_to(PACKAGE_FOLDER):
        faults.append(Problem(file, "试卷，mode", _READ_BY_ALL))
    if paper.answers_shown == "scored":
        faults.append(Problem(file, "试卷，answers_shown", _TOO_SOON))
    return faults


def _find_paper(shelf: PaperShelf, paper_id: str) -> Paper | None:
    try:
        return shelf.paper(paper_id)
    except UnknownPaperError:
        return None
