"""A variant as it is printed: in sections, numbered, in one order for the paper and its key."""

from dataclasses import dataclass
from itertools import count, groupby

from courses.statutes.numerals import chinese_numeral
from quizzes.draw import Variant, shuffle
from quizzes.kinds import kind_of
from quizzes.model import Question
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
    def stem(self) -> str:
        """The stem, perhaps with room for the answer in it.

        It names the day of the act as the screen does, unless its author has.
        """
        day, stem = self.question.acts_on, self.form.stem(self.question)
        told = f"{day.year}年{day.month}月{day.day}日" if day else ""
        return stem if told in stem else f"（行为发生在{told}）{stem}"

    @property
    def marking(self) -> str:
        """How it is marked, "" where that is plain."""
        return self.form.marking(self.question)

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands below the stem."""
        return self.form.lines(self.question, self.order)

    @property
    def short_answer(self) -> str:
        """The right answer as it is written on the paper."""
        return self.form.short_answer(self.question, self.order)

    @property
    def answer_text(self) -> str:
        """The right answer in words, with the letters of the paper."""
        kind = kind_of(self.question)
        return kind.answer_text(self.question, self.order, kind.right_answer(self.question))


@dataclass(frozen=True, slots=True)
class Section:
    """The questions of one kind; `number` counts the sections from 1."""

    number: int
    label: str
    questions: tuple[PrintedQuestion, ...]

    @property
    def points(self) -> int:
        """All points of the section."""
        return sum(one.points for one in self.questions)

    @property
    def points_each(self) -> int | None:
        """The points of every question, None where they differ."""
        different = {one.points for one in self.questions}
        return different.pop() if len(different) == 1 else None

    @property
    def marking(self) -> str | None:
        """How every question is marked, None where they differ."""
        different = {one.marking for one in self.questions}
        return different.pop() if len(different) == 1 else None

    @property
    def direction(self) -> str:
        """Where and how to answer, and how it is marked."""
        return self.questions[0].form.direction + (self.marking or "")

    def remarks(self, question: PrintedQuestion) -> str:
        """Tell of a single question what differs from others in the section."""
        points = "" if self.points_each else f"（{question.points} 分）"
        marking = "" if self.marking is not None else f"（{question.marking.rstrip('。')}）"
        return points + marking

    @property
    def heading(self) -> str:
        """一、单选题（共 10 题，每题 5 分，共 50 分）."""
        each = f"每题 {self.points_each} 分，" if self.points_each else ""
        total = f"共 {len(self.questions)} 题，{each}共 {self.points} 分"
        return f"{chinese_numeral(self.number)}、{self.label}（{total}）"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A variant of a paper, ready to be laid out; printing it again gives the same order.

    `name` tells which paper belongs to which key: it is that of the assignment, so another content
    has another name.
    """

    title: str
    letter: str
    name: str
    minutes: int
    pass_mark: int
    sections: tuple[Section, ...]

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
    shown = shuffle(variant, int(variant.digest[:_SEED_DIGITS], base=16))
    numbers = count(1)
    printed = []
    for one in shown:
        entry = variant.entry(one.question_id)
        assert entry is not None  # noqa: S101 - shuffle returns the variant's own questions
        printed.append(
            PrintedQuestion(next(numbers), entry.question, one.option_order, entry.points)
        )
    groups = groupby(printed, key=lambda one: one.question.kind)
    return Sheet(
        title=variant.title,
        letter=variant.letter,
        name=variant.assignment,
        minutes=paper.minutes,
        pass_mark=paper.pass_mark,
        sections=tuple(
            _section(number, tuple(group)) for number, (_, group) in enumerate(groups, start=1)
        ),
    )


def _section(number: int, questions: tuple[PrintedQuestion, ...]) -> Section:
    return Section(number, kind_of(questions[0].question).label, questions)
