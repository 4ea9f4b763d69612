"""A variant as it is printed: in sections, numbered, in one order for the paper and its key."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, groupby

from courses.statutes.numerals import chinese_numeral
from quizzes.draw import Variant, shuffle
from quizzes.kinds import case_analysis, kind_of
from quizzes.model import Case, Question
from quizzes.paper import Paper
from quizzes.printing.forms import FORMS, PrintedForm

_SEED_DIGITS = 8


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A question with its number on the paper and the order of its parts there."""

    number: int
    question: Question
    order: tuple[str, ...]
    points: int

    @property
    def form(self) -> PrintedForm:
        """How it stands on paper."""
        return FORMS[self.question.kind]

    @property
    def label(self) -> str:
        """The Chinese name of its kind."""
        return kind_of(self.question).label

    @property
    def stem(self) -> str:
        """The stem, perhaps with room for the answer in it.

        It names the day of the act as the screen does; for a question about a case, the case does.
        """
        stem = self.form.stem(self.question)
        return stem if self.question.case else _with_day(stem, self.question)

    @property
    def marking(self) -> str:
        """How it is marked, "" where that is plain."""
        return self.form.marking(self.question)

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands below the stem."""
        return self.form.lines(self.question, self.order)

    @property
    def rules(self) -> int:
        """How many lines to write on stand below that."""
        return self.form.rules(self.points)

    @property
    def short_answer(self) -> str:
        """The right answer as it is written on the paper."""
        return self.form.short_answer(self.question, self.order)

    @property
    def answer_text(self) -> str:
        """The right answer in words, with the letters of the paper."""
        kind = kind_of(self.question)
        return kind.answer_text(self.question, self.order, kind.right_answer(self.question))

    @property
    def rubric(self) -> tuple[str, ...]:
        """What a marker gives the points for, nothing where there is a right answer."""
        return self.form.rubric(self.question, self.points)


@dataclass(frozen=True, slots=True)
class PrintedCase:
    """A case with the questions about it; `number` counts the cases of a paper from 1."""

    number: int
    case: Case
    questions: tuple[PrintedQuestion, ...]

    @property
    def points(self) -> int:
        """All points of the case."""
        return sum(one.points for one in self.questions)

    @property
    def heading(self) -> str:
        """案例一（10 分）."""
        return f"案例{chinese_numeral(self.number)}（{self.points} 分）"

    @property
    def text(self) -> str:
        """The text of the case; it names the day of the act."""
        return _with_day(self.case.text, self.questions[0].question)


@dataclass(frozen=True, slots=True)
class Section:
    """The questions of one kind, or all cases; `number` counts the sections from 1.

    In the section of cases, `questions` are those about all of them.
    """

    number: int
    label: str
    questions: tuple[PrintedQuestion, ...]
    cases: tuple[PrintedCase, ...] = ()

    @property
    def groups(self) -> tuple[tuple[PrintedCase | None, tuple[PrintedQuestion, ...]], ...]:
        """The questions by case; elsewhere all of them, without one."""
        return tuple((case, case.questions) for case in self.cases) or ((None, self.questions),)

    @property
    def points(self) -> int:
        """All points of the section."""
        return sum(one.points for one in self.questions)

    @property
    def points_each(self) -> int | None:
        """The points of every question, or case, None where they differ."""
        different = {one.points for one in self.cases or self.questions}
        return different.pop() if len(different) == 1 else None

    @property
    def marking(self) -> str | None:
        """How every question is marked, None where they differ."""
        different = {one.marking for one in self.questions}
        return different.pop() if len(different) == 1 else None

    @property
    def direction(self) -> str:
        """Where and how to answer, and how it is marked; of cases, a line for each kind."""
        if self.cases:
            told = {
                one.question.kind: f"{one.label}：{one.form.direction}" for one in self.questions
            }
            return "\n".join(told[kind] for kind in FORMS if kind in told)
        return self.questions[0].form.direction + (self.marking or "")

    def remarks(self, question: PrintedQuestion) -> str:
        """Tell of a single question what differs from others in the section."""
        told = question.marking.rstrip("。")
        if self.cases:
            marking = f"；{told}" if told else ""
            return f"（{question.label}，{question.points} 分{marking}）"
        points = "" if self.points_each else f"（{question.points} 分）"
        marking = "" if self.marking is not None else f"（{told}）"
        return points + marking

    @property
    def heading(self) -> str:
        """一、单选题（共 10 题，每题 5 分，共 50 分）."""
        each = f"每题 {self.points_each} 分，" if self.points_each else ""
        total = f"共 {len(self.cases or self.questions)} 题，{each}共 {self.points} 分"
        return f"{chinese_numeral(self.number)}、{self.label}（{total}）"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A variant of a paper, ready to be laid out; printing it again gives the same order.

    `name` tells which paper belongs to which key: it is that of the assignment, so another content
    has another name. With `has_answer_row` all answers stand in one row, from which somebody types
    them in, instead of being marked by hand.
    """

    title: str
    letter: str
    name: str
    minutes: int
    pass_mark: int
    sections: tuple[Section, ...]
    has_answer_row: bool = False

    @property
    def points(self) -> int:
        """All points."""
        return sum(section.points for section in self.sections)

    @property
    def full_title(self) -> str:
        """The title with the letter of the variant."""
        return f"{self.title}（{self.letter}卷）"


def lay_out(paper: Paper, variant: Variant) -> Sheet:
    """Put the questions of a variant in their printed order.

    Questions and options are shuffled as on the screen, but the same for everybody, by what is in
    the variant: no habit of an author gives an answer away.
    """
    shown = shuffle(variant, printed_seed(variant))
    numbers = count(1)
    printed = []
    for one in shown:
        entry = variant.entry(one.question_id)
        assert entry is not None  # noqa: S101 - shuffle returns the variant's own questions
        printed.append(
            PrintedQuestion(next(numbers), entry.question, one.option_order, entry.points)
        )
    return Sheet(
        title=variant.title,
        letter=variant.letter,
        name=variant.assignment,
        minutes=paper.minutes,
        pass_mark=paper.pass_mark,
        sections=_sections(printed),
        has_answer_row=paper.is_session_quiz,
    )


def printed_seed(variant: Variant) -> int:
    """Return what decides the printed order of a variant, as that of an attempt does its own."""
    return int(variant.digest[:_SEED_DIGITS], base=16)


def _sections(printed: list[PrintedQuestion]) -> tuple[Section, ...]:
    """Put the questions into sections by kind; those about cases make the last one."""
    alone = [one for one in printed if one.question.case is None]
    groups = [tuple(group) for _, group in groupby(alone, key=lambda one: one.question.kind)]
    sections = [Section(n, group[0].label, group) for n, group in enumerate(groups, start=1)]
    about = tuple(one for one in printed if one.question.case is not None)
    if about:
        number = len(sections) + 1
        sections.append(Section(number, case_analysis.LABEL, about, tuple(_cases(about))))
    return tuple(sections)


def _cases(printed: tuple[PrintedQuestion, ...]) -> Iterator[PrintedCase]:
    numbers = count(1)
    for case, group in groupby(printed, key=lambda one: one.question.case):
        if case is not None:
            yield PrintedCase(next(numbers), case, tuple(group))


def _with_day(text: str, question: Question) -> str:
    """Name the day of the act at the beginning, unless the author has named it."""
    day = question.acts_on
    told = f"{day.year}年{day.month}月{day.day}日" if day else ""
    return text if told in text else f"（行为发生在{told}）{text}"
